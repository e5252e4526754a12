"""Generates programs from a seed: the same seed and number give the same program on every machine.

    python3 generator.py SEED COUNT > programs.jsonl

The format of a program is documented at the top of recorder.py. Programs have themes. Each theme emphasizes one part of the
model but sometimes uses all others. Many emphasize the differences between 0.11 or 0.12 and 1.0: classes with two bases
that are raised one after the other, handlers after a raise, handlers for HTTPException.
"""

import json
import random
import sys

ORDINARY = ("Exception", "ValueError", "LookupError", "KeyError", "RuntimeError", "ArithmeticError", "OSError")
# Other Python exceptions that a program may use, including those that need arguments and those outside Exception.
UNUSUAL = (
    "AssertionError", "AttributeError", "BaseException", "BaseExceptionGroup", "BlockingIOError", "BrokenPipeError",
    "BufferError", "ChildProcessError", "ConnectionError", "ConnectionResetError", "DeprecationWarning", "EOFError",
    "EncodingWarning", "EnvironmentError", "ExceptionGroup", "FileNotFoundError", "FloatingPointError", "GeneratorExit",
    "IOError", "ImportError", "IndentationError", "IndexError", "KeyboardInterrupt", "MemoryError",
    "ModuleNotFoundError", "NameError", "NotImplementedError", "OverflowError", "PermissionError", "RecursionError",
    "ReferenceError", "StopAsyncIteration", "StopIteration", "SyntaxError", "SystemError", "SystemExit", "TabError",
    "TimeoutError", "TypeError", "UnboundLocalError", "UnicodeDecodeError", "UnicodeError", "UserWarning", "Warning",
    "ZeroDivisionError", "bool", "int", "object", "str",
)
HTTP = (
    "BadRequest", "BadRequestKeyError", "Conflict", "Forbidden", "Gone", "HTTPException", "InternalServerError",
    "MethodNotAllowed", "NotFound", "RequestRedirect", "ServiceUnavailable", "TooManyRequests", "Unauthorized",
)
UNUSUAL_HTTP = (
    "BadGateway", "BadHost", "ClientDisconnected", "ExpectationFailed", "FailedDependency", "GatewayTimeout",
    "HTTPVersionNotSupported", "ImATeapot", "LengthRequired", "Locked", "NotAcceptable", "NotImplemented",
    "PreconditionFailed", "PreconditionRequired", "RequestEntityTooLarge", "RequestHeaderFieldsTooLarge",
    "RequestTimeout", "RequestURITooLarge", "RequestedRangeNotSatisfiable", "RoutingException", "SecurityError",
    "UnavailableForLegalReasons", "UnprocessableEntity", "UnsupportedMediaType", "MisdirectedRequest", "_RetryAfter",
)
CODES = (400, 401, 403, 404, 405, 409, 410, 418, 429, 500, 503)
ODD_CODES = (0, 7, 200, 308, 421, 499, 501, 600, 999, 999999)
STATUSES = (None, 200, 201, 400, 402, 404, 409, 422, 500, 503)
OPTIONS = ("TRAP_HTTP_EXCEPTIONS", "TRAP_BAD_REQUEST_ERRORS", "DEBUG")
ALL_OPTIONS = OPTIONS + ("DEBUG", "TESTING", "TESTING", "PROPAGATE_EXCEPTIONS", "PROPAGATE_EXCEPTIONS")
# Classes whose constructors take or set something that Werkzeug's page needs, or hide an attribute of Werkzeug.
CONSTRUCTED = (
    "AttributeError", "BaseExceptionGroup", "ExceptionGroup", "ExceptionGroup", "FileNotFoundError", "ImportError",
    "KeyError", "KeyboardInterrupt", "ModuleNotFoundError", "NameError", "OSError", "StopIteration", "SyntaxError",
    "SystemExit", "UnboundLocalError", "UnicodeDecodeError", "UnicodeEncodeError", "UnicodeError", "UnicodeTranslateError",
    "ValueError",
)
CONSTRUCTED_HTTP = (
    "BadRequest", "BadRequestKeyError", "BadRequestKeyError", "HTTPException", "InternalServerError", "MethodNotAllowed",
    "NotFound", "RequestRedirect", "RequestedRangeNotSatisfiable", "SecurityError", "ServiceUnavailable", "TooManyRequests",
    "Unauthorized", "_RetryAfter",
)
RESPONSES = (200, 201, 204, 304, 400, 403, 404, 404, 418, 500, 500, 503)

# theme: how often, out of 100
THEMES = {
    "order": 19, "http": 8, "late": 6, "config": 6, "refused": 5,
    "options": 10, "codes": 9, "construction": 10, "blueprints": 11, "respond": 4, "values": 12,
}


