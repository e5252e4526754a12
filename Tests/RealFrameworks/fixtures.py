"""Writes recordings as fixtures: one program a line, as a script with the expected result of each of its lines.

    {"id": TEXT, "framework": NAME, "script": [LINE...], "results": [{"versions": [RELEASE...], "lines": {NUMBER: RESULT...}}...]}

The first entry of "results" has all lines with a result; a later one has only those that differ from it (null if there is none).
Lines are counted from 1, and a RESULT names a handler by its line. Releases of an entry have the same results. A RESULT is

    class       {"mro": [NAME...]} or {"class_error": KIND}
    blueprint   {"nested": true}: the framework does not nest blueprints, and no other line has a result
    handler     {"ok": true}, or {"setup_error": {type, message, at}}; "warning", "ignored"
    request     {"status", "body", "handler", "argument", "escaped", "ran": [[handler, argument]...]}, as in playing.py
    any         {"class_error": KIND} or {"not_run": REASON} if the line names a class that does not exist or cannot run
    request     of Sanic also "wrote": the rows that it added to the table or changed there, [route or null, class, handler or
                null for a remembered miss]; up to 21.3 ["cache", class, handler or null]
"""

import pathlib

import record
from script import script

FOLDER = pathlib.Path(__file__).resolve().parents[1] / "InterpreterTests" / "Fixtures" / "frameworks"


def write(framework, recordings, name):
    """Writes the fixture NAME.jsonl."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    lines = [record.dump(fixture(framework, recording)) + "\n" for recording in recordings]
    (FOLDER / f"{name}.jsonl").write_text("".join(lines))


def fixture(framework, recording):
    entries = [(each["versions"], results(recording, each)) for each in recording["results"]]
    first = entries[0][1]
    made = [{"versions": entries[0][0], "lines": first}]
    for versions, lines in entries[1:]:
        numbers = sorted(set(first) | set(lines))
        made.append({"versions": versions, "lines": {n: lines.get(n) for n in numbers if lines.get(n) != first.get(n)}})
    return {"id": recording["id"], "framework": framework, "script": script(recording).splitlines(), "results": made}


def results(recording, result):
    """Returns the result of each line by its number."""
    declared = {**recording["class_results"], **result.get("classes", {})}
    lines = {number: declared[each["name"]] for number, each in enumerate(recording["classes"], 1)}
    first = 1 + len(recording["classes"])
    if "scenario_error" in result:
        blueprints = enumerate(recording["blueprints"], first)
        return {**lines, **{number: {"nested": True} for number, each in blueprints if each.get("parent")}}
    first += len(recording.get("blueprints") or [])
    handlers = [first + number for number, step in enumerate(recording["steps"]) if step["op"] == "handler"]
    for number, (step, found) in enumerate(zip(recording["steps"], result["steps"]), first):
        if step["op"] != "restart":
            lines[number] = with_lines(found, handlers)
    return lines


def with_lines(found, handlers):
    """Returns a result that names handlers by their lines."""
    made = {name: value for name, value in found.items() if name != "spec"}
    if "handler" in found:
        made["handler"] = handlers[found["handler"]]
    if "ran" in found:
        made["ran"] = [[handlers[index], argument] for index, argument in found["ran"]]
    if "wrote" in found:
        made["wrote"] = [[*row[:2], None if row[2] is None else handlers[row[2]]] for row in found["wrote"]]
    return made
