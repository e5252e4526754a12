"""Shrinks a program that gives different results: removes one part at a time while the results still differ."""

ROUNDS = 40


def size(program):
    parts = ("classes", "blueprints", "steps", "config")
    return sum(len(program.get(part) or []) for part in parts)


def shrink(live, program):
    """Returns the smallest program found and its difference. All programs with one part less are recorded and compared
    together, so a round costs about as much as one program."""
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
        # Every program sets whether exceptions propagate.
        if name != "PROPAGATE_EXCEPTIONS":
            yield {**program, "config": {key: on for key, on in program["config"].items() if key != name}}
