"""Runs Flask programs under one release and records what the real thing does. It runs in the environment of that release.

    python recorder.py RESULTS FILE...

Each FILE is a program; a conftest.py and other files may be next to it. The recorder imports Flask and pytest once and forks
for each program, so that no program sees the state of another. RESULTS gets one line of JSON for each program, in the order
of the arguments.

A program is run in two ways. pytest collects and runs its tests. Then, if it has a `__main__` block or no test, it is run as
a script. In both, each call of a test client is recorded: Client.open of Werkzeug is replaced.
"""

import json
import os
import pathlib
import re
import runpy
import signal
import sys
import traceback
import unittest

import flask
import pytest
import werkzeug.exceptions
import werkzeug.test

# A program that takes longer has a mistake.
SECONDS = 60

# Longer bodies are not stored.
LONGEST = 2000

MAIN = re.compile(r"""^if\s+__name__\s*==\s*["']__main__["']""", re.MULTILINE)


class Recording:
    """The calls and tests of one program."""

    def __init__(self, folder, main):
        self.folder = str(folder)
        self.main = main
        # The line of the `__main__` block. Without one, the whole script is like it.
        self.main_block = 0
        self.calls = []
        self.tests = []
        self.collected = []
        self.errors = []
        # The id of the test that runs, or where the program is otherwise.
        self.place = "__import__"
        # The call that runs, or nothing. A redirect that the client follows is part of its call.
        self.open = None

    def frames_of_program(self):
        """Returns the frames in files of the program, the innermost first: the file, the line, and whether it is a module."""
        found = []
        frame = sys._getframe(3)
        while frame is not None:
            name = frame.f_code.co_filename
            if name.startswith(self.folder + os.sep):
                is_module = frame.f_code.co_name == "<module>"
                found.append((os.path.relpath(name, self.folder), frame.f_lineno, is_module))
            frame = frame.f_back
        return found

    def start(self):
        frames = self.frames_of_program()
        file, line, _ = frames[0] if frames else (self.main, None, False)
        call = {"test": self.place, "line": line}
        if file != self.main:
            call["file"] = file
        # In a script, what happens before its `__main__` block happens in tests too.
        modules = [line for file, line, is_module in frames if is_module and file == self.main]
        if self.place == "__main__" and modules and modules[-1] < self.main_block:
            call["test"] = "__import__"
        self.open = call
        self.calls.append(call)
        return call

    def name(self, nodeid):
        """Returns the id of a test without the name of its file, if that is the program."""
        prefix = self.main + "::"
        return nodeid[len(prefix) :] if nodeid.startswith(prefix) else nodeid

    def result(self):
        errors = [error.replace(self.folder + os.sep, "") for error in self.errors]
        return {"collected": self.collected, "tests": self.tests, "calls": self.calls, "errors": errors}


def watch(recording):
    """Replaces the functions of Werkzeug and Flask through which calls and handlers run."""
    open_client = werkzeug.test.Client.open
    wsgi_app = flask.Flask.wsgi_app
    # Flask 0.10 has no function that finds a handler. Its recordings do not name the handler.
    find_handler = getattr(flask.Flask, "_find_error_handler", None)

    def recorded_open(self, *args, **kwargs):
        if recording.open is not None:
            return open_client(self, *args, **kwargs)
        call = recording.start()
        try:
            response = open_client(self, *args, **kwargs)
        except BaseException as error:
            call["escaped"] = type(error).__name__
            call.pop("handler", None)
            raise
        finally:
            recording.open = None
        describe(call, response)
        return response

    def recorded_app(self, environ, start_response):
        if recording.open is not None and "method" not in recording.open:
            recording.open["method"] = environ["REQUEST_METHOD"]
            recording.open["path"] = requested(environ)
        return wsgi_app(self, environ, start_response)

    def recorded_search(self, *args, **kwargs):
        handler = find_handler(self, *args, **kwargs)
        if recording.open is not None:
            recording.open.pop("handler", None)
            if handler is not None:
                recording.open["handler"] = getattr(handler, "__name__", type(handler).__name__)
        return handler

    werkzeug.test.Client.open = recorded_open
    flask.Flask.wsgi_app = recorded_app
    if find_handler is not None:
        flask.Flask._find_error_handler = recorded_search


def requested(environ):
    path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
    query = environ.get("QUERY_STRING")
    return f"{path}?{query}" if query else path


def describe(call, response):
    # Old releases of Werkzeug can return a tuple with the response, or only the iterable of a WSGI application.
    status = getattr(response, "status_code", None)
    if status is None:
        return
    call["status"] = status
    body = response.get_data()
    text = body.decode("utf-8", "replace")
    if is_default_page(text, status):
        call["page"] = True
    elif len(text) > LONGEST:
        call["length"] = len(text)
    else:
        call["body"] = text


def is_default_page(text, status):
    """Returns whether a body is a page that Werkzeug makes for an exception or a redirect."""
    if not text.lower().startswith("<!doctype html"):
        return False
    title = re.search(r"<title>(.*?)</title>", text)
    heading = re.search(r"<h1>(.*?)</h1>", text)
    if title is None or heading is None:
        return False
    if title.group(1) == "Redirecting...":
        return True
    return title.group(1) == f"{status} {heading.group(1)}"


