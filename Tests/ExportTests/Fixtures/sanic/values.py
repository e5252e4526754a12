"""sanic/values.eb for Sanic 25.12.1, written by errorbook.

The tests send the requests of the script in order and assert what errorbook predicts for this release.
Each test creates its own app. To run the tests with Python 3.11:

    python3.11 -m venv sanic-25.12.1
    sanic-25.12.1/bin/pip install pytest sanic==25.12.1 aiofiles==25.1.0 anyio==4.16.0 certifi==2026.10.19.post1 h11==0.16.0 html5tagger==2.0.0 httpcore==1.0.9 httptools==0.9.0 httpx==0.28.1 idna==3.20 multidict==6.9.1 sanic-routing==23.12.0 tracerite==2.6.5 typing_extensions==4.16.0 ujson==6.1.0 uvloop==0.23.0 websockets==17.4
    sanic-25.12.1/bin/pytest THIS_FILE.py
"""

import asyncio
from sanic import Sanic
from sanic.exceptions import SanicException
from sanic.response import html


class Late(SanicException):
    status_code = 503


class Early(Late):
    pass


# What the views raise, by the last part of the URL.
CAUSES = {
    "Late": lambda: Late("message"),
    "Early": lambda: Early("message"),
    "abort-418": lambda: SanicException("message", status_code=418),
    "ValueError": lambda: ValueError(),
    "KeyError": lambda: KeyError(),
    "IndexError": lambda: IndexError(),
    "OSError": lambda: OSError(),
}


def create_app():
    app = Sanic("app", configure_logging=False)
    app.config.FALLBACK_ERROR_FORMAT = "text"

    @app.exception(SanicException)
    async def handle_sanic_exception(request, error):
        if type(error) is not Early:
            return html(f"{type(error).__name__} {error.status_code}", error.status_code)
        return html("early")

    @app.exception(ValueError)
    async def handle_value_error(request, error):
        return html(f"{error.name}", 500)

    @app.exception(LookupError)
    async def handle_lookup_error(request, error):
        if isinstance(error, KeyError):
            return html("key", 500)
        raise error

    @app.exception(OSError)
    async def handle_os_error(request, error):
        if error.status_code == 404:
            return html("code", 500)
        raise SanicException("message", status_code=404)

    @app.route("/raise/<cause>", name="raise")
    async def raise_error(request, cause):
        raise CAUSES[cause]()

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
    assert get(app, "/raise/Late") == ("Late 503", 503)  # line 8
    assert get(app, "/raise/Early") == ("early", 200)  # line 9
    assert get(app, "/raise/abort-418") == ("SanicException 418", 418)  # line 10
    assert get(app, "/raise/ValueError") == (PAGE, 500)  # line 11
    assert get(app, "/raise/KeyError") == ("key", 500)  # line 12
    assert get(app, "/raise/IndexError") == (PAGE, 500)  # line 13
    assert get(app, "/raise/OSError") == (PAGE, 500)  # line 14
    assert get(app, "/visit/unknown") == ("NotFound 404", 404)  # line 15
