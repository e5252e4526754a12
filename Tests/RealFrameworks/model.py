"""Runs programs with errorbook and compares its events with recordings of the real frameworks."""

import json
import os
import pathlib
import re
import subprocess

import frameworks
import record
from script import script

# The diagnostics for classes that Python refused or does not know. An unknown class may be new in a later release.
CLASS_ERRORS = {
    "layout_conflict": {"layout-conflict"}, "duplicate_base": {"duplicate-base"}, "inconsistent_mro": {"inconsistent-mro"},
    "unacceptable_base": {"unacceptable-base"}, "missing_base": {"missing-base"}, "unknown_class": {"unknown-class", "later-class"},
}
# Those for lines that use such a class.
USES = {"refused-class", "unknown-class", "later-class", "missing-base"}
NOT_RUN = {"needs_arguments": {"needs-arguments"}, "not_an_exception": {"not-raisable"}}


def errorbook():
    """Returns the program: the one that ERRORBOOK names, or the one that `swift build` makes."""
    if os.environ.get("ERRORBOOK"):
        return pathlib.Path(os.environ["ERRORBOOK"])
    build = ["swift", "build", "--package-path", str(frameworks.PACKAGE), "--product", "errorbook"]
    done = subprocess.run(build, capture_output=True, text=True)
    if done.returncode != 0:
        raise record.RecordingFailed(done.stdout + done.stderr)
    where = subprocess.run([*build, "--show-bin-path"], capture_output=True, text=True, check=True)
    return pathlib.Path(where.stdout.strip()) / "errorbook"


def events(program, framework, release, programs, folder):
    """Runs the programs in one session, each after a reset. Returns the events of each line of each program."""
    texts = [script(each) for each in programs]
    path = pathlib.Path(folder) / f"{framework}-{release}.eb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"use {framework} {release}\n" + "reset\n".join(texts))
    # Programs contain statements with errors, so ignore the exit status.
    done = subprocess.run([program, "run", "--format", "json", path], capture_output=True, text=True)
    if done.returncode < 0:
        raise record.RecordingFailed(f"errorbook ended with {done.returncode}: {path}\n{done.stderr[-2000:]}")
    by_line = {}
    for event in map(json.loads, done.stdout.splitlines()):
        by_line.setdefault(event.get("line"), []).append(event)
    if any(event["event"] == "diagnostic" and event["severity"] == "error" for event in by_line.get(1, ())):
        raise record.RecordingFailed(f"errorbook: {by_line[1][0]['message']}")
    found, first = [], 2
    for text in texts:
        count = text.count("\n")
        found.append([[shifted(event, first) for event in by_line.get(first + line, ())] for line in range(count)])
        # The line with `reset` comes after the program.
        first += count + 1
    return found


def shifted(event, first):
    """Returns the event with the numbers of handlers' lines counted from 0 in its program."""
    if event["event"] != "raise" and event["event"] != "respond":
        return event
    ran = [{**each, "handler": each["handler"] - first} for each in event["ran"]]
    handler = None if event["handler"] is None else event["handler"] - first
    return {**event, "handler": handler, "ran": ran}


class Comparison:
    """Compares recordings with events, and counts."""

    def __init__(self):
        self.compared = 0
        self.differences = 0
        # Comparisons and differences of each release.
        self.counts = {}
        # The first difference of each program, by its id.
        self.first = {}
        # The release of that difference.
        self.release = {}

    def add(self, program, release, result, lines):
        """Compares a program under a release: `result` is its part of the recording, with all classes."""
        counts = self.counts.setdefault(release, [0, 0])
        before = counts[1]
        for where, expected, got in pairs(program, result, lines):
            counts[0] += 1
            if expected == got:
                continue
            counts[1] += 1
            if counts[1] == before + 1:
                text = script(program).splitlines()[where]
                self.release.setdefault(program["id"], release)
                self.first.setdefault(program["id"], f"under {release}: {text}: expected {expected}, got {got}")
        self.compared = sum(each[0] for each in self.counts.values())
        self.differences = sum(each[1] for each in self.counts.values())


def pairs(program, result, lines):
    """Yields the number of a line, the expected result and errorbook's."""
    count = len(program["classes"])
    for number, declared in enumerate(program["classes"]):
        expected = result["classes"][declared["name"]]
        yield number, *of_class(expected, lines[number])
    count += len(program.get("blueprints") or [])
    if "scenario_error" in result:
        # Blueprints cannot be nested: the language says so.
        nested = [number for number in range(len(program["classes"]), count) if is_error(lines[number])]
        yield nested[0] if nested else 0, True, bool(nested)
        return
    handlers = [count + number for number, step in enumerate(program["steps"]) if step["op"] == "handler"]
    for number, (step, expected) in enumerate(zip(program["steps"], result["steps"])):
        expected = {name: value for name, value in expected.items() if name != "spec"}
        if "wrote" in expected:
            expected["wrote"] = written(expected["wrote"])
        kind = of_handler if step["op"] == "handler" else of_request
        if step["op"] != "restart":
            one, other = kind(expected, lines[count + number], handlers)
            yield count + number, *without_unmeasured(step, one, other)