class Plugin:
    """Tells the recording which test runs, and the result of each."""

    def __init__(self, recording):
        self.recording = recording

    def pytest_collection_finish(self, session):
        self.recording.collected = [self.recording.name(item.nodeid) for item in session.items]

    def pytest_collectreport(self, report):
        if report.failed:
            self.recording.errors.append(last_line(str(report.longrepr)))

    def pytest_runtest_logstart(self, nodeid):
        self.recording.place = self.recording.name(nodeid)

    def pytest_runtest_logreport(self, report):
        name = self.recording.name(report.nodeid)
        if report.when == "setup":
            self.recording.tests.append({"test": name})
        result = self.recording.tests[-1]
        if report.when == "call":
            result["outcome"] = report.outcome
            if hasattr(report, "wasxfail"):
                result["outcome"] = "xfailed" if report.skipped else "xpassed"
        elif report.failed:
            result["outcome"] = "error"
            result["when"] = report.when
        elif report.skipped:
            result["outcome"] = "skipped"
        if report.failed:
            crash = getattr(report.longrepr, "reprcrash", None)
            result["reason"] = first_word(crash.message) if crash else last_line(str(report.longrepr))
            line = line_in(report.longrepr, self.recording.main)
            if line is not None:
                result["line"] = line


def line_in(failure, main):
    """Returns the last line of the program in a traceback."""
    entries = getattr(getattr(failure, "reprtraceback", None), "reprentries", [])
    lines = [
        entry.reprfileloc.lineno
        for entry in entries
        if getattr(entry, "reprfileloc", None) and os.path.basename(entry.reprfileloc.path) == main
    ]
    return lines[-1] if lines else None


def first_word(message):
    """Returns the class of an exception from pytest's short message. A plain `assert` has no class there."""
    found = re.match(r"([A-Za-z_][\w.]*)(:|$)", message.splitlines()[0] if message else "")
    return found.group(1).rpartition(".")[2] if found else "AssertionError"


def last_line(text):
    lines = [line for line in text.splitlines() if line.startswith("E ")] or text.strip().splitlines()
    return lines[-1].lstrip("E ").strip()[:200] if lines else ""


def run_tests(recording, path):
    # Flask 0.12 cannot find the folder of a module that pytest has rewritten: `--assert=plain` leaves modules as they are.
    quiet = ["-q", "-p", "no:cacheprovider", "-p", "no:faulthandler", "-W", "ignore"]
    pytest.main([*quiet, "--assert=plain", "-c", "pytest.ini", path.name], plugins=[Plugin(recording)])


def run_script(recording, path):
    """Runs the program as a script. Servers and test runners in its `__main__` block do nothing."""
    recording.place = "__main__"
    recording.main_block = main_block(path)
    flask.Flask.run = lambda *args, **kwargs: None
    unittest.main = lambda *args, **kwargs: None
    pytest.main = lambda *args, **kwargs: 0
    sys.argv = [path.name]
    sys.path.insert(0, str(path.parent))
    try:
        runpy.run_path(str(path), run_name="__main__")
    except SystemExit:
        pass
    except BaseException as error:
        recording.errors.append(f"__main__: {type(error).__name__}: {error}"[:200])


def record(path):
    """Records one program in child processes and returns the result."""
    path = pathlib.Path(path).resolve()
    os.chdir(path.parent)
    result = in_child(run_tests, path)
    if has_main_block(path) or not result["collected"] and not result["errors"]:
        script = in_child(run_script, path)
        # Calls at import time were recorded with the tests, if there are any.
        if result["collected"]:
            result["calls"] += [call for call in script["calls"] if call["test"] == "__main__"]
        else:
            result["calls"] = script["calls"]
        result["errors"] += script["errors"]
    return {key: value for key, value in result.items() if value or key in ("calls", "tests")}


def has_main_block(path):
    return main_block(path) > 0


def main_block(path):
    """Returns the line of the `__main__` block, or 0."""
    text = path.read_text()
    found = MAIN.search(text)
    return text[: found.start()].count("\n") + 1 if found else 0


def in_child(run, path):
    """Runs a function in a child process and returns its recording."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        signal.alarm(SECONDS)
        recording = Recording(path.parent, path.name)
        watch(recording)
        try:
            run(recording, path)
        finally:
            with os.fdopen(writer, "w") as pipe:
                json.dump(recording.result(), pipe)
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        text = pipe.read()
    os.waitpid(child, 0)
    if not text:
        raise SystemExit(f"{path.name}: no result after {SECONDS} seconds")
    return json.loads(text)


def main(arguments):
    results, *programs = arguments
    # Programs and pytest print. Only the results matter, and why the recorder stopped.
    errors = os.dup(2)
    if not os.environ.get("RECORDER_VERBOSE"):
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
    try:
        with open(results, "w") as output:
            for program in programs:
                output.write(json.dumps(record(program)) + "\n")
                output.flush()
    except BaseException:
        os.write(errors, traceback.format_exc().encode())
        raise


if __name__ == "__main__":
    main(sys.argv[1:])
