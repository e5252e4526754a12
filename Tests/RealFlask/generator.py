"""Makes programs from a seed: the same seed and number give the same program, on every machine.

    python3 generator.py SEED COUNT > programs.jsonl

How a program is written stands at the head of recorder.py. Programs come in themes, each of which leans towards one
corner of the model; all of them use everything now and then. Many lean towards what tells 0.11 and 0.12 from 1.0:
classes with two bases raised one after the other, handlers that come after a raise, handlers for HTTPException.
"""

import json
import random
import sys

ORDINARY = ("Exception", "ValueError", "LookupError", "KeyError", "RuntimeError", "ArithmeticError", "OSError")
# The rest of Python's exceptions that a program might name; those that need arguments and those that are no Exception too.
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

# theme: how often, out of 100
THEMES = {"order": 45, "http": 18, "late": 12, "config": 12, "refused": 13}


def program(seed, number):
    """The program of that number."""
    made = Program(random.Random(f"{seed}/{number}"))
    return {"id": f"{seed}-{number}", **made.make()}


class Program:
    """One program while it is made up. Whether a class will be accepted is Python's business, not asked here."""

    def __init__(self, rng):
        self.rng = rng
        self.theme = rng.choices(tuple(THEMES), tuple(THEMES.values()))[0]
        self.classes = []
        self.blueprints = []
        self.steps = []
        self.handlers = 0
        # Targets of handlers so far, for raises that have something to do with them.
        self.targets = []

    def chance(self, percent):
        return self.rng.random() * 100 < percent

    def make(self):
        for _ in range(self.rng.randint(2, 8)):
            self.add_class()
        for _ in range(self.rng.choice((0, 0, 0, 1, 1, 2, 3))):
            self.blueprints.append(self.blueprint())
        if self.theme == "config" and self.chance(60):
            self.steps.append(self.config())
        for _ in range(self.rng.randint(1, 5)):
            self.add_handler()
        for _ in range(self.rng.randint(3, 12)):
            self.add_step()
        made = {"classes": self.classes, "steps": self.steps}
        if self.blueprints:
            made["blueprints"] = [each for each in self.blueprints if not each.pop("is_late", False)]
        return made

    # Classes

    def add_class(self):
        declared = {"name": f"C{len(self.classes)}", "bases": self.bases()}
        if self.chance({"http": 35, "refused": 25}.get(self.theme, 8)):
            declared["code"] = self.rng.choice(ODD_CODES if self.chance(12) else CODES)
        if self.theme == "refused" and self.chance(6):
            declared["name"] = self.rng.choice(ORDINARY[1:] + HTTP)
        if declared["name"] not in [each["name"] for each in self.classes]:
            self.classes.append(declared)

    def bases(self):
        count = self.rng.choices((1, 2, 3), {"order": (35, 50, 15), "refused": (30, 45, 25)}.get(self.theme, (55, 35, 10)))[0]
        bases = [self.base() for _ in range(count)]
        if self.chance(75):
            # Younger classes first: an ancestor before its heir is what Python refuses most often.
            names = [each["name"] for each in self.classes]
            bases.sort(key=lambda base: -names.index(base) if base in names else 1)
        # Python refuses the same base twice: that is worth seeing, but not often.
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
        if self.theme == "http" or self.chance(25):
            return self.rng.choice(UNUSUAL_HTTP if self.chance(15) else HTTP + ORDINARY[:3])
        return self.rng.choice(ORDINARY)

    def a_class(self):
        """A class by name: mostly one of the program's."""
        if self.classes and self.chance(78):
            return self.rng.choice(self.classes)["name"]
        return self.known()

    # Blueprints

    def blueprint(self):
        made = {"name": "abcdefghij"[len(self.blueprints)]}
        if self.blueprints and self.chance(40):
            made["parent"] = self.rng.choice(self.blueprints)["name"]
        return made

    def scope(self):
        return {"scope": self.rng.choice(self.blueprints)["name"]} if self.blueprints and self.chance(50) else {}

    # Steps

    def add_step(self):
        late, config = {"late": (30, 4), "config": (8, 18)}.get(self.theme, (9, 1))
        dice = self.rng.random() * 100
        if dice < late:
            self.add_handler()
        elif dice < late + config:
            self.steps.append(self.config())
        elif dice < late + config + (9 if self.theme == "late" else 1) and len(self.blueprints) < 6:
            made = self.blueprint()
            self.steps.append({"op": "blueprint", **made})
            self.blueprints.append({**made, "is_late": True})
        else:
            self.steps.append({"op": "raise", "what": self.cause(), **self.scope()})

    def config(self):
        return {"op": "config", "name": self.rng.choice(OPTIONS), "on": self.chance(75)}

    def add_handler(self):
        target = self.target()
        self.targets.append(target)
        step = {"op": "handler", "target": target, **self.answer(), **self.scope()}
        self.handlers += 1
        self.steps.append(step)

    def target(self):
        general = {"http": ("HTTPException", "Exception", "InternalServerError", "BadRequest")}.get(
            self.theme, ("Exception", "Exception", "HTTPException"))
        dice = self.rng.random() * 100
        if dice < 22:
            return self.rng.choice(general)
        if dice < {"http": 50, "config": 42}.get(self.theme, 30):
            return self.code()
        if self.targets and dice < 54 and self.chance(25):
            return self.rng.choice(self.targets)
        return self.a_class()

    def code(self):
        return self.rng.choice(ODD_CODES if self.chance(12) else CODES)

    def answer(self):
        dice = self.rng.random() * 100
        if dice < 7:
            return {"raises": self.a_class()}
        if dice < 12:
            return {"raises": self.code()}
        if dice < 18:
            return {"returns": "exception"}
        # Equal answers of two handlers cannot be told apart from outside.
        body = "same" if self.chance(8) else f"h{self.handlers}"
        # 204 and 304 have no body, whatever the handler returns.
        status = self.rng.choice((204, 304) if self.chance(4) else STATUSES)
        return {"body": body} if status is None else {"body": body, "status": status}

    def cause(self):
        dice = self.rng.random() * 100
        if dice < {"http": 30, "config": 30}.get(self.theme, 8):
            return self.code()
        if dice < {"http": 42, "config": 38}.get(self.theme, 11):
            return {"request": self.rng.choice(("unrouted", "method", "redirect"))}
        if self.theme == "config" and self.chance(25):
            return self.rng.choice(("BadRequestKeyError", "BadRequest", "SecurityError"))
        named = [target for target in self.targets if isinstance(target, str)]
        if named and self.chance(15):
            return self.rng.choice(named)
        return self.a_class()


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    for number in range(int(sys.argv[2])):
        print(json.dumps(program(sys.argv[1], number)))
