"""Does the same work as errorbook's side of the benchmark with CPython and real Flask, in this process.

Prints a name and its seconds on each line. Classes are created with `type(name, bases, {})`, like a class statement
without the compiler. Garbage collection is off, as in `timeit`. The minimum of several rounds counts.
"""

import gc
import importlib.metadata
import platform
import sys
import time

import flask


def least(rounds, work):
    best = float("inf")
    for _ in range(rounds):
        began = time.process_time()
        work()
        best = min(best, time.process_time() - began)
    return best


def answer(error):
    return "answer", 500


def parsed(path):
    """Returns the statements of a script as tuples. Reading them is not timed."""
    for line in open(path, encoding="utf-8"):
        word, rest = line.split(None, 1)
        if word == "class":
            name, base = rest.strip().rstrip(")").split("(")
            yield word, name, base
        else:
            yield word, rest.split()[0], None


def play(statements):
    """Runs statements. A `raise` is a request without routing: the view raises, Flask finds and calls the handler and creates
    the response. All requests share one context, without a client, URLs or a server, as in errorbook."""
    app = flask.Flask("benchmark")
    classes = {"Exception": Exception}
    raised = []

    @app.get("/")
    def view():
        raise raised[0]()

    with app.test_request_context("/"):
        for word, name, base in statements:
            if word == "raise":
                raised[:] = [classes[name]]
                app.full_dispatch_request()
            elif word == "handler":
                app.register_error_handler(classes[name], answer)
            else:
                classes[name] = type(name, (classes[base],), {})


def lookup(depth):
    """Returns the time to find the handler of a class whose `depth`th class on the MRO has it."""
    app = flask.Flask("benchmark")
    top = leaf = type("C0", (Exception,), {})
    app.register_error_handler(top, answer)
    for index in range(1, depth):
        leaf = type(f"C{index}", (leaf,), {})
    error = leaf()
    find = app._find_error_handler
    assert find(error, []) is answer
    count = 20000

    def work():
        for _ in range(count):
            find(error, [])

    return least(9, work) / count


def chain(length):
    leaf = Exception
    for index in range(length):
        leaf = type(f"C{index}", (leaf,), {})
    return leaf


def wide():
    bases = tuple(chain(10) for _ in range(1000))
    return lambda: type("Wide", bases, {})


def search():
    for depth in (1, 4, 16, 64):
        print(f"lookup-{depth}", lookup(depth))
    print("wide", least(3, wide()))
    # Only once: it takes half a minute, since each class of the chain has its own MRO.
    print("chain-5000", least(1, lambda: chain(5000)))


def main():
    gc.disable()
    match sys.argv[1:]:
        case ["versions"]:
            print(f"CPython {platform.python_version()} with Flask {importlib.metadata.version('flask')}")
        case ["play", path]:
            statements = list(parsed(path))
            print("play", least(1, lambda: play(statements)))
        case ["search"]:
            search()
        case _:
            sys.exit("usage: flask_side.py versions | play SCRIPT | search")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
    # Exit without freeing a million objects one by one.
    __import__("os")._exit(0)
