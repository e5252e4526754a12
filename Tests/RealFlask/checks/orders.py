"""Checks the results of `hunt` on real Flask: each order of raises that it finds changes a response on 0.12.5, exactly as
errorbook predicts, and changes nothing on 1.0.4.

Programs come from the seed and register their handlers before the first raise. `hunt` runs for each program, then for each
affected class. A counterexample runs twice: with all its raises, and with only the last one.
"""

import json
import random
import subprocess

import generator
import record
from script import scope, script

TITLE = "orders"

BROKEN, FIXED = "0.12.5", "1.0.4"
# `hunt` is fast.
MANY = 5
# Random programs rarely depend on the order of raises. These classes often do, unless the rest of the program prevents it:
# two raises show the first case, three the second, in which two handlers give the same response.
PLANTS = (
    ({"M": ["ROOT"], "P": ["ROOT"], "C": ["M", "P"]}, ("P",)),
    ({"Mp": ["ROOT"], "P": ["ROOT"], "M": ["Mp", "P"], "K": ["Mp"], "C": ["M", "K"]}, ("P", "K")),
)


def run(live):
    programs = [setup(live.seed, number) for number in range(MANY * live.count)]
    errorbook = live.errorbook()
    found = [event for event in hunts(live, errorbook, [(program, ["hunt"]) for program in programs])]
    unsafe = [(program, events[0]) for program, events in zip(programs, found) if not events[0]["safe"]]
    asked = [(program, ["hunt", *map(question, event["affected"])]) for program, event in unsafe]
    examples = [
        (program, event) for (program, _), events in zip(asked, hunts(live, errorbook, asked)) for event in events
    ]
    print(f"  {len(programs)} programs, {len(unsafe)} not safe; {len(examples)} counterexamples")
    # A run without counterexamples would check nothing.
    return len(examples) > 0 and all(played(live, examples))


def setup(seed, number):
    """Returns a program without requests. Each blueprint is registered once, because BROKEN and FIXED cannot nest."""
    made = generator.program(f"{seed}/orders", number)
    made["steps"] = [step for step in made["steps"] if step["op"] in ("handler", "config")]
    # The recorder expects options first, like an app that is built before its first request.
    made["steps"].sort(key=lambda step: step["op"] != "config")
    made["blueprints"] = [{"name": name} for name in dict.fromkeys(each["name"] for each in made.get("blueprints", []))]
    return planted(made, random.Random(f"{seed}/orders/{number}"))


def planted(program, rng):
    """Returns programs, half of them with classes that often depend on the order of raises."""
    if rng.random() < 0.5:
        return program
    root = rng.choice(("Exception", "Exception", "NotFound", *(each["name"] for each in program["classes"])))
    plant, handled = rng.choice(PLANTS)
    scopes = [{}] + [{"scope": each["name"]} for each in program.get("blueprints", [])]
    for name, bases in plant.items():
        program["classes"].append({"name": name, "bases": [root if base == "ROOT" else base for base in bases]})
    for target in (*handled, root):
        body = "root" if target == root else "same"
        step = {"op": "handler", "target": target, "body": body, "status": 500, **rng.choice(scopes)}
        program["steps"].append(step)
    return program


def question(affected):
    return f"hunt {affected['target']}{scope(affected)}"


def hunts(live, errorbook, asked):
    """Returns the answers of each program in order. All programs run in one session, each after a reset."""
    path = live.work / "orders.eb"
    path.parent.mkdir(parents=True, exist_ok=True)
    texts = [script(program) + "".join(f"{line}\n" for line in questions) for program, questions in asked]
    path.write_text(f"use flask {BROKEN}\n" + "reset\n".join(texts))
    # Programs contain statements with errors, so ignore the exit status.
    done = subprocess.run([errorbook, "run", "--format", "json", path], capture_output=True, text=True)
    events = [event for event in map(json.loads, done.stdout.splitlines()) if event["event"] == "hunt"]
    if len(events) != sum(len(questions) for _, questions in asked):
        raise record.RecordingFailed(f"errorbook left a hunt unanswered: {path}")
    answers = iter(events)
    return [[next(answers) for _ in questions] for _, questions in asked]


def played(live, examples):
    """Returns whether each counterexample is confirmed by the real releases."""
    programs = []
    for program, event in examples:
        for raises in (event["raises"], event["raises"][-1:]):
            programs.append({**program, "steps": program["steps"] + [step(each) for each in raises]})
    recordings = record.record(programs, live.environments, (BROKEN, FIXED))
    answers = [{version: last(result) for result in each["results"] for version in result["versions"]} for each in recordings]
    verdicts = []
    for (program, event), together, alone in zip(examples, answers[::2], answers[1::2]):
        is_reproduced = together[BROKEN] == event["answer"] != event["fresh"] == alone[BROKEN]
        is_harmless = together[FIXED] == alone[FIXED]
        verdicts.append(is_reproduced and is_harmless)
        if not verdicts[-1]:
            print(f"  errorbook predicts {event['answer']}, in a fresh process {event['fresh']}")
            print(f"  {BROKEN}: {together[BROKEN]}, {alone[BROKEN]}; {FIXED}: {together[FIXED]}, {alone[FIXED]}\n")
            print("".join(f"    {line}\n" for line in script(program).splitlines() + [str(event["raises"])]))
    longest = max(len(event["raises"]) for _, event in examples)
    print(f"  {sum(verdicts)} reproduced on {BROKEN} and harmless on {FIXED}; the longest has {longest} raises")
    return verdicts


def step(raised):
    made = {"op": "raise", "what": raised["target"]}
    return {**made, "scope": raised["scope"]} if raised["scope"] is not None else made


def last(result):
    step = result["steps"][-1]
    return {name: step.get(name) for name in ("status", "body", "argument", "escaped")}
