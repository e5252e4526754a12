from werkzeug.exceptions import Conflict, HTTPException


class Described(object):
    """No exception itself: a mixin."""

    text = "something went wrong"


class Retriable(Described):
    pass


class ShopError(Described, Exception):
    code = 471


class NotFound(ShopError):
    """Shares its name with Werkzeug's."""


class Teapot(HTTPException):
    code = 418
    description = "a teapot"


class Stale(Conflict, Retriable):
    pass
