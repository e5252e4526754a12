"""Handlers of the whole app."""

import functools

from werkzeug.exceptions import HTTPException, InternalServerError

from . import errors
from .errors.base import Stale


def loud(function):
    @functools.wraps(function)
    def wrapper(error):
        return function(error)

    return wrapper


def payment(error):
    return "shop.handlers.payment", 402


@loud
def timeout(error):
    return "shop.handlers.timeout", 504


def anything(error):
    return "shop.handlers.anything", 500


def page(error):
    return "shop.handlers.page", 404


def server_error(error):
    return "shop.handlers.server_error", 500


def http(error):
    return "shop.handlers.http", 418


def partial(prefix, error):
    return prefix + ".partial", 409


class Stock(object):
    """A handler that is an object."""

    def __call__(self, error):
        return "shop.handlers.Stock", 410


def register(app):
    app.errorhandler(errors.PaymentError)(payment)
    app.errorhandler(errors.Timeout)(timeout)
    app.errorhandler(errors.StockError)(Stock())
    app.errorhandler(Stale)(functools.partial(partial, "shop.handlers"))
    app.errorhandler(errors.ArticleNotFound)(lambda error: ("shop.handlers.register.<locals>.<lambda>", 404))
    app.errorhandler(404)(page)
    app.errorhandler(InternalServerError)(server_error)
    app.errorhandler(HTTPException)(http)
    app.errorhandler(Exception)(anything)
