"""Writes programs in errorbook's language. The format of a program is documented at the top of recorder.py, and of programs for
other frameworks at the top of RealFrameworks/playing.py."""


def script(program):
    """Returns the program as an errorbook script with one statement on each line."""
    lines = [class_line(declared) for declared in program["classes"]]
    for blueprint in program.get("blueprints") or []:
        lines += blueprint_lines(blueprint)
    for name, on in sorted((program.get("config") or {}).items()):
        # Without a statement, an option has Flask's default.
        if on is not None:
            lines.append(config_line({"name": name, "on": on}))
    for step in program["steps"]:
        lines += blueprint_lines(step) if step["op"] == "blueprint" else [statement(step)]
    return "".join(line + "\n" for line in lines)


def class_line(declared):
    code = f" code {number(declared['code'])}" if "code" in declared else ""
    self_code = f" self.code {number(declared['self_code'])}" if "self_code" in declared else ""
    return f"class {declared['name']}({', '.join(declared['bases'])}){code}{self_code}"


def number(code):
    return "None" if code is None else str(code)


def statement(step):
    if step["op"] == "handler":
        return f"handler {step['target']}{scope(step)} -> {answer(step)}"
    if step["op"] == "raise":
        return request(step["what"]) + route(step) + scope(step)
    if step["op"] == "respond":
        body = f'"{step["body"]}", ' if "body" in step else ""
        return f"respond {body}{step['status']}{route(step)}{scope(step)}"
    if step["op"] == "restart":
        return "restart"
    return config_line(step)


def route(step):
    return f" at {step['route']}" if "route" in step else ""


def scope(step):
    return f" in {word(step['scope'])}" if step.get("scope") is not None else ""


def word(name):
    """Returns the name of a blueprint, quoted if it is empty."""
    return name or '""'


def blueprint_lines(declared):
    """Returns one line for each registration on the app, and one for all nested ones."""
    places = declared.get("at") or [{"parent": declared.get("parent")}]
    nested = [place for place in places if place.get("parent") is not None]
    lines = [f"blueprint {word(declared['name'])}{under(place)}" for place in places if place not in nested]
    if nested:
        parents = ", ".join(word(place["parent"]) + under(place) for place in nested)
        lines.append(f"blueprint {word(declared['name'])} in {parents}")
    return lines


def under(place):
    return f" as {word(place['as'])}" if place.get("as") is not None else ""


def config_line(step):
    return f"config {step['name']} {'on' if step['on'] else 'off'}"


def answer(step):
    if "arms" in step:
        return " else ".join(answer(arm) + (f" if {arm['if']}" if "if" in arm else "") for arm in step["arms"])
    if step.get("returns"):
        return "e"
    if step.get("reraises"):
        return "raise e"
    if "raises" in step:
        return request(step["raises"])
    body = ("f" if step.get("template") else "") + f'"{step["body"]}"'
    if "status_from" in step:
        return f"{body}, e.code"
    return body + (f", {step['status']}" if step.get("status") is not None else "")


def request(what):
    if isinstance(what, int):
        return f"abort {what}"
    if isinstance(what, str):
        return f"raise {what}"
    return "visit " + {"unrouted": "unknown", "method": "wrong-method", "redirect": "redirect"}[what["request"]]
