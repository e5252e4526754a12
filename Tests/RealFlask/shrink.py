"""Makes a program that differs smaller: leaves out one part at a time, as long as the rest still differs."""

ROUNDS = 40


def size(program):
    parts = ("classes", "blueprints", "steps", "config")
    return sum(len(program.get(part) or []) for part in parts)


def shrink(live, program):
    """The smallest program found, and what differs in it. All that is one part smaller is recorded and compared at
    once, so a round costs about as much as one program."""
    difference = live.compare(live.record([program]), "shrink").first.get(program["id"])
    for _ in range(ROUNDS):
        smaller = [{**each, "id": f"{program['id']}-{number}"} for number, each in enumerate(parts_left_out(program))]
        if not smaller:
            break
        first = live.compare(live.record(smaller), "shrink").first
        found = next((each for each in smaller if each["id"] in first), None)
        if found is None:
            break
        program, difference = {**found, "id": program["id"]}, first[found["id"]]
    return program, difference


def parts_left_out(program):
    for part in ("steps", "classes", "blueprints"):
        items = program.get(part) or []
        for number in reversed(range(len(items))):
            yield {**program, part: items[:number] + items[number + 1:]}
    for number, declared in enumerate(program.get("blueprints") or []):
        places = declared.get("at") or []
        for place in range(len(places) if len(places) > 1 else 0):
            smaller = {**declared, "at": places[:place] + places[place + 1:]}
            yield {**program, "blueprints": program["blueprints"][:number] + [smaller] + program["blueprints"][number + 1:]}
    for name in sorted(program.get("config") or {}):
        # Whether exceptions propagate is said in every program.
        if name != "PROPAGATE_EXCEPTIONS":
            yield {**program, "config": {key: on for key, on in program["config"].items() if key != name}}
