"""Compares what errorbook says about Flask programs with what real Flask and pytest do.

    python3 compare.py ERRORBOOK                          all recorded programs
    python3 compare.py ERRORBOOK programs/test_uploads    some of them
    python3 compare.py ERRORBOOK --flask 0.12.5 --verbose

`errorbook run FILE.py --flask RELEASE --format json` prints events. Each client call of a recording gets a verdict:

    same         the status and the body are equal, or the same exception escapes
    status only  the status is equal, and errorbook says that the body is unknown
    refused      errorbook says that the request, or what runs it, is not modeled
    not reached  errorbook goes on after an assertion that failed, and real pytest does not
    WRONG        anything else

A test is the same if it passes or fails in both. One difference is wanted: errorbook compares `response.data == "text"` as
Python 2 did, and says so. Such a test may pass. The exit status is 0 if nothing is wrong.
"""

import argparse
import collections
import concurrent.futures
import dataclasses
import json
import os
import pathlib
import re
import subprocess
import sys

import corpus

SAME, STATUS_ONLY, REFUSED, NOT_REACHED, WRONG = "same", "status only", "refused", "not reached", "WRONG"

# The events of client calls.
CALLS = ("raise", "respond", "abort", "visit")

# The calls at import time and those of the `__main__` block.
OUTSIDE = "__main__"

# A program that takes longer has a mistake.
SECONDS = 120


@dataclasses.dataclass
class Run:
    """What errorbook says about one program: for each test its calls and its outcome."""

    # By test, in order: events of calls, and diagnostics about what is not modeled.
    calls: dict
    # By test: `passed`, `failed` or `refused`.
    outcomes: dict
    # Whether some assertions compare bytes with text, which is only equal in Python 2. errorbook says so once.
    compares_bytes_with_text: bool
    # What is not modeled about the whole program.
    notes: list
    errors: str


def read_run(output, errors=""):
    """Reads the events that errorbook prints. This is the only place that knows their form."""
    run = Run(collections.defaultdict(list), {}, False, [], errors)
    waiting = []
    for line in output.splitlines():
        event = json.loads(line)
        kind = event["event"]
        if kind in CALLS and event.get("line") is not None:
            # A body that is not known is a text about it.
            waiting.append(event if event.get("bodyKnown", True) else {**event, "body": None})
        elif kind == "diagnostic" and event["severity"] == "error":
            waiting.append(event)
        elif kind == "diagnostic" and event["code"] == "bytes-and-text":
            run.compares_bytes_with_text = True
        elif kind == "test":
            name = event["name"]
            run.calls[name] += waiting
            run.outcomes[name] = outcome(event)
            waiting = []
    # What is said after the last test is about the `__main__` block, or about the whole program.
    run.calls[OUTSIDE] += [event for event in waiting if is_call(event)]
    run.notes += [event for event in waiting if not is_call(event)]
    return run


def is_call(event):
    return event["event"] in CALLS or is_request(event)


def is_request(event):
    """Returns whether a diagnostic is about one client call, such as "`GET /path` is not modeled: ..."."""
    return re.match(r"`[A-Z]+ /", event["message"]) is not None


def outcome(event):
    if event.get("skipped"):
        return "skipped"
    if event["failed"]:
        return "failed"
    return "refused" if event.get("notModeled") else "passed"


