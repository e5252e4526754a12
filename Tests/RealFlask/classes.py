"""The classes of a program, made by the Python and the Werkzeug that are installed, and instances of them.

Repairs of accidents: `class X(ValueError, NotFound)` runs ValueError's constructor only, so such an instance lacks what
Werkzeug needs to build its page, and gets it here; in `class X(AttributeError, NotFound)` Python's attribute `name`, None,
hides Werkzeug's, and is filled in; SystemExit, called by a constructor of Werkzeug's with two values, keeps both as its
code, and gets None, as without arguments; redirects get a URL and key errors a key.
"""

import builtins

import werkzeug.exceptions
import werkzeug.routing
from werkzeug.http import HTTP_STATUS_CODES

HTTPException = werkzeug.exceptions.HTTPException


class Refused(Exception):
    """A step that has no meaning; `result` says why."""

    def __init__(self, **result):
        super().__init__()
        self.result = result


class Classes:
    """The classes of a program, by name, and what Python said to each."""

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
        body = {"code": declaration["code"]} if "code" in declaration else {}
        try:
            made = type(name, tuple(bases), body)
        except TypeError as error:
            self.results[name] = {"class_error": kind_of_class_error(str(error))}
            return
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


def instance(cls):
    """An instance made without arguments, mended so that Werkzeug can build its page."""
    try:
        made = cls()
    except TypeError:
        if not issubclass(cls, werkzeug.routing.RequestRedirect):
            raise
        made = cls("http://localhost/elsewhere")
    if not isinstance(made, HTTPException):
        return made
    missing = {
        "response": None, "valid_methods": None, "length": None, "units": "bytes", "retry_after": None,
        "www_authenticate": None, "new_url": "http://localhost/elsewhere",
    }
    for name, value in missing.items():
        if getattr(made, name, None) is None:
            setattr(made, name, value)
    if isinstance(made, SystemExit) and isinstance(made.code, tuple):
        made.code = None
    if made.name is None:
        made.name = HTTP_STATUS_CODES.get(made.code, "Unknown Error")
    if isinstance(made, werkzeug.exceptions.BadRequestKeyError) and not made.args:
        made.args = ("key",)
    return made
