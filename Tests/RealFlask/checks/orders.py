"""What `hunt` proves, on real Flask: each order of raises that changes an answer by errorbook's word does so on 0.12.5,
to the very answers that errorbook gives, and on 1.0.4 changes nothing.

Programs are made from the seed, their handlers registered before the first raise; `hunt` is asked for each, and then for
each class that is affected. A counterexample is played twice: with all of its raises, and with the last one alone.
"""

import json
import random
import subprocess

import generator
import record
from script import scope, script

TITLE = "orders"

BROKEN, FIXED = "0.12.5", "1.0.4"
# Hunting costs next to nothing.
MANY = 5
# Bare chance seldom makes what depends on the order of raises; these classes often do, if what else the program has
# lets them: two raises show the first, three the second, where two handlers answer alike.
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
    # A run that finds nothing would show nothing.
    return len(examples) > 0 and all(played(live, examples))


def setup(seed, number):
    """A program with its handlers and no request. Each blueprint is registered once, because BROKEN and FIXED cannot nest."""
    made = generator.program(f"{seed}/orders", number)
    made["steps"] = [step for step in made["steps"] if step["op"] in ("handler", "config")]
    # The recorder wants options first: so does an app that is built before its first request.
    made["steps"].sort(key=lambda step: step["op"] != "config")
    made["blueprints"] = [{"name": name} for name in dict.fromkeys(each["name"] for each in made.get("blueprints", []))]
    return planted(made, random.Random(f"{seed}/orders/{number}"))


def planted(program, rng):
    """Half of the programs with classes that often depend on the order of raises."""
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
    """The answers to the questions of each program, in order; all programs in one session, each after a reset."""
    path = live.work / "orders.eb"
    path.parent.mkdir(parents=True, exist_ok=True)
    texts = [script(program) + "".join(f"{line}\n" for line in questions) for program, questions in asked]
    path.write_text(f"use flask {BROKEN}\n" + "reset\n".join(texts))
    # Statements with errors are part of the programs, so the exit status says nothing.
    done = subprocess.run([errorbook, "run", "--format", "json", path], capture_output=True, text=True)
    events = [event for event in map(json.loads, done.stdout.splitlines()) if event["event"] == "hunt"]
    if len(events) != sum(len(questions) for _, questions in asked):
        raise record.RecordingFailed(f"errorbook left a hunt unanswered: {path}")
    answers = iter(events)
    return [[next(answers) for _ in questions] for _, questions in asked]


def played(live, examples):
    """Whether each counterexample comes out on the real releases."""
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
            print(f"  errorbook says {event['answer']}, in a new process {event['fresh']}")
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
