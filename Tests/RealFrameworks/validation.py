"""errorbook's language has no request with invalid data: `raise RequestValidationError` stands for one. This checks that both have
the same result in real FastAPI: a URL with a word instead of a number, and a view that raises RequestValidationError."""

import frameworks
import random_programs

RAISED = "RequestValidationError"


def check(pythons, seed, count):
    """Prints the result and returns whether the results are equal."""
    made = (random_programs.program("fastapi", f"{seed}/validation", number, "codes") for number in range(count))
    programs = [with_requests(program) for program in made]
    raised = frameworks.FASTAPI.record(programs, pythons)
    invalid = frameworks.FASTAPI.record([with_invalid_data(program) for program in programs], pythons)
    differing = [one["id"] for one, other in zip(raised, invalid) if one["results"] != other["results"]]
    print(f"  {len(programs)} programs with invalid data: {len(differing)} differ from `raise {RAISED}` {' '.join(differing[:3])}")
    return not differing


def with_requests(program):
    """Returns the program with one more handler and a request that raises in every scope."""
    scopes = [{}] + [{"scope": each["name"]} for each in program.get("blueprints", ())]
    requests = [{"op": "raise", "what": RAISED, **scope} for scope in scopes]
    handler = {"op": "handler", "target": RAISED, "body": "invalid", "status": 400, **scopes[-1]}
    return {**program, "steps": program["steps"] + requests + [{"op": "restart"}, handler] + requests}


def with_invalid_data(program):
    steps = [
        {**step, "what": {"request": "invalid"}} if step["op"] == "raise" and step["what"] == RAISED else step
        for step in program["steps"]
    ]
    return {**program, "steps": steps}