def run_errorbook(errorbook, file, release):
    command = [str(errorbook), "run", str(file), "--flask", release, "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS)
    if done.returncode < 0:
        raise ValueError(f"stopped by signal {-done.returncode}: {done.stderr[-200:]}")
    return read_run(done.stdout, done.stderr)


@dataclasses.dataclass
class Comparison:
    """The verdicts about one program under one release."""

    program: str
    release: str
    calls: collections.Counter
    tests: collections.Counter
    # Texts about everything that is wrong, and why something is refused.
    wrong: list
    refused: list


def compare(recording, run):
    """Compares a recording with a run of errorbook."""
    result = Comparison(recording["program"], recording["flask"], collections.Counter(), collections.Counter(), [], [])
    recorded = collections.defaultdict(list)
    for call in recording["calls"]:
        recorded[place(call)].append(call)
    stopped = {test["test"] for test in recording["tests"] if test["outcome"] not in ("passed", "xpassed")}
    for test in sorted(recorded.keys() | {name for name, events in run.calls.items() if events}):
        compare_calls(result, test, recorded.get(test, []), run.calls.get(test, []), test in stopped)
    result.refused += [f"line {event['line']}: {event['message']}" for event in run.notes]
    for test in recording["tests"]:
        predicted = run.outcomes.get(test["test"])
        if predicted == "passed" and run.compares_bytes_with_text and test.get("reason") == "AssertionError":
            result.tests["as Python 2"] += 1
        else:
            compare_outcome(result, test, predicted)
    for name in run.outcomes.keys() - {test["test"] for test in recording["tests"]} - {OUTSIDE}:
        if run.outcomes[name] != "refused":
            result.tests[WRONG] += 1
            result.wrong.append(f"{name}: there is no such test")
    return result


def place(call):
    return OUTSIDE if call["test"] == "__import__" else call["test"]


def compare_calls(result, test, recorded, events, stopped):
    """Compares the calls of one test in order. Real pytest stops a test at its first failure, so later calls do not happen."""
    remaining = collections.deque(recorded)
    is_refused = False
    for event in events:
        if event["event"] == "diagnostic":
            if is_request(event) and remaining:
                remaining.popleft()
                note(result, REFUSED, test, event)
            else:
                is_refused = True
                note(result, None, test, event)
            continue
        if not remaining and stopped:
            result.calls[NOT_REACHED] += 1
            continue
        if not remaining:
            result.calls[WRONG] += 1
            result.wrong.append(f"{test}: line {event.get('line')}: a call that does not happen: {told(event)}")
            continue
        call = remaining.popleft()
        found, reason = verdict(call, event)
        result.calls[found] += 1
        if found == WRONG:
            result.wrong.append(f"{test}: {reason}")
    if not remaining:
        return
    if is_refused:
        result.calls[REFUSED] += len(remaining)
    else:
        result.calls[WRONG] += len(remaining)
        lines = ", ".join(str(call["line"]) for call in remaining)
        result.wrong.append(f"{test}: no answer for the calls of lines {lines}")


def note(result, verdict, test, event):
    if verdict:
        result.calls[verdict] += 1
    result.refused.append(f"{test}: line {event['line']}: {event['message']}")


def verdict(call, event):
    """Compares one call with one event and returns the verdict and a reason."""
    expected = f"line {call['line']}: {call.get('method')} {call.get('path')}: expected {told(call)}, got {told(event)}"
    if event.get("escaped") or call.get("escaped"):
        return (SAME, "") if event.get("escaped") == call.get("escaped") else (WRONG, expected)
    if event.get("status") != call.get("status"):
        return WRONG, expected
    if event.get("method") and call.get("method") and event["method"] != call["method"]:
        return WRONG, expected
    if "body" not in call:
        # The default page of Werkzeug, or a body that is too long to be stored.
        return SAME, ""
    if event.get("body") is None:
        return STATUS_ONLY, ""
    return (SAME, "") if event["body"] == call["body"] else (WRONG, expected)


def told(call):
    if call.get("escaped"):
        return f"{call['escaped']} escapes"
    body = "a page" if call.get("page") else repr(call.get("body"))
    return f"{call.get('status')} {body}"


def compare_outcome(result, test, predicted):
    real = test["outcome"]
    name = test["test"]
    if predicted == "refused":
        result.tests[REFUSED] += 1
    elif predicted is None:
        # A test without assertions about requests has nothing to say.
        result.tests["not mentioned"] += 1
    elif predicted == {"error": "failed", "xfailed": "passed", "xpassed": "passed"}.get(real, real):
        result.tests[SAME] += 1
    else:
        result.tests[WRONG] += 1
        where = f" (line {test['line']}, {test['reason']})" if "line" in test else ""
        result.wrong.append(f"{name}: expected {real}{where}, got {predicted}")


def compare_all(errorbook, jobs):
    """Compares several recordings. A job is a recording and the file of its program."""

    def one(job):
        recording, file = job
        try:
            return compare(recording, run_errorbook(errorbook, file, recording["flask"]))
        except (ValueError, KeyError, subprocess.TimeoutExpired) as error:
            failed = Comparison(
                recording["program"], recording["flask"], *[collections.Counter() for _ in range(2)], [], []
            )
            failed.calls[WRONG] = max(1, len(recording["calls"]))
            failed.wrong.append(f"errorbook's output cannot be read: {type(error).__name__}: {error}"[:300])
            return failed

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        return list(pool.map(one, jobs))


def report(results, verbose=False):
    """Prints what is wrong and the totals, and returns whether nothing is wrong."""
    for result in results:
        lines = [f"  WRONG {line}" for line in result.wrong]
        lines += [f"  refused {line}" for line in result.refused] if verbose else []
        if lines:
            print(f"{result.program} under {result.release}:", *lines, sep="\n")
    for release in dict.fromkeys(result.release for result in results):
        mine = [result for result in results if result.release == release]
        calls = sum((result.calls for result in mine), collections.Counter())
        tests = sum((result.tests for result in mine), collections.Counter())
        print(f"{release}: {len(mine)} programs; calls: {counted(calls)}; tests: {counted(tests)}")
    calls = sum((result.calls for result in results), collections.Counter())
    reached = sum(calls.values()) - calls[NOT_REACHED]
    print(f"status and body checked: {100 * calls[SAME] / max(1, reached):.1f} % of {reached} calls")
    return not any(result.wrong for result in results)


def counted(counter):
    return ", ".join(f"{counter[key]} {key}" for key in sorted(counter)) or "none"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("errorbook", type=pathlib.Path, help="the executable")
    parser.add_argument("programs", nargs="*", help="names such as programs/test_uploads; default: all")
    parser.add_argument("--group", action="append", choices=corpus.GROUPS, help="only this group; may be repeated")
    parser.add_argument("--flask", action="append", help="only this release; may be repeated")
    parser.add_argument("--verbose", action="store_true", help="also print what is refused, and why")
    options = parser.parse_args()
    files = {program.name: program.file for program in corpus.programs()}
    jobs = [
        (recording, files[recording["program"]])
        for recording in corpus.read(options.group or corpus.GROUPS)
        if (not options.programs or recording["program"] in options.programs)
        and (not options.flask or recording["flask"] in options.flask)
    ]
    if not jobs:
        sys.exit("error: no such program")
    return 0 if report(compare_all(options.errorbook.absolute(), jobs), options.verbose) else 1


if __name__ == "__main__":
    sys.exit(main())
