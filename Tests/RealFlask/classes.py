"""The classes of a program, created with the installed Python and Werkzeug, and instances of them.

An instance gets the arguments that its constructor requires and is not changed afterwards. `class X(ValueError, NotFound)`
runs only ValueError's constructor, so its instances lack attributes that Werkzeug needs for a page. The response of real
Flask is recorded.
"""

import builtins

import werkzeug.exceptions
import werkzeug.routing

HTTPException = werkzeug.exceptions.HTTPException


class Refused(Exception):
    """A step that cannot run; `result` has the reason."""

    def __init__(self, **result):
        super().__init__()
        self.result = result


class Classes:
    """The classes of a program by name, with Python's error for each."""

    def __init__(self, declarations):
        self.made = {}
        self.results = {}
        for declaration in declarations:
            self.declare(declaration)

    def declare(self, declaration):
        name = declaration["name"]
        bases = []
        for base in declaration["bases"]:
            found = self.find(base)
            if found is None:
                kind = "missing_base" if base in self.results else "unknown_class"
                self.results[name] = {"class_error": kind}
                return
            bases.append(found)
        try:
            made = type(name, tuple(bases), {"code": declaration["code"]} if "code" in declaration else {})
        except TypeError as error:
            self.results[name] = {"class_error": kind_of_class_error(str(error))}
            return
        if "self_code" in declaration:
            made.__init__ = constructor(made, declaration["self_code"])
        self.made[name] = made
        self.results[name] = {"mro": [member.__name__ for member in made.__mro__]}
        if issubclass(made, HTTPException) and isinstance(made.code, int):
            self.results[name]["code"] = made.code

    def find(self, name):
        if name in self.made:
            return self.made[name]
        for place in (werkzeug.exceptions, werkzeug.routing, builtins):
            found = getattr(place, name, None)
            if isinstance(found, type):
                return found
        return None

    def require(self, name):
        found = self.find(name)
        if found is None:
            raise Refused(class_error=self.results.get(name, {}).get("class_error", "unknown_class"))
        return found

    def require_raisable(self, name):
        found = self.require(name)
        if not issubclass(found, BaseException):
            raise Refused(not_run="not_an_exception")
        try:
            instance(found)
        except TypeError:
            raise Refused(not_run="needs_arguments")
        return found


def kind_of_class_error(message):
    for part, kind in (
        ("lay-out conflict", "layout_conflict"), ("duplicate base", "duplicate_base"),
        ("consistent method resolution", "inconsistent_mro"), ("not an acceptable base", "unacceptable_base"),
    ):
        if part in message:
            return kind
    return message


def constructor(cls, code):
    """Returns an __init__ that sets the code of instances."""

    def __init__(self, *args, **kwargs):
        super(cls, self).__init__(*args, **kwargs)
        self.code = code

    return __init__


def instance(cls):
    """Returns an instance, created with the first arguments that work. Raises TypeError if there are none."""
    error = TypeError("no arguments")
    for arguments in candidates(cls):
        try:
            return cls(*arguments)
        except TypeError as refused:
            error = refused
    raise error


def candidates(cls):
    """Returns arguments to try, in the documented order. Flask itself always gives BadRequestKeyError a key."""
    if issubclass(cls, werkzeug.exceptions.BadRequestKeyError):
        yield ("key",)
    yield ()
    if issubclass(cls, werkzeug.routing.RequestRedirect):
        yield ("http://localhost/elsewhere",)
    if issubclass(cls, UnicodeDecodeError):
        yield ("utf-8", b"\xff", 0, 1, "invalid start byte")
    if issubclass(cls, UnicodeEncodeError):
        yield ("ascii", "\xe9", 0, 1, "ordinal not in range")
    if issubclass(cls, UnicodeTranslateError):
        yield ("\xe9", 0, 1, "no such character")
    if cls is BaseExceptionGroup:
        yield ("several", [KeyboardInterrupt()])
    elif issubclass(cls, BaseExceptionGroup):
        yield ("several", [ValueError()])
