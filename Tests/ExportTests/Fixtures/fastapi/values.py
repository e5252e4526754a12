"""fastapi/values.eb for FastAPI 0.165.0, written by errorbook.

The tests send the requests of the script in order and assert what errorbook predicts for this release.
Each test creates its own app. To run the tests with Python 3.11:

    python3.11 -m venv fastapi-0.165.0
    fastapi-0.165.0/bin/pip install pytest fastapi==0.165.0 annotated-doc==0.0.7 annotated-types==0.8.0 anyio==4.16.0 click==8.5.1 h11==0.16.0 idna==3.20 opentelemetry-api==1.45.2 pydantic==2.14.4 pydantic_core==2.50.5 starlette==1.10.0 typing-inspection==0.4.5 typing_extensions==4.16.0
    fastapi-0.165.0/bin/pytest THIS_FILE.py
"""

import asyncio
from fastapi import FastAPI, HTTPException
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.responses import HTMLResponse


# What the views raise, by the last part of the URL.
CAUSES = {
    "abort-404": lambda: HTTPException(404),
}


def create_app():
    app = FastAPI(openapi_url=None)

    async def handle_starlette_http_exception(request, error):
        if type(error) is StarletteHTTPException:
            return HTMLResponse(f"{type(error).__name__}", error.status_code)
        return HTMLResponse("own", 400)

    app.add_exception_handler(StarletteHTTPException, handle_starlette_http_exception)

    @app.get("/raise/{cause}")
    async def raise_error(cause: str):
        raise CAUSES[cause]()

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
    assert get(app, "/raise/abort-404") == ("own", 400, None)  # line 3
    assert get(app, "/visit/unknown") == ("HTTPException", 404, None)  # line 4