def without_unmeasured(step, expected, got):
    """Leaves out what errorbook reports and no framework shows: that a handler for a number is never found, and the body of the
    view that a request without a redirect reaches."""
    if not isinstance(got, dict) or not isinstance(expected, dict):
        return expected, got
    left_out = set()
    if isinstance(step.get("target"), int):
        left_out = {"ignored"}
    elif step.get("what") == {"request": "redirect"} and "handler" not in expected:
        left_out = {"body"}
    return tuple({name: value for name, value in each.items() if name not in left_out} for each in (expected, got))


def is_error(found):
    return any(event["event"] == "diagnostic" and event["severity"] == "error" for event in found)


def of_class(expected, found):
    event = event_of("class", found)
    if event is None:
        return refused(expected, found, CLASS_ERRORS.get(expected.get("class_error"), set()))
    return {"mro": expected["mro"]} if "mro" in expected else expected, {"mro": event["mro"]}


def of_handler(expected, found, handlers):
    event = event_of("handler", found)
    if event is None:
        return refused(expected, found, reasons(expected))
    got = {} if event["refused"] else {"ok": True}
    if event["refused"]:
        got["setup_error"] = {**event["refused"], "message": plain(event["refused"]["message"])}
    if event["warning"]:
        got["warning"] = plain(event["warning"])
    if event["ignored"]:
        got["ignored"] = True
    expected = dict(expected)
    if "setup_error" in expected:
        expected["setup_error"] = {**expected["setup_error"], "message": plain(expected["setup_error"]["message"])}
    if "warning" in expected:
        expected["warning"] = plain(expected["warning"])
    return expected, got


def of_request(expected, found, handlers):
    event = event_of("raise", found) or event_of("respond", found)
    if event is None:
        return refused(expected, found, reasons(expected))
    got = {name: event[name] for name in ("status", "body", "argument", "escaped") if event.get(name) is not None}
    if event["handler"] is not None:
        got["handler"] = handlers.index(event["handler"])
    ran = [[handlers.index(each["handler"]), each["argument"]] for each in event["ran"]]
    if ran != ([[got["handler"], got["argument"]]] if "handler" in got else []):
        got["ran"] = ran
    if event["cached"]:
        got["wrote"] = sorted([route_of(each), each["class"], each.get("miss", False)] for each in event["cached"])
    return expected, got


def route_of(entry):
    """Returns the route of an entry in Sanic's table; empty for all routes, and up to 21.6, which has one table."""
    scope = f"{entry['scope']}." if entry.get("scope") is not None else ""
    return scope + entry["route"] if entry.get("route") is not None else ""


def written(rows):
    """Returns the entries that Sanic wrote as `route_of` names them. Up to 21.3 they are in a cache without routes."""
    return sorted(["" if row[0] in (None, "cache") else row[0], row[1], row[2] is None] for row in rows)


def event_of(kind, found):
    return next((event for event in found if event["event"] == kind), None)


def reasons(expected):
    """Returns the diagnostics that a line may have instead of an event."""
    if "class_error" in expected:
        return USES
    if "not_run" in expected:
        # A feature that the framework does not have is an error with its own words.
        return NOT_RUN.get(expected["not_run"], None)
    return set()


def refused(expected, found, slugs):
    errors = [event["code"] for event in found if event["event"] == "diagnostic" and event["severity"] == "error"]
    if errors and (slugs is None or errors[0] in slugs):
        return True, True
    return expected, errors[0] if errors else "no event"


def plain(message):
    """Returns a message of a framework without names of modules and of routes."""
    message = re.sub(r"<class '(?:[\w.]*\.)?(\w+)'>", r"\1", message)
    message = re.sub(r"route=(?!__ALL_ROUTES__)[\w.]+", "route=...", message)
    return re.sub(r"(Route already registered): .*", r"\1", message)


def compare(program, framework, recordings, folder):
    """Compares recordings of a framework with errorbook under each release."""
    comparison = Comparison()
    releases = list(dict.fromkeys(version for each in recordings for result in each["results"] for version in result["versions"]))
    for release in releases:
        found = events(program, framework, release, recordings, folder)
        for recording, lines in zip(recordings, found):
            result = next(each for each in recording["results"] if release in each["versions"])
            classes = {**recording["class_results"], **result.get("classes", {})}
            comparison.add(recording, release, {**result, "classes": classes}, lines)
    return comparison
