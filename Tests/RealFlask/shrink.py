"""Makes a program that differs smaller: leaves out one part at a time, as long as the rest still differs."""

ROUNDS = 40


def size(program):
    return len(program["classes"]) + len(program.get("blueprints") or []) + len(program["steps"])


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
