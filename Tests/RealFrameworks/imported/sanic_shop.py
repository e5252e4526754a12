"""A Sanic app with each form that the script of `errorbook import` reads."""

from sanic import Blueprint, Sanic
from sanic.exceptions import NotFound, SanicException
from sanic.response import HTTPResponse, empty, json, redirect, text

import shop_errors

GONE = 410


class Teapot(SanicException):
    status_code = 418


class Late(shop_errors.Timeout):
    def __init__(self):
        super().__init__("late")
        self.status_code = 504


admin = Blueprint("admin", url_prefix="/admin")


@admin.exception(NotFound, Teapot)
async def missing(request, error):
    return json({"error": "no page"}, status=404)


@admin.route("/raise")
async def fail(request):
    raise shop_errors.CardTimeout()


def create_app():
    app = Sanic("shop", configure_logging=False)

    @app.exception(shop_errors.PaymentError)
    async def payment(request, error):
        return text("card not charged", 402)

    @app.exception(shop_errors.Timeout)
    async def late(request, error):
        return text("late", status=error.status_code)

    @app.exception(KeyError)
    async def key(request, error):
        return answer(error)

    @app.exception(IndexError)
    async def index(request, error):
        raise SanicException("gone", status_code=GONE)

    @app.exception(LookupError)
    def lookup(request, error):
        raise error

    @app.exception(PermissionError)
    async def permission(request, error):
        raise Teapot("no")

    @app.exception(ValueError)
    async def value(request, error):
        return redirect("/")

    @app.exception(TypeError)
    async def nothing(request, error):
        return empty()

    @app.exception(OSError)
    async def computed(request, error):
        return text("?", status=request.app.config.STATUS)

    @app.exception(RuntimeError)
    async def response(request, error):
        return HTTPResponse("runtime", 503)

    @app.exception(Exception)
    async def anything(request, error):
        return text("sorry", status=500)

    @app.middleware("request")
    async def check_token(request):
        return None

    @app.route("/raise")
    async def view(request):
        raise shop_errors.CardTimeout()

    app.blueprint(admin)
    return app


def answer(error):
    return text("key", status=404)
