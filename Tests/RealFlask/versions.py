"""The responses of each release to the program of issue #2267: recorded, never typed.

`record-fixtures` writes Tests/InterpreterTests/Fixtures/versions.json (release: answers) and versions.md (the table in the
guide "Using errorbook"). VersionsTableTests compares the model with versions.json, and versions.md with the model.
"""

import json
import pathlib

from environments import order

FIXTURES = pathlib.Path(__file__).resolve().parents[1] / "InterpreterTests" / "Fixtures"
JSON = FIXTURES / "versions.json"
MARKDOWN = FIXTURES / "versions.md"

# As reported: POST /E1, then POST /E.
PROGRAM = {
    "id": "issue-2267",
    "classes": [
        {"name": "E1", "bases": ["Exception"]}, {"name": "E2", "bases": ["Exception"]},
        {"name": "E", "bases": ["E1", "E2"]},
    ],
    "steps": [
        {"op": "handler", "target": "E2", "body": "E2", "status": 500},
        {"op": "handler", "target": "Exception", "body": "Exception", "status": 500},
        {"op": "raise", "what": "E1"},
        {"op": "raise", "what": "E"},
    ],
}

# E is a subclass of E2, which has its own handler.
RIGHT = "E2"


def has_bug(release):
    return (0, 11) <= order(release) < (1, 0)


def is_fixed(release):
    return order(release) >= (1, 0)


def answers(recording):
    """Returns the bodies of the two responses by release."""
    return {
        release: [step["body"] for step in result["steps"] if "status" in step]
        for result in recording["results"]
        for release in result["versions"]
    }


def read():
    return json.loads(JSON.read_text())


def write(found):
    ordered = dict(sorted(found.items(), key=lambda item: order(item[0])))
    JSON.write_text("{\n" + ",\n".join(f"  {json.dumps(r)}: {json.dumps(a)}" for r, a in ordered.items()) + "\n}\n")
    MARKDOWN.write_text(table(ordered))


def table(ordered):
    """Returns the table. Neighboring releases with equal answers share a row."""
    rows = []
    for release, answer in ordered.items():
        if rows and rows[-1][1] == answer:
            rows[-1][0].append(release)
        else:
            rows.append(([release], answer))
    lines = ["| Flask | tried | `raise E1` | then `raise E` |", "|---|---|---|---|"]
    for releases, (first, second) in rows:
        span = f"{releases[0]} to {releases[-1]}" if len(releases) > 1 else releases[0]
        verdict = "" if second == RIGHT else ", wrong"
        lines.append(f"| {span} | {len(releases)} releases | {first} | {second}{verdict} |")
    return "\n".join(lines) + "\n"
