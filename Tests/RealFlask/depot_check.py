"""Compares the script of the depot app with the app: real Flask runs each handler, and its label and status must match."""

import json
import re

from imported_apps import IMPORTED, call, require

# Classes that errorbook needs before it can run the script of the depot.
CLASSES = """
class Api(HTTPException) self.code 404
class Both(HTTPException) code 418 self.code 409
class Odd(HTTPException) code None
class Cleared(HTTPException) code 404 self.code None
class Sometimes(HTTPException) code 400
class Pair(HTTPException) code 400
class Attribute(HTTPException) code 400
class Computed(HTTPException)
class Given(HTTPException) code 400
class Early(Api)
class Silent(HTTPException) code 400 self.code 401
class Loaded(Exception)
class Local(ValueError)
class E42(Exception)
class E43(Exception)
"""

# The handlers without their own text, and those whose status is not in the source.
EFFECTS = """
handler Odd -> "depot.code_of", e.code
handler Both -> "depot.own_page", e.code
handler Early -> "depot.code_or_500", e.code
handler E39 -> "depot.code_or_500"  # status unknown: e.code or 500
handler Api -> e
handler E35 -> raise e
handler E36 -> raise e
handler E40 -> raise e
handler E41 -> raise e
handler E37 -> abort 409
handler E38 -> raise Conflict
handler E27 -> "depot.differs"  # status unknown: 500 or 503
handler E29 -> "depot.computed"  # status unknown: not a literal in the source
handler E30 -> "depot.nothing"  # status unknown: it returns None, so Flask fails
handler E43 -> "depot.late_abort"  # status unknown: it ends with a call, so either the call raises or Flask fails
handler E34 -> "depot.attribute"  # status unknown: not a literal in the source
"""

COMMENTS = """
# left out: before_request (depot.check_token), which can return a response or raise before a view runs
# left out: depot.other_app is another app with its own handlers
"""

# In the order of registration; Flask 2.0.1 and later refuse dots, Flask 2.3 and later empty names.
BLUEPRINTS = {
    "flat": ("api", "api.v1", '""', "audit", "users", "admin", "shop"),
    "nested": ("api", "api.v1", '""', "users", "admin", "audit in admin", "shop"),
    "renamed": ("api", '""', "users", "users as people", "admin", "shop", "audit in admin, shop as records", "list in admin",
                "shop_list in shop as list"),
}

WARNINGS = """
depot_errors.Sometimes: its __init__ does not always set self.code in the same way
depot_errors.Pair: its __init__ does not always set self.code in the same way
depot_errors.Attribute: its __init__ sets code with setattr
depot_errors.Computed: its code is a property, which errorbook cannot express
depot_errors.Given: its __init__ sets self.code to a value that is not a literal
depot_errors.Silent: its __init__ does not call the one of its bases, but errorbook assumes so
left out: before_request (depot.check_token), which can return a response or raise before a view runs
left out: depot.other_app is another app with its own handlers
"""

UNKNOWN = "{} statuses are unknown, and errorbook assumes 200: search the script for `status unknown`"

DEBUG = """
# left out: the app overrides wsgi_app, but errorbook uses Flask's own
# left out: the app overrides handle_exception, but errorbook uses Flask's own
config DEBUG on
config PROPAGATE_EXCEPTIONS on
config TRAP_HTTP_EXCEPTIONS on
"""

# Known differences of errorbook, as the warnings say.
NOT_SAID = ("Given", "Silent", "Pair", "Attribute", "Computed")


def check(errorbook, dump, release, python, path):
    done = call([python, "-W", "ignore", dump, "depot:app"], cwd=IMPORTED)
    require(done.returncode == 0, f"the dump of the depot gave status {done.returncode}: {done.stderr}")
    path.write_text(done.stdout)
    lines = done.stdout.splitlines()
    check_text(release, lines)
    check_output(release, done.stderr)
    check_debug_app(dump, release, python)
    labels = check_handlers(release, python, lines)
    answers = compare(errorbook, python, release, done.stdout, path)
    return f"of the depot {labels} handlers and {answers} answers"


def check_text(release, lines):
    for expected in (CLASSES + EFFECTS + COMMENTS).strip().splitlines():
        rests = [line[len(expected):] for line in lines if line.startswith(expected)]
        present = any(rest == "" or rest.startswith((";", "  #")) for rest in rests)
        require(not expected or present, f"the script of the depot has no line {expected}")
    written = [line[len("blueprint "):].partition("  #")[0] for line in lines if line.startswith("blueprint ")]
    wanted = [name for name in BLUEPRINTS[kind(release)] if name != '""' or numbers(release) < (2, 3, 0)]
    require(written == wanted, f"blueprints {written}, expected {wanted}")
    config = [line for line in lines if line.startswith("config ")]
    require(config == ["config TESTING on", "config PROPAGATE_EXCEPTIONS off"], f"the script has {config}")


def kind(release):
    """Returns what the release supports: no nesting, nested blueprints, or nesting and registration under other names."""
    return "renamed" if numbers(release) >= (2, 0, 1) else "nested" if numbers(release) >= (2, 0, 0) else "flat"


def numbers(release):
    return tuple(int(part) for part in (release + ".0").split(".")[:3])


