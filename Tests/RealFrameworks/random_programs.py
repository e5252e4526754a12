"""Generates programs for a framework from a seed: the same framework, seed and number give the same program on every machine.

    python3 random_programs.py FRAMEWORK SEED COUNT > programs.jsonl

The format of a program is documented at the top of playing.py. Programs have themes. Each theme emphasizes one part of the
model but sometimes uses all others.
"""

import builtins
import json
import random
import sys

ORDINARY = (
    "ArithmeticError", "AssertionError", "ConnectionError", "ConnectionResetError", "FileNotFoundError", "IndexError",
    "KeyError", "LookupError", "NotImplementedError", "OSError", "PermissionError", "RuntimeError", "TimeoutError",
    "TypeError", "UnicodeError", "UserWarning", "ValueError", "ZeroDivisionError",
)
# Those that pass handlers by.
FATAL = ("KeyboardInterrupt", "SystemExit")
# Targets that are no exceptions, or more general than Exception.
ODD_TARGETS = ("BaseException", "object", "int", "KeyboardInterrupt")
STATUSES = (None, 200, 201, 400, 402, 404, 409, 418, 422, 500, 503)
CODES = (400, 401, 403, 404, 404, 405, 409, 418, 422, 500, 500, 503)
ODD_CODES = (200, 299, 451, 599)
ROUTES = ("checkout", "report", "search")


class Dialect:
    """What programs for a framework contain."""

    # The classes of the framework that most programs use, and the others.
    known = ()
    other_known = ()
    # Those that a handler for everything names.
    general = ("Exception",)
    has_routing = True
    # Whether a handler for a status code has a meaning.
    has_codes = False
    # Classes without subclasses: their constructors pass arguments that other constructors take for something else.
    never_bases = ()
    # Whether a blueprint may have a parent.
    nests = True
    # theme: how often, out of 100
    themes = {
        "order": 26, "scopes": 17, "routes": 8, "late": 9, "failing": 8, "known": 8, "codes": 6, "refused": 3, "restart": 5,
        "values": 10,
    }


class Sanic(Dialect):
    known = (
        "SanicException", "SanicException", "NotFound", "NotFound", "ServerError", "Forbidden", "PayloadTooLarge", "Unauthorized",
        "RequestTimeout", "ServiceUnavailable", "InvalidUsage",
    )
    other_known = (
        "BadRequest", "BadURL", "ContentRangeError", "ExpectationFailed", "FileNotFound", "HTTPException",
        "HeaderExpectationFailed", "HeaderNotFound", "InternalServerError", "InvalidHeader", "InvalidRangeType", "InvalidSignal",
        "LoadFileException", "MethodNotAllowed", "MethodNotSupported", "PyFileError", "RangeNotSatisfiable", "ServerKilled",
        "URITooLong", "URLBuildError", "WebsocketClosed",
    )
    # It passes the name of a file, which SanicException takes for the status.
    never_bases = ("PyFileError",)
    general = ("Exception", "Exception", "SanicException")
    nests = False


class Starlette(Dialect):
    known = ("HTTPException",)
    other_known = ("WebSocketException", "StarletteDeprecationWarning")
    general = ("Exception", "Exception", "HTTPException", 500)
    has_codes = True
    themes = {
        "order": 12, "scopes": 20, "routes": 4, "late": 10, "failing": 13, "known": 5, "codes": 18, "refused": 4, "restart": 4,
        "values": 10,
    }


class FastAPI(Starlette):
    # Mixed with HTTPException, each of their constructors leaves out what the other needs.
    never_bases = (
        "RequestValidationError", "ResponseValidationError", "ValidationError", "ValidationException",
        "WebSocketRequestValidationError",
    )
    known = ("HTTPException", "HTTPException", "StarletteHTTPException", "RequestValidationError")
    other_known = (
        "DependencyScopeError", "FastAPIDeprecationWarning", "FastAPIError", "PydanticV1NotSupportedError",
        "ResponseValidationError", "ValidationException", "WebSocketException", "WebSocketRequestValidationError",
    )
    general = ("Exception", "Exception", "HTTPException", "StarletteHTTPException", 500, 422)


class Singledispatch(Dialect):
    has_routing = False
    themes = {"order": 40, "scopes": 22, "routes": 2, "late": 10, "failing": 8, "refused": 4, "restart": 4, "values": 10}


DIALECTS = {"sanic": Sanic, "starlette": Starlette, "fastapi": FastAPI, "singledispatch": Singledispatch}


def program(framework, seed, number, theme=None):
    """Returns the program with this number, with the given theme if any."""
    made = Program(DIALECTS[framework], random.Random(f"{framework}/{seed}/{number}"), theme)
    return {"id": f"{seed}-{number}", **made.make()}


