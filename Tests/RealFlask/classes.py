"""The classes of a program for Flask, created with the installed Python and Werkzeug, and instances of them.

An instance gets the arguments that its constructor requires and is not changed afterwards. `class X(ValueError, NotFound)`
runs only ValueError's constructor, so its instances lack attributes that Werkzeug needs for a page. The response of real
Flask is recorded.
"""

import werkzeug.exceptions
import werkzeug.routing

import declared
from declared import Refused  # noqa: F401

HTTPException = werkzeug.exceptions.HTTPException


class Classes(declared.Classes):
    """The classes of a program, among those of Werkzeug."""

    modules = (werkzeug.exceptions, werkzeug.routing)

    def attributes(self, declaration):
        return {"code": declaration["code"]} if "code" in declaration else {}

    def complete(self, made, declaration):
        if "self_code" in declaration:
            made.__init__ = constructor(made, declaration["self_code"])
        if issubclass(made, HTTPException) and isinstance(made.code, int):
            self.results[declaration["name"]]["code"] = made.code

    def instance(self, cls):
        return declared.first_instance(cls, candidates(cls))


def constructor(cls, code):
    """Returns an __init__ that sets the code of instances."""

    def __init__(self, *args, **kwargs):
        super(cls, self).__init__(*args, **kwargs)
        self.code = code

    return __init__


def candidates(cls):
    """Returns arguments to try, in the documented order. Flask itself always gives BadRequestKeyError a key."""
    if issubclass(cls, werkzeug.exceptions.BadRequestKeyError):
        yield ("key",)
    yield ()
    if issubclass(cls, werkzeug.routing.RequestRedirect):
        yield ("http://localhost/elsewhere",)
    yield from declared.python_candidates(cls)
