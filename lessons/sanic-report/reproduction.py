"""In Sanic, one request can change which exception handler answers another.

Run it with: python -m pip install sanic==25.12.1 && python reproduction.py
Each step creates a new app, so its first request is the first after a start.
A handler returns the name of the class that it is registered for.
"""

import asyncio
import itertools
import logging

import sanic
from sanic import Sanic
from sanic.exceptions import NotFound
from sanic.handlers import ErrorHandler
from sanic.response import text

logging.disable(logging.CRITICAL)
Sanic.test_mode = True  # several apps start in one process
numbers = itertools.count(1)


class E1(Exception):
    pass


class E2(Exception):
    pass


class E(E1, E2):
    pass


class Base(Exception):
    pass


class Middle(Base):
    pass


class Leaf(Middle):
    pass


class LookupWithoutWrites(ErrorHandler):
    """Looks in the same places as Sanic 25.12.1, but writes nothing."""

    def lookup(self, exception, route_name=None):
        mro = type(exception).__mro__
        mro = mro[: mro.index(BaseException) + 1]
        names = (route_name, None)
        keys = [(mro[0], name) for name in names]
        keys += [(cls, name) for name in names for cls in mro]
        return next(filter(None, map(self.cached_handlers.get, keys)), None)


def create_app(handled, error_handler):
    app = Sanic(
        f"report{next(numbers)}",
        configure_logging=False,
        error_handler=error_handler(),
    )

    def register(cls):
        @app.exception(cls)
        async def handler(request, exception):
            return text(cls.__name__, status=500)

    for cls in handled:
        register(cls)

    @app.get("/first/<name>", name="first")
    async def first(request, name):
        raise globals()[name]

    @app.get("/second/<name>", name="second")
    async def second(request, name):
        raise globals()[name]

    return app


async def start(app):
    """Starts the app as an ASGI server does."""
    messages = asyncio.Queue()
    started = asyncio.Event()

    async def send(message):
        if message["type"] == "lifespan.startup.complete":
            started.set()

    await messages.put({"type": "lifespan.startup"})
    scope = {"type": "lifespan", "asgi": {"version": "3.0"}}
    task = asyncio.create_task(app(scope, messages.get, send))
    await started.wait()
    return task


async def get(app, path):
    """Returns the body of the response, or the status for Sanic's own page."""
    sent = []

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1",
        "method": "GET", "scheme": "http", "path": path, "query_string": b"",
        "raw_path": path.encode(), "root_path": "",
        "headers": [(b"host", b"localhost")],
        "server": ("localhost", 80), "client": ("localhost", 50000),
    }
    await app(scope, receive, send)
    status = next(m["status"] for m in sent if "status" in m)
    body = b"".join(m.get("body", b"") for m in sent).decode()
    return body if body.isalnum() else f"Sanic's page, {status}"


async def answers(app, *paths):
    task = await start(app)
    result = [await get(app, path) for path in paths]
    task.cancel()
    return result


async def show(title, handled, *paths, error_handler=ErrorHandler):
    print(title)
    app = create_app(handled, error_handler)
    for path, answer in zip(paths, await answers(app, *paths)):
        print(f"  GET {path:11} {answer}")


async def register_late(title, error_handler=ErrorHandler):
    print(title)
    app = create_app([], error_handler)
    await answers(app, "/unknown")
    try:
        app.exception(NotFound)(lambda request, exception: text("nothing here"))
    except Exception as error:
        print(f"  {type(error).__name__}: {error}")
    else:
        print("  accepted")


async def main():
    print("Sanic", sanic.__version__)
    both, single = [E2, Exception], [Middle, Exception]
    await show("1. handlers for E2 and Exception, new app", both, "/first/E")
    await show("2. the same handlers, after E1", both, "/first/E1", "/first/E")
    await show("3. the same handlers, after E1 on another route", both, "/second/E1", "/first/E")
    await show("4. only a handler for E2, new app", [E2], "/first/E")
    await show("5. the same handlers, after E1", [E2], "/first/E1", "/first/E")
    await show("6. handlers for Middle and Exception, new app", single, "/first/Leaf")
    await show("7. the same handlers, after Base", single, "/first/Base", "/first/Leaf")
    await register_late("8. a handler for NotFound after an unknown URL")

    print("With a lookup that writes nothing:")
    fixed = {"error_handler": LookupWithoutWrites}
    await show("2. after E1", both, "/first/E1", "/first/E", **fixed)
    await show("5. after E1", [E2], "/first/E1", "/first/E", **fixed)
    await show("7. after Base", single, "/first/Base", "/first/Leaf", **fixed)
    await register_late("8. a handler for NotFound after an unknown URL", **fixed)


asyncio.run(main())
