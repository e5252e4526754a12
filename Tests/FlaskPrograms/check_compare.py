"""Checks compare.py with events made from the recordings: equal ones must be the same, and each change must be noticed.

python3 check_compare.py
"""

import json
import sys

import compare
import corpus


def events(recording):
    """Returns the events of a reader that is right about everything."""
    found = []
    for test in recording["tests"]:
        found += calls_of(recording, test["test"])
        is_failure = test["outcome"] in ("failed", "error")
        counts = {"passed": 0 if is_failure else 1, "failed": 1 if is_failure else 0}
        found.append({"event": "test", "name": test["test"], "skipped": test["outcome"] == "skipped", **counts})
    outside = calls_of(recording, "__import__") + calls_of(recording, "__main__")
    return found + outside + [{"event": "test", "name": "__main__", "passed": 0, "failed": 0}]


def calls_of(recording, test):
    found = []
    for call in recording["calls"]:
        if call["test"] == test:
            members = {key: call.get(key) for key in ("line", "method", "path", "status", "body", "escaped")}
            found.append({"event": "raise", **members, "line": call["line"] or 1})
    return found


def verdicts(recording, made):
    text = "\n".join(json.dumps(event) for event in made)
    return compare.compare(recording, compare.read_run(text))


def changes(recording, made):
    """Returns the events of readers with one mistake each, and with one event that says less."""
    first = next((index for index, event in enumerate(made) if event["event"] == "raise"), None)
    if first is None:
        return [], []
    call = made[first]

    def with_call(**members):
        return made[:first] + [{**call, **members}] + made[first + 1 :]

    wrong = [
        with_call(status=(call["status"] or 200) + 1, escaped=None),
        with_call(escaped="NoSuchError"),
        made[:first] + made[first + 1 :],
    ]
    if recording["tests"] and all(test["outcome"] == "passed" for test in recording["tests"]):
        wrong.append(made[:first] + [call, call] + made[first + 1 :])
    if call["body"] is not None:
        wrong.append(with_call(body=call["body"] + "!"))
    refusal = {"event": "diagnostic", "severity": "error", "line": call["line"], "message": "`GET /` is not modeled"}
    less = [with_call(bodyKnown=False), made[:first] + [refusal] + made[first + 1 :]]
    return wrong, less


def main():
    checked = 0
    for recording in corpus.read():
        made = events(recording)
        name = f"{recording['program']} under {recording['flask']}"
        right = verdicts(recording, made)
        if right.wrong or set(right.calls) - {compare.SAME}:
            sys.exit(f"{name}: equal events are not the same: {right}")
        wrong, less = changes(recording, made)
        for each in wrong:
            if not verdicts(recording, each).wrong:
                sys.exit(f"{name}: a mistake was not noticed: {each}")
        for each in less:
            if verdicts(recording, each).wrong:
                sys.exit(f"{name}: less is not a mistake: {each}")
        checked += 1 + len(wrong) + len(less)
    print(f"{checked} comparisons were right")


if __name__ == "__main__":
    main()