def program(seed, number, theme=None):
    """Returns the program with this number, with the given theme if any."""
    made = Program(random.Random(f"{seed}/{number}"), theme)
    return {"id": f"{seed}-{number}", **made.make()}


class Program:
    """Generates one program. It does not check whether Python accepts the classes."""

    def __init__(self, rng, theme=None):
        self.rng = rng
        self.theme = theme or rng.choices(tuple(THEMES), tuple(THEMES.values()))[0]
        self.classes = []
        # Declarations of blueprints so far, including those of steps.
        self.blueprints = []
        self.is_flat = self.theme == "blueprints" and self.chance(50)
        self.steps = []
        self.handlers = 0
        # Targets of handlers so far, for related raises.
        self.targets = []

    def chance(self, percent):
        return self.rng.random() * 100 < percent

    def make(self):
        for _ in range(self.rng.randint(2, 8)):
            self.add_class()
        for _ in range(self.rng.choice((2, 3, 4, 5) if self.theme == "blueprints" else (0, 0, 0, 1, 1, 2, 3))):
            self.blueprints.append(self.blueprint())
        declared = list(self.blueprints)
        if self.theme == "config" and self.chance(60):
            self.steps.append(self.config())
        for _ in range(self.rng.randint(1, 5)):
            self.add_handler()
        for _ in range(self.rng.randint(3, 10)):
            self.add_step()
        made = {"classes": self.classes, "config": self.settings(), "steps": self.steps}
        if declared:
            made["blueprints"] = declared
        return made

    def settings(self):
        """Always sets whether exceptions propagate; null is Flask's default."""
        if self.theme not in ("options", "construction"):
            return {"PROPAGATE_EXCEPTIONS": self.rng.choices((False, None, True), (84, 10, 6))[0]}
        made = {"PROPAGATE_EXCEPTIONS": self.rng.choices((False, None, True), (35, 45, 20))[0]}
        for name in ("DEBUG", "TESTING", "TRAP_BAD_REQUEST_ERRORS", "TRAP_HTTP_EXCEPTIONS"):
            if self.chance(40 if self.theme == "options" else 18):
                made[name] = self.chance(70)
        return made

    # Classes

    def add_class(self):
        declared = {"name": f"C{len(self.classes)}", "bases": self.bases()}
        if self.chance({"http": 35, "refused": 25, "codes": 40}.get(self.theme, 8)):
            declared["code"] = self.class_code()
        if self.chance({"codes": 45, "construction": 10}.get(self.theme, 3)):
            declared["self_code"] = self.class_code()
        if self.theme == "refused" and self.chance(6):
            declared["name"] = self.rng.choice(ORDINARY[1:] + HTTP)
        if declared["name"] not in [each["name"] for each in self.classes]:
            self.classes.append(declared)

    def class_code(self):
        return None if self.chance(25 if self.theme == "codes" else 5) else self.code()

    def bases(self):
        weights = {"order": (35, 50, 15), "refused": (30, 45, 25), "construction": (15, 60, 25)}
        count = self.rng.choices((1, 2, 3), weights.get(self.theme, (55, 35, 10)))[0]
        bases = [self.base() for _ in range(count)]
        if self.chance(75):
            # Newer classes first: Python most often rejects a base class before its subclass.
            names = [each["name"] for each in self.classes]
            bases.sort(key=lambda base: -names.index(base) if base in names else 1)
        # Python rejects the same base twice. Include this only rarely.
        return bases if self.chance(20) else list(dict.fromkeys(bases))

    def base(self):
        declared = [each["name"] for each in self.classes]
        if declared and self.chance({"order": 75}.get(self.theme, 55)):
            return self.rng.choice(declared[-4:])
        return self.known()

    def known(self):
        if self.theme == "order":
            return "Exception" if self.chance(85) else self.rng.choice(ORDINARY)
        if self.theme == "refused":
            return self.rng.choice(self.rng.choice((ORDINARY, UNUSUAL, UNUSUAL, HTTP, UNUSUAL_HTTP)))
        if self.theme == "construction" and self.chance(85):
            return self.rng.choice(self.rng.choice((CONSTRUCTED, CONSTRUCTED_HTTP)))
        if self.theme in ("http", "codes", "respond") or self.chance(25):
            return self.rng.choice(UNUSUAL_HTTP if self.chance(15) else HTTP + ORDINARY[:3])
        return self.rng.choice(ORDINARY)

    def a_class(self):
        """Returns the name of a class, usually one of the program."""
        if self.classes and self.chance(78):
            return self.rng.choice(self.classes)["name"]
        return self.known()

    # Blueprints

    def blueprint(self):
        """Returns a new blueprint or another registration of one."""
        if self.theme != "blueprints":
            made = {"name": "abcdefghij"[len(self.blueprints)]}
            if self.blueprints and self.chance(40):
                made["parent"] = self.rng.choice(self.blueprints)["name"]
            return made
        made = self.again() if self.blueprints and self.chance(40) else self.first()
        # The language rejects equal names in one place in every release.
        return made if made and self.has_own_names(made) else {"name": "k%d" % len(self.blueprints)}

    def first(self):
        names = self.names()
        made = {"name": self.new_name(names)}
        parents = [name for name in names if made["name"] or len(self.paths(name)) == 1]
        if parents and not self.is_flat and self.chance(55):
            places = [self.place(parents) for _ in range(2 if made["name"] and self.chance(30) else 1)]
            return {**made, "at": places}
        return {**made, "at": [{"parent": None, "as": self.other_name()}]} if self.chance(15) else made

    def again(self):
        """Returns another registration, or None."""
        name = self.rng.choice(self.names())
        # Two registrations of a blueprint without a name could not be distinguished by name.
        if any(self.is_in(each["name"], name) for each in self.blueprints if each["name"] == ""):
            return None
        parents = [parent for parent in self.names() if not self.is_in(parent, name)]
        if parents and not self.is_flat and self.chance(60):
            return {"name": name, "at": [self.place(parents) for _ in range(2 if self.chance(15) else 1)]}
        return {"name": name, "at": [{"parent": None, "as": self.other_name() if self.chance(80) else None}]}

    def names(self):
        return sorted({each["name"] for each in self.blueprints})

    def has_own_names(self, made):
        """Returns whether all registrations would have different names with this one."""
        self.blueprints.append(made)
        paths = [path for name in self.names() for path in self.paths(name)]
        self.blueprints.pop()
        return len(paths) == len(set(paths))

    def new_name(self, names):
        letter = "abcdefghij"[len(names)]
        if self.chance(12):
            return self.rng.choice([*names, "v"]) + "." + letter if "" not in names else letter + ".v"
        return "" if "" not in names and self.chance(7) else letter

    def place(self, parents):
        return {"parent": self.rng.choice(parents), "as": self.other_name() if self.chance(45) else None}

    def other_name(self):
        """Returns a value for name= that is not the name of a blueprint."""
        return self.rng.choice(("p", "q", "r", "s", "t"))

    def registrations(self, name):
        """Returns where a blueprint is registered: its parent and its name there."""
        for each in self.blueprints:
            if each["name"] == name:
                for place in each.get("at") or [{"parent": each.get("parent"), "as": None}]:
                    yield place["parent"], name if place["as"] is None else place["as"]

    def is_in(self, name, other):
        """Returns whether the blueprint is the other one or is nested in it."""
        return name == other or any(
            parent is not None and self.is_in(parent, other) for parent, _ in self.registrations(name))

    def paths(self, name):
        """Returns the names of its registrations, including those of its parents."""
        found = []
        for parent, own in self.registrations(name):
            found += [own] if parent is None else [f"{path}.{own}".lstrip(".") for path in self.paths(parent)]
        return found

    def scope(self):
        """For a handler: a blueprint."""
        if not self.blueprints or not self.chance(75 if self.theme == "blueprints" else 50):
            return {}
        return {"scope": self.rng.choice(self.blueprints)["name"]}

    def request_scope(self):
        """For a request: one of its registrations."""
        scope = self.scope()
        if scope:
            paths = self.paths(scope["scope"])
            scope["scope"] = scope["scope"] if len(paths) == 1 else self.rng.choice(paths)
        return scope

    # Steps

    def add_step(self):
        late, config = {"late": (30, 4), "config": (8, 18), "options": (6, 20)}.get(self.theme, (9, 1))
        late_blueprint = {"late": 9, "blueprints": 7}.get(self.theme, 1)
        respond = 45 if self.theme == "respond" else 1
        dice = self.rng.random() * 100
        if dice < late:
            self.add_handler()
        elif dice < late + config:
            self.steps.append(self.config())
        elif dice < late + config + late_blueprint and len(self.blueprints) < 7:
            made = self.blueprint()
            self.steps.append({"op": "blueprint", **made})
            self.blueprints.append(made)
        elif dice < late + config + late_blueprint + respond:
            self.steps.append(self.respond())
        else:
            self.steps.append({"op": "raise", "what": self.cause(), **self.request_scope()})

    def respond(self):
        body = {"body": self.rng.choice(("no such user", "", "h0"))} if self.chance(35) else {}
        status = self.rng.choice(ODD_CODES if self.chance(15) else RESPONSES)
        return {"op": "respond", "status": status, **body, **self.request_scope()}

    def config(self):
        options = ALL_OPTIONS if self.theme == "options" or self.chance(30) else OPTIONS
        return {"op": "config", "name": self.rng.choice(options), "on": self.chance(75)}

    def add_handler(self):
        target = self.target()
        self.targets.append(target)
        step = {"op": "handler", "target": target, **self.any_answer(), **self.scope()}
        self.handlers += 1
        self.steps.append(step)

    def target(self):
        http = ("HTTPException", "Exception", "InternalServerError", "BadRequest")
        general = http if self.theme in ("http", "codes", "options") else ("Exception", "Exception", "HTTPException")
        dice = self.rng.random() * 100
        if dice < 22:
            return self.rng.choice(general)
        if dice < {"http": 50, "config": 42, "codes": 45, "respond": 55, "options": 42}.get(self.theme, 30):
            return 500 if self.theme == "options" and self.chance(50) else self.code()
        if self.targets and dice < 54 and self.chance(25):
            return self.rng.choice(self.targets)
        return self.a_class()

    def code(self):
        return self.rng.choice(ODD_CODES if self.chance(12) else CODES)

    def any_answer(self):
        """Returns an answer, perhaps one that depends on the exception."""
        if not self.chance(45 if self.theme == "values" else 6):
            return self.answer()
        if self.chance(45):
            return self.template()
        arms = [{"if": self.condition(), **self.arm()} for _ in range(self.rng.choice((1, 1, 2, 3)))]
        return {"arms": [*arms, self.arm()]}

    def arm(self):
        return self.template() if self.chance(30) else self.answer()

    def template(self):
        value = self.rng.choice((
            "type(e).__name__", "type(e).__name__", "e.code", "e.name", "type(e.original_exception).__name__"))
        text = f"h{self.handlers} {{{value}}}" + self.rng.choice(("", " {{}}", " {type(e).__name__}", " {e.code}"))
        if self.chance(15):
            return {"body": text, "template": True, "status_from": "code"}
        return {"body": text, "template": True, "status": self.rng.choice((400, 404, 500, 500, 200, 204))}

    def condition(self):
        dice = self.rng.random() * 100
        if dice < 20:
            return f"e.code {self.rng.choice(('==', '!='))} {self.code()}"
        if dice < 32:
            return f"type(e) is {self.rng.choice(('', 'not '))}{self.condition_class()}"
        negated = "not " if self.chance(20) else ""
        subject = "e.original_exception" if self.chance(20) else "e"
        return f"{negated}isinstance({subject}, {self.condition_class()})"

    def condition_class(self):
        return self.a_class() if self.chance(70) else self.rng.choice(ORDINARY + HTTP + ("object",))

    def answer(self):
        dice = self.rng.random() * 100
        if dice < 7:
            return {"raises": self.a_class()}
        if dice < 12:
            return {"raises": self.code()}
        if dice < {"construction": 40}.get(self.theme, 18):
            return {"returns": "exception"}
        # Equal responses of two handlers could not be distinguished.
        body = "same" if self.chance(8) else f"h{self.handlers}"
        dice = self.rng.random() * 100
        if dice < {"codes": 30, "construction": 12}.get(self.theme, 3):
            return {"body": body, "status_from": "code"}
        if dice < {"codes": 42, "options": 12, "construction": 18}.get(self.theme, 5):
            return {"reraises": True}
        # 204 and 304 have no body, whatever the handler returns.
        status = self.rng.choice((204, 304) if self.chance(4) else STATUSES)
        return {"body": body} if status is None else {"body": body, "status": status}

    def cause(self):
        dice = self.rng.random() * 100
        if dice < {"http": 30, "config": 30, "codes": 12, "respond": 35, "options": 20}.get(self.theme, 8):
            return self.code()
        if dice < {"http": 42, "config": 38, "codes": 15, "respond": 45, "options": 30}.get(self.theme, 11):
            return {"request": self.rng.choice(("unrouted", "method", "redirect"))}
        if self.theme in ("config", "options") and self.chance(25):
            return self.rng.choice(("BadRequestKeyError", "BadRequest", "SecurityError"))
        if self.theme == "construction" and self.chance(15):
            return self.rng.choice(CONSTRUCTED + CONSTRUCTED_HTTP)
        named = [target for target in self.targets if isinstance(target, str)]
        if named and self.chance(15):
            return self.rng.choice(named)
        return self.a_class()


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    for number in range(int(sys.argv[2])):
        print(json.dumps(program(sys.argv[1], number)))
