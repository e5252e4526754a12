"""sanic/order.eb for Sanic 21.3.4, written by errorbook.

The tests send the requests of the script in order and assert what errorbook predicts for this release.
Each test creates its own app. To run the tests with Python 3.11:

    python3.11 -m venv sanic-21.3.4
    sanic-21.3.4/bin/pip install pytest sanic==21.3.4 aiofiles==25.1.0 httptools==0.9.0 multidict==5.2.0 sanic-routing==23.12.0 ujson==6.1.0 uvloop==0.23.0 websockets==8.1
    sanic-21.3.4/bin/pytest THIS_FILE.py
"""

import asyncio
from sanic import Blueprint, Sanic
from sanic.response import html


class E(Exception):
    pass


class F(E):
    pass


# What the views raise, by the last part of the URL.
CAUSES = {
    "F": lambda: F(),
    "E": lambda: E(),
}


def create_app():
    app = Sanic("app", configure_logging=False)
    app.config.FALLBACK_ERROR_FORMAT = "text"
    a = Blueprint("a", url_prefix="/a")
    # Sanic 21.3.4 keeps the handlers of a blueprint in a set, whose order differs in every process. The tests
    # need the order of the script.
    a._future_exceptions = type("InOrder", (list,), {"add": list.append})()

    @a.exception(F)
    async def handle_f_in_a(request, error):
        return html("F", 400)

    @a.exception(E)
    async def handle_e_in_a(request, error):
        return html("E", 400)

    @app.route("/raise/<cause>", name="raise")
    async def raise_error(request, cause):
        raise CAUSES[cause]()

    @a.route("/raise/<cause>", name="raise")
    async def raise_error_in_a(request, cause):
        raise CAUSES[cause]()

    app.blueprint(a)

    return app


# Handlers and views return HTML. Sanic's default pages are plain text, and the tests treat all of them as
# equal.
PAGE = "a default page"

# All requests run in one event loop, as in a server.
loop = asyncio.new_event_loop()


async def ask(app, path):
    """Sends a GET request to the app's ASGI entry. Returns the messages of the response, and what left the app."""
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET",
        "path": path, "raw_path": path.encode(), "root_path": "", "scheme": "http", "query_string": b"",
        "headers": [(b"host", b"localhost")], "server": ("localhost", 80), "client": ("127.0.0.1", 50000),
    }
    messages = []

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        messages.append(message)

    try:
        await app(scope, receive, send)
    except BaseException as error:
        return messages, error
    return messages, None


def get(app, path):
    """Sends a GET request and returns the body and the status code."""
    messages, error = loop.run_until_complete(ask(app, path))
    if error:
        raise error
    start = next((each for each in messages if each["type"] == "http.response.start"), None)
    status, headers = start["status"], dict(start["headers"])
    if status < 200 or status in (204, 304):
        return "", status
    if not headers.get(b"content-type", b"").startswith(b"text/html"):
        return PAGE, status
    body = b"".join(each.get("body", b"") for each in messages)
    return body.decode(), status


async def run_startup(app):
    messages = [{"type": "lifespan.startup"}]

    async def receive():
        if not messages:
            # The app has started, and this test sends no shutdown.
            raise asyncio.CancelledError
        return messages.pop()

    async def send(message):
        assert message["type"] == "lifespan.startup.complete", message

    scope = {"type": "lifespan", "asgi": {"version": "3.0"}, "headers": [], "query_string": b"", "path": ""}
    try:
        await app(scope, receive, send)
    except asyncio.CancelledError:
        pass


def start_app(app):
    """Starts the app as a server does, and returns it."""
    loop.run_until_complete(run_startup(app))
    return app


# The tests create several apps with one name.
Sanic.test_mode = True


def test_the_script():
    app = start_app(create_app())
    assert get(app, "/a/raise/F") == ("F", 400)  # line 8
    assert get(app, "/raise/E") == ("E", 400)  # line 9
