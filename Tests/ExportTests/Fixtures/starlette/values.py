"""starlette/values.eb for Starlette 1.10.0, written by errorbook.

The tests send the requests of the script in order and assert what errorbook predicts for this release.
Each test creates its own app. To run the tests with Python 3.11:

    python3.11 -m venv starlette-1.10.0
    starlette-1.10.0/bin/pip install pytest starlette==1.10.0 anyio==4.16.0 certifi==2026.10.19.post1 click==8.5.1 h11==0.16.0 httpcore==1.0.9 httpx==0.28.1 idna==3.20 typing_extensions==4.16.0
    starlette-1.10.0/bin/pytest THIS_FILE.py
"""

import asyncio
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse


class Late(HTTPException):
    pass


# What the views raise, by the last part of the URL.
CAUSES = {
    "Late": lambda: Late(503),
    "abort-404": lambda: HTTPException(404),
    "abort-418": lambda: HTTPException(418),
    "ValueError": lambda: ValueError(),
    "KeyError": lambda: KeyError(),
    "IndexError": lambda: IndexError(),
}


def create_app():
    app = Starlette()

    async def handle_http_exception(request, error):
        if error.status_code != 404:
            return HTMLResponse(f"{type(error).__name__} {error.status_code}", error.status_code)
        return HTMLResponse("missing")

    app.add_exception_handler(HTTPException, handle_http_exception)

    async def handle_value_error(request, error):
        return HTMLResponse(f"{error.name}", 500)

    app.add_exception_handler(ValueError, handle_value_error)

    async def handle_lookup_error(request, error):
        if isinstance(error, KeyError):
            return HTMLResponse("key", 500)
        raise error

    app.add_exception_handler(LookupError, handle_lookup_error)

    async def handle_500(request, error):
        return HTMLResponse(f"{type(error).__name__}", 500)

    app.add_exception_handler(500, handle_500)

    async def raise_error(request):
        raise CAUSES[request.path_params["cause"]]()

    app.add_route("/raise/{cause}", raise_error)

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
    assert get(app, "/raise/Late") == ("Late 503", 503, None)  # line 7
    assert get(app, "/raise/abort-404") == ("missing", 200, None)  # line 8
    assert get(app, "/raise/abort-418") == ("HTTPException 418", 418, None)  # line 9
    assert get(app, "/raise/ValueError") == ("AttributeError", 500, "AttributeError")  # line 10
    assert get(app, "/raise/KeyError") == ("key", 500, None)  # line 11
    assert get(app, "/raise/IndexError") == ("IndexError", 500, "IndexError")  # line 12
    assert get(app, "/visit/unknown") == ("missing", 200, None)  # line 13
