"""Writes programs in errorbook's language. How a program is written stands at the head of recorder.py."""


def script(program):
    """The program as an errorbook script, a statement a line."""
    lines = []
    for declared in program["classes"]:
        code = f" code {declared['code']}" if "code" in declared else ""
        lines.append(f"class {declared['name']}({', '.join(declared['bases'])}){code}")
    for blueprint in program.get("blueprints") or []:
        lines.append(blueprint_line(blueprint))
    for name, on in sorted((program.get("config") or {}).items()):
        lines.append(config_line({"name": name, "on": on}))
    lines += [statement(step) for step in program["steps"]]
    return "".join(line + "\n" for line in lines)


def statement(step):
    if step["op"] == "handler":
        return f"handler {step['target']}{scope(step)} -> {answer(step)}"
    if step["op"] == "raise":
        return request(step["what"]) + scope(step)
    return {"config": config_line, "blueprint": blueprint_line}[step["op"]](step)


def scope(step):
    return f" in {step['scope']}" if step.get("scope") else ""


def blueprint_line(blueprint):
    return f"blueprint {blueprint['name']}" + (f" in {blueprint['parent']}" if blueprint.get("parent") else "")


def config_line(step):
    return f"config {step['name']} {'on' if step['on'] else 'off'}"


def answer(step):
    if step.get("returns"):
        return "e"
    if "raises" in step:
        return request(step["raises"])
    return f'"{step["body"]}"' + (f", {step['status']}" if step.get("status") is not None else "")


def request(what):
    if isinstance(what, int):
        return f"abort {what}"
    if isinstance(what, str):
        return f"raise {what}"
    return "visit " + {"unrouted": "unknown", "method": "wrong-method", "redirect": "redirect"}[what["request"]]