def check_output(release, text):
    told = [line.partition("errorbook_dump: ")[2] for line in text.splitlines() if line.startswith("errorbook_dump: ")]
    # Flask 0.10 does not accept headers instead of a status.
    unknown = UNKNOWN.format(7 if release.startswith("0.10") else 6)
    require(told == WARNINGS.strip().splitlines() + [unknown], f"the dump of the depot says {told}")
    # The depot gets its own file name and no options.
    sees = f"depot sees ['{IMPORTED / 'depot.py'}']"
    require(sees in text.splitlines(), f"the depot sees other arguments: {text}")


def check_debug_app(dump, release, python):
    done = call([python, "-W", "ignore", dump, "depot:create_debug_app"], cwd=IMPORTED)
    for line in DEBUG.strip().splitlines():
        require(line in done.stdout.splitlines(), f"the script of the second depot has no line {line}: {done.stdout}")
        told = line.replace("# ", "errorbook_dump: ")
        require(line[0] != "#" or told in done.stderr.splitlines(), f"standard error has no line {told}")
    trap = "config TRAP_BAD_REQUEST_ERRORS off"
    require((trap in done.stdout) == (not release.startswith("0.")), f"{trap}: {done.stdout}")


def check_handlers(release, python, lines):
    """Runs each handler in real Flask. Two functions never share a label, and the statuses must be correct."""
    prefixes = {None: "", '""': "/empty", "list": "/admin/list", "shop_list": "/shop/list"}
    if "blueprint audit" not in lines:
        prefixes["audit"] = "/admin/audit"
    asked, expected = [], []
    for line in lines:
        found = re.match(r'handler (\w+)(?: in (\S+))? -> "(.*?)"(?:, (\w.*?))?  # (.*)', line)
        if not found:
            continue
        name, scope, label, status, remark = found.groups()
        if scope == '""' and kind(release) == "renamed":
            # In these releases, a blueprint without a name has the endpoints of the app.
            continue
        if scope == "api.v1" and kind(release) == "nested":
            # Flask 2.0.0 treats the dot as nesting and never finds this blueprint.
            continue
        asked.append([prefixes.get(scope, f"/{scope}"), "depot_errors", name])
        expected.append((line, label, status, "status unknown" in remark))
    places = {}
    for (line, label, status, is_unknown), (real, body, escaped) in zip(expected, ask(python, asked)):
        require(escaped is None, f"{line}: {escaped} leaves the depot")
        require(is_unknown or status == "e.code" or status == str(real), f"{line}: the depot answers {real}")
        if body is not None:
            require(same_place(label, body), f"{line}: the depot answers {body}")
            require(places.setdefault(label, body) == body, f"{line}: {places[label]} has this label too")
    require(len(set(places.values())) == len(places), f"two labels for one function: {places}")
    return len(expected)


def same_place(label, body):
    """Labels have lines and numbers only if several functions have the same name."""
    return label in (body, re.sub(r":\d+", "", body))


def compare(errorbook, python, release, text, path):
    """Asks errorbook and the depot for every class in every place."""
    classes = [name for name in re.findall(r"^class (\w+)\(.*?  # depot_errors\.\w+(?:$|;)", text, re.MULTILINE)
               if name not in NOT_SAID]
    scopes = {"renamed": ("users", "people", "admin", "shop", "admin.audit", "shop.records", "admin.list", "shop.list"),
              "nested": ("users", "admin", "shop", "audit"), "flat": ("users", "admin", "shop", "audit")}[kind(release)]
    unknown = set(re.findall(r"^handler (\w+) -> .*# status unknown", text, re.MULTILINE))
    asked, lines = [], []
    for name in (classes + classes[::-1]):
        for scope in (None, "api", "api.v1") + scopes:
            if name in unknown or (scope == "api.v1" and "blueprint api.v1" not in text):
                continue
            nested = scope == "audit" and kind(release) == "nested"
            asked.append(["" if scope is None else "/admin/audit" if nested else "/" + scope.replace(".", "/")
                          if scope != "api.v1" else "/api.v1", "depot_errors", name])
            lines.append(f"raise {name}" + (f" in {scope}" if scope else ""))
    path.write_text(text + "\n".join(lines) + "\n")
    done = call([errorbook, "run", "--format", "json", path])
    events = [event for event in map(json.loads, done.stdout.splitlines()) if event["event"] == "raise"]
    answers = ask(python, asked)
    require(len(events) == len(answers), f"errorbook answered {len(events)} of {len(answers)} requests: {done.stderr}")
    for line, event, (status, body, escaped) in zip(lines, events, answers):
        # A redirect and JSON have their own body.
        same_body = body is None or (event["body"] is not None and same_place(event["body"], body))
        same = same_body and (event["escaped"], event["status"]) == (escaped, status)
        require(same, f"{line}: the depot answers {status} {body} {escaped}, errorbook {event}")
    return len(answers)


def ask(python, asked):
    real = call([python, "-B", "-W", "ignore", "ask.py", "depot"], cwd=IMPORTED, input=json.dumps(asked))
    require(real.returncode == 0, f"the depot gave {real.stderr}")
    return json.loads(real.stdout)
