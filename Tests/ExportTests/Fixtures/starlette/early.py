"""starlette/early.eb for Starlette 0.20.4, written by errorbook.

The tests send the requests of the script in order and assert what errorbook predicts for this release.
Each test creates its own app. To run the tests with Python 3.11:

    python3.11 -m venv starlette-0.20.4
    starlette-0.20.4/bin/pip install pytest starlette==0.20.4 anyio==4.16.0 idna==3.20 typing_extensions==4.16.0
    starlette-0.20.4/bin/pytest THIS_FILE.py
"""

import asyncio
import pytest
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse


class E(Exception):
    pass


# What the views raise, by the last part of the URL.
CAUSES = {
    "E": lambda: E(),
    "abort-299": lambda: HTTPException(299),
}


async def handle_e(request, error):
    return HTMLResponse("E", 400)


async def handle_e_in_a(request, error):
    return HTMLResponse("E in a", 400)


def create_app():
    app = Starlette()
    a = Starlette()

    async def handle_exception(request, error):
        return HTMLResponse("any", 500)

    app.add_exception_handler(Exception, handle_exception)

    async def raise_error(request):
        raise CAUSES[request.path_params["cause"]]()

    app.add_route("/raise/{cause}", raise_error)

    async def raise_error_in_a(request):
        raise CAUSES[request.path_params["cause"]]()

    a.add_route("/raise/{cause}", raise_error_in_a)

    app.mount("/a", a)
    app.state.mounted = {"a": a}

    return app


# Handlers and views return HTML. Default pages are plain text or JSON, and the tests treat all of them as
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
    """Sends a GET request and returns the body, the status code and the class of the exception that left the app."""
    messages, error = loop.run_until_complete(ask(app, path))
    escaped = error and type(error).__name__
    start = next((each for each in messages if each["type"] == "http.response.start"), None)
    if start is None:
        return None, None, escaped
    status, headers = start["status"], dict(start["headers"])
    if status < 200 or status in (204, 304):
        return "", status, escaped
    if not headers.get(b"content-type", b"").startswith(b"text/html"):
        return PAGE, status, escaped
    body = b"".join(each.get("body", b"") for each in messages)
    return body.decode(), status, escaped


def test_the_script():
    app = create_app()
    assert get(app, "/raise/E") == ("any", 500, "E")  # line 6
    app.add_exception_handler(E, handle_e)  # line 7
    assert get(app, "/raise/E") == ("E", 400, None)  # line 8
    assert get(app, "/a/raise/E") == (PAGE, 500, "RuntimeError")  # line 9
    app.state.mounted["a"].add_exception_handler(E, handle_e_in_a)  # line 10
    assert get(app, "/a/raise/E") == ("E in a", 400, None)  # line 11

    b = Starlette()

    async def raise_error_in_b(request):
        raise CAUSES[request.path_params["cause"]]()

    b.add_route("/raise/{cause}", raise_error_in_b)
    app.mount("/b", b)
    assert get(app, "/b/raise/E") == (PAGE, 500, "RuntimeError")  # line 13
    with pytest.raises(AssertionError):  # line 14
        Starlette().add_exception_handler(KeyboardInterrupt, lambda request, error: None)
    assert get(app, "/raise/abort-299") == ("any", 500, "ValueError")  # line 15
