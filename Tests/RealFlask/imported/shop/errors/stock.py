from werkzeug.exceptions import Gone

from .base import ShopError


class StockError(ShopError, LookupError):
    pass


class OutOfStock(StockError):
    pass


class Reserved(Gone):
    pass


class NotFound(StockError):
    """A third class of this name."""


class Unlisted(KeyError):
    """No handler names it."""
