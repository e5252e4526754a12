"""fastapi/shop.eb for FastAPI 0.165.0, written by errorbook.

The tests send the requests of the script in order and assert what errorbook predicts for this release.
Each test creates its own app. To run the tests with Python 3.11:

    python3.11 -m venv fastapi-0.165.0
    fastapi-0.165.0/bin/pip install pytest fastapi==0.165.0 annotated-doc==0.0.7 annotated-types==0.8.0 anyio==4.16.0 click==8.5.1 h11==0.16.0 idna==3.20 opentelemetry-api==1.45.2 pydantic==2.14.4 pydantic_core==2.50.5 starlette==1.10.0 typing-inspection==0.4.5 typing_extensions==4.16.0
    fastapi-0.165.0/bin/pytest THIS_FILE.py
"""

import asyncio
from fastapi import FastAPI, HTTPException
from fastapi.exceptions import FastAPIError, RequestValidationError
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.responses import HTMLResponse


class PaymentError(Exception):
    pass


class Teapot(HTTPException):
    pass


class Invalid(RequestValidationError):
    pass


# What the views raise, by the last part of the URL.
CAUSES = {
    "PaymentError": lambda: PaymentError(),
    "Teapot": lambda: Teapot(418),
    "Invalid": lambda: Invalid([]),
    "abort-404": lambda: HTTPException(404),
    "StarletteHTTPException": lambda: StarletteHTTPException(400),
    "KeyError": lambda: KeyError(),
    "FastAPIError": lambda: FastAPIError("message"),
}


# The exception classes that handlers received for the last request.
received = []


def create_app():
    app = FastAPI(openapi_url=None)
    admin = FastAPI(openapi_url=None)

    async def handle_payment_error(request, error):
        received.append(type(error).__name__)
        return HTMLResponse("card not charged", 402)

    app.add_exception_handler(PaymentError, handle_payment_error)

    async def handle_http_exception(request, error):
        received.append(type(error).__name__)
        return HTMLResponse("error", error.status_code)

    app.add_exception_handler(HTTPException, handle_http_exception)

    async def handle_starlette_http_exception_in_admin(request, error):
        received.append(type(error).__name__)
        return HTMLResponse("no page", 404)

    admin.add_exception_handler(StarletteHTTPException, handle_starlette_http_exception_in_admin)

    async def handle_request_validation_error_in_admin(request, error):
        received.append(type(error).__name__)
        return HTMLResponse("invalid", 422)

    admin.add_exception_handler(RequestValidationError, handle_request_validation_error_in_admin)

    async def handle_exception(request, error):
        received.append(type(error).__name__)
        return HTMLResponse("sorry", 500)

    app.add_exception_handler(Exception, handle_exception)

    @app.get("/raise/{cause}")
    async def raise_error(cause: str):
        raise CAUSES[cause]()

    @app.post("/visit/wrong-method")
    async def visit_wrong_method():
        return HTMLResponse("GET requests do not reach this view")

    @app.get("/visit/redirect/")
    async def visit_redirect():
        return HTMLResponse("URLs without a trailing slash do not reach this view")

    @app.get("/respond/410")
    async def respond_410():
        return HTMLResponse("gone", 410)

    @admin.get("/raise-at-checkout/{cause}")
    async def raise_error_at_checkout_in_admin(cause: str):
        raise CAUSES[cause]()

    @admin.get("/raise/{cause}")
    async def raise_error_in_admin(cause: str):
        raise CAUSES[cause]()

    app.mount("/admin", admin)

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
    received.clear()
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
    assert get(app, "/raise/PaymentError") == ("card not charged", 402, None)  # line 12
    assert get(app, "/admin/raise-at-checkout/PaymentError") == (PAGE, 500, "RuntimeError")  # line 13
    assert get(app, "/raise/Teapot") == ("error", 418, None)  # line 14
    assert get(app, "/raise/Invalid") == (PAGE, 422, None)  # line 15
    assert get(app, "/admin/raise/Invalid") == ("invalid", 422, None)  # line 16
    assert get(app, "/raise/abort-404") == ("error", 404, None)  # line 17
    assert get(app, "/visit/unknown") == (PAGE, 404, None)  # line 18
    assert get(app, "/admin/visit/unknown") == ("no page", 404, None)  # line 19
    assert get(app, "/visit/wrong-method") == (PAGE, 405, None)  # line 20
    assert get(app, "/visit/redirect") == (PAGE, 307, None)  # line 21
    assert get(app, "/raise/StarletteHTTPException") == (PAGE, 400, None)  # line 22
    assert get(app, "/raise/KeyError") == ("sorry", 500, "KeyError")  # line 23
    assert get(app, "/respond/410") == ("gone", 410, None)  # line 24
    assert get(app, "/raise/FastAPIError") == ("sorry", 500, "FastAPIError")  # line 25
    assert received == ["FastAPIError"]
    assert get(app, "/admin/visit/unknown") == ("no page", 404, None)  # line 26
    assert received == ["HTTPException"]
    assert [each.__name__ for each in Teapot.__mro__] == ["Teapot", "HTTPException", "HTTPException", "Exception", "BaseException", "object"]  # line 27
