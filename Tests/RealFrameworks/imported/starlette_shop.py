"""A Starlette app with each form that the script of `errorbook import` reads."""

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route

import shop_errors


class Teapot(HTTPException):
    def __init__(self, detail="short and stout"):
        super().__init__(status_code=418, detail=detail)


class CheckToken:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        await self.app(scope, receive, send)


async def payment(request, error):
    return PlainTextResponse("card not charged", 402)


async def missing(request, error):
    return JSONResponse({"error": "no page"}, status_code=404)


async def http(request, error):
    return PlainTextResponse(error.detail, status_code=error.status_code)


async def forbidden(request, error):
    raise HTTPException(status_code=403)


def again(request, error):
    raise error


async def value(request, error):
    return RedirectResponse("/")


async def computed(request, error):
    return Response(status_code=request.app.state.status)


async def anything(request, error):
    return Response("sorry", status_code=500)


async def fail(request):
    raise shop_errors.CardTimeout()


def create_app():
    users = Starlette(routes=[Route("/raise", fail)], exception_handlers={shop_errors.Timeout: payment})
    admin = Starlette(routes=[Mount("/users", users)], exception_handlers={404: missing})
    handlers = {
        shop_errors.PaymentError: payment, HTTPException: http, PermissionError: forbidden, KeyError: again, ValueError: value,
        OSError: computed, 500: anything, Teapot: http,
    }
    return Starlette(
        routes=[Route("/raise", fail), Mount("/admin", admin), Mount("/staff", admin)], exception_handlers=handlers,
        middleware=[Middleware(CheckToken)])