class Program:
    """Generates one program. It does not check whether Python accepts the classes."""

    def __init__(self, dialect, rng, theme=None):
        self.dialect = dialect
        self.rng = rng
        self.theme = theme or rng.choices(tuple(dialect.themes), tuple(dialect.themes.values()))[0]
        self.classes = []
        # Those that Python accepts, by name.
        self.made = {"M": type("M", (), {})}
        self.mixins = []
        self.blueprints = []
        self.steps = []
        self.handlers = 0
        # Targets of handlers so far, for related raises.
        self.targets = []

    def chance(self, percent):
        return self.rng.random() * 100 < percent

    def make(self):
        if self.chance(15):
            self.mixins.append("M")
            self.classes.append({"name": "M", "bases": ["object"]})
        for _ in range(self.rng.randint(2, 7)):
            self.add_class()
        self.add_blueprints()
        for _ in range(self.rng.randint(1, 5)):
            self.add_handler()
        for _ in range(self.rng.randint(3, 11)):
            self.add_step()
        made = {"classes": self.classes, "steps": self.steps}
        if self.blueprints:
            made["blueprints"] = self.blueprints
        return made

    def add_blueprints(self):
        for name in "abc"[:self.rng.choice((1, 1, 2, 2, 3) if self.theme == "scopes" else (0, 0, 0, 1, 1, 2))]:
            made = {"name": name}
            if self.dialect.nests and self.blueprints and self.chance(45):
                made["parent"] = self.rng.choice(self.blueprints)["name"]
            self.blueprints.append(made)

    # Classes

    def add_class(self):
        declared = {"name": f"C{len(self.classes)}", "bases": self.bases()}
        if not self.is_accepted(declared) and self.chance(80):
            # The rest of a program with classes that Python rejects shows little.
            declared["bases"] = [self.base()]
            self.is_accepted(declared)
        if self.chance({"codes": 45, "known": 25}.get(self.theme, 6)):
            declared["code"] = self.code()
        self.classes.append(declared)

    def is_accepted(self, declared):
        """Returns whether Python accepts a class, if each class of the framework is derived from Exception."""
        try:
            bases = tuple(self.stand_in(base) for base in declared["bases"])
            self.made[declared["name"]] = type(declared["name"], bases, {})
        except (TypeError, KeyError):
            return False
        return True

    def stand_in(self, name):
        if name in self.made or self.is_own(name):
            return self.made[name]
        return getattr(builtins, name, None) or self.made.setdefault(name, type(name, (Exception,), {}))

    def is_own(self, name):
        return any(each["name"] == name for each in self.classes)

    def bases(self):
        count = self.rng.choices((1, 2, 3), (30, 55, 15) if self.theme == "order" else (50, 40, 10))[0]
        bases = [self.base() for _ in range(count)]
        if self.chance(75):
            # Newer classes first: Python most often rejects a base class before its subclass.
            names = [each["name"] for each in self.classes]
            bases.sort(key=lambda base: -names.index(base) if base in names else 1)
        if self.mixins and self.chance(35):
            bases.insert(self.rng.randint(0, len(bases)), "M")
        # Python rejects the same base twice. Include this only rarely.
        return bases if self.chance(10) else list(dict.fromkeys(bases))

    def base(self):
        declared = [each["name"] for each in self.classes if each["name"] not in self.mixins]
        if declared and self.chance(65 if self.theme == "order" else 55):
            return self.rng.choice(declared[-4:])
        known = self.known()
        return "Exception" if known in self.dialect.never_bases else known

    def known(self):
        if self.theme == "known" and self.dialect.other_known and self.chance(45):
            return self.rng.choice(self.dialect.other_known)
        share = {"order": 10, "codes": 60, "known": 70}.get(self.theme, 30)
        if self.dialect.known and self.chance(share):
            return self.rng.choice(self.dialect.known)
        return "Exception" if self.chance(65) else self.rng.choice(ORDINARY)

    def a_class(self):
        """Returns the name of a class, usually one of the program."""
        own = [each["name"] for each in self.classes if each["name"] not in self.mixins]
        return self.rng.choice(own) if self.chance(80) else self.known()

    def code(self):
        return self.rng.choice(ODD_CODES if self.chance(8) else CODES)

    # Places

    def scope(self):
        if not self.blueprints or not self.chance(65 if self.theme == "scopes" else 45):
            return {}
        return {"scope": self.rng.choice(self.blueprints)["name"]}

    def route(self):
        if not self.chance(70 if self.theme == "routes" else 12):
            return {}
        return {"route": self.rng.choice(ROUTES)}

    # Steps

    def add_step(self):
        late = {"late": 30, "refused": 15}.get(self.theme, 6)
        restart = 14 if self.theme == "restart" else 1
        respond = 2 if self.dialect.has_routing else 0
        dice = self.rng.random() * 100
        if dice < late:
            self.add_handler(is_late=True)
        elif dice < late + restart:
            self.steps.append({"op": "restart"})
        elif dice < late + restart + respond:
            self.steps.append({"op": "respond", **self.response(), **self.scope(), **self.route()})
        else:
            self.add_request()

    def response(self):
        made = {"status": self.rng.choice((200, 400, 404, 500, 503))}
        return {**made, "body": "no such user"} if self.chance(40) else made

    def add_request(self):
        what = self.cause()
        place = {} if isinstance(what, dict) else self.route()
        self.steps.append({"op": "raise", "what": what, **self.scope(), **place})

    def cause(self):
        routing, codes = {"codes": (16, 40), "known": (25, 8), "order": (4, 2)}.get(self.theme, (14, 8))
        dice = self.rng.random() * 100
        if not self.dialect.has_routing:
            routing = codes = 0
        if dice < routing:
            return {"request": self.rng.choice(("unrouted", "unrouted", "method", "redirect"))}
        if dice < routing + codes:
            return self.code()
        if self.chance(1):
            return self.rng.choice(FATAL)
        named = [target for target in self.targets if isinstance(target, str) and target not in ODD_TARGETS]
        if named and self.chance(15):
            return self.rng.choice(named)
        return self.a_class()

    # Handlers

    def add_handler(self, is_late=False):
        target = self.target()
        targets = [target]
        if self.chance(5):
            # @app.exception(A, B) registers the same function for both.
            targets.append(self.a_class())
        scope = self.scope()
        if is_late and scope and self.chance(50):
            # A late handler of a blueprint is often the end of the app.
            scope = {}
        answer = self.any_answer()
        for each in targets:
            self.targets.append(each)
            self.steps.append({"op": "handler", "target": each, **answer, **scope})
            self.handlers += 1

    def target(self):
        dice = self.rng.random() * 100
        odd = 25 if self.theme == "refused" else 1
        if dice < odd:
            return self.odd_target()
        if dice < odd + 22:
            return self.rng.choice(self.dialect.general)
        if self.dialect.has_codes and dice < odd + (55 if self.theme == "codes" else 34):
            return self.code()
        if self.targets and self.chance(7):
            return self.rng.choice(self.targets)
        return self.a_class()

    def odd_target(self):
        if self.mixins and self.chance(30):
            return "M"
        return self.code() if self.chance(30) else self.rng.choice(ODD_TARGETS)

    def any_answer(self):
        """Returns an answer, perhaps one that depends on the exception."""
        if not self.chance(50 if self.theme == "values" else 6):
            return self.answer()
        if self.chance(45):
            return self.template()
        arms = [{"if": self.condition(), **self.arm()} for _ in range(self.rng.choice((1, 1, 2, 3)))]
        return {"arms": [*arms, self.arm()]}

    def arm(self):
        return self.template() if self.chance(30) else self.answer()

    def template(self):
        value = self.rng.choice(("type(e).__name__",) * 4 + ("e.code", "e.name", "type(e.original_exception).__name__"))
        return {"body": f"h{self.handlers} {{{value}}}", "template": True, "status": self.rng.choice((400, 404, 500))}

    def condition(self):
        dice = self.rng.random() * 100
        if dice < 15:
            return f"e.code {self.rng.choice(('==', '!='))} {self.code()}"
        if dice < 30:
            return f"type(e) is {self.rng.choice(('', 'not '))}{self.a_class()}"
        negated = "not " if self.chance(20) else ""
        subject = "e.original_exception" if self.chance(4) else "e"
        return f"{negated}isinstance({subject}, {self.a_class()})"

    def answer(self):
        failing = {"failing": 45}.get(self.theme, 7)
        dice = self.rng.random() * 100
        if dice < failing * 0.55:
            return {"raises": self.a_class()}
        if dice < failing * 0.75 and self.dialect.has_routing:
            return {"raises": self.code()}
        if dice < failing:
            return {"reraises": True}
        body = f"h{self.handlers}"
        status = self.rng.choice(STATUSES)
        return {"body": body} if status is None else {"body": body, "status": status}


if __name__ == "__main__":
    if len(sys.argv) != 4 or sys.argv[1] not in DIALECTS:
        sys.exit(__doc__)
    for number in range(int(sys.argv[3])):
        print(json.dumps(program(sys.argv[1], sys.argv[2], number)))
