"""The exceptions of the shop."""

from .base import Described, NotFound, Retriable, ShopError, Teapot
from .payment import CardDeclined, CardTimeout, Declined, PaymentError, Timeout
from .stock import NotFound as ArticleNotFound
from .stock import OutOfStock, Reserved, StockError
