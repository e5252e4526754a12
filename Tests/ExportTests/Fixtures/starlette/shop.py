"""starlette/shop.eb for Starlette 1.10.0, written by errorbook.

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


class PaymentError(Exception):
    pass


class Timeout(Exception):
    pass


class CardTimeout(Timeout, PaymentError):
    pass


class Teapot(HTTPException):
    pass


class Missing(LookupError, HTTPException):
    __init__ = HTTPException.__init__


# What the views raise, by the last part of the URL.
CAUSES = {
    "Timeout": lambda: Timeout(),
    "CardTimeout": lambda: CardTimeout(),
    "Missing": lambda: Missing(404),
    "Teapot": lambda: Teapot(418),
    "abort-404": lambda: HTTPException(404),
    "abort-418": lambda: HTTPException(418),
    "PermissionError": lambda: PermissionError(),
    "KeyError": lambda: KeyError(),
    "IndexError": lambda: IndexError(),
    "KeyboardInterrupt": lambda: KeyboardInterrupt(),
    "PaymentError": lambda: PaymentError(),
}


# The exception classes that handlers received for the last request.
received = []


async def handle_card_timeout(request, error):
    received.append(type(error).__name__)
    return HTMLResponse("ignored", 504)


async def handle_card_timeout_in_admin(request, error):
    received.append(type(error).__name__)
    return HTMLResponse("ignored", 504)


def create_app(at_line):
    """Returns the app as of a line of the script."""
    app = Starlette()
    admin = Starlette()
    users = Starlette()

    async def handle_payment_error(request, error):
        received.append(type(error).__name__)
        return HTMLResponse("card not charged", 402)

    app.add_exception_handler(PaymentError, handle_payment_error)

    async def handle_500(request, error):
        received.append(type(error).__name__)
        return HTMLResponse("sorry", 500)

    app.add_exception_handler(500, handle_500)

    async def handle_404_in_admin(request, error):
        received.append(type(error).__name__)
        return HTMLResponse("no page", 404)

    admin.add_exception_handler(404, handle_404_in_admin)

    async def handle_http_exception(request, error):
        received.append(type(error).__name__)
        return HTMLResponse("error", error.status_code)

    app.add_exception_handler(HTTPException, handle_http_exception)

    async def handle_timeout_in_users(request, error):
        received.append(type(error).__name__)
        raise PaymentError()

    users.add_exception_handler(Timeout, handle_timeout_in_users)

    async def handle_exception_in_users(request, error):
        received.append(type(error).__name__)
        return HTMLResponse("users", 500)

    users.add_exception_handler(Exception, handle_exception_in_users)

    async def handle_timeout_in_admin(request, error):
        received.append(type(error).__name__)
        return HTMLResponse("late", error.status_code)

    admin.add_exception_handler(Timeout, handle_timeout_in_admin)

    async def handle_permission_error(request, error):
        received.append(type(error).__name__)
        raise HTTPException(403)

    app.add_exception_handler(PermissionError, handle_permission_error)

    async def handle_key_error(request, error):
        received.append(type(error).__name__)
        return error

    app.add_exception_handler(KeyError, handle_key_error)

    async def handle_lookup_error(request, error):
        received.append(type(error).__name__)
        raise error

    app.add_exception_handler(LookupError, handle_lookup_error)

    if at_line >= 44:
        app.add_exception_handler(CardTimeout, handle_card_timeout)
        admin.add_exception_handler(CardTimeout, handle_card_timeout_in_admin)

    async def raise_error(request):
        raise CAUSES[request.path_params["cause"]]()

    app.add_route("/raise/{cause}", raise_error)

    async def visit_wrong_method(request):
        return HTMLResponse("GET requests do not reach this view")

    app.add_route("/visit/wrong-method", visit_wrong_method, methods=["POST"])

    async def visit_redirect(request):
        return HTMLResponse("URLs without a trailing slash do not reach this view")

    app.add_route("/visit/redirect/", visit_redirect)

    async def respond_410_at_checkout(request):
        return HTMLResponse("gone", 410)

    app.add_route("/respond/410-at-checkout", respond_410_at_checkout)

    async def respond_204(request):
        return HTMLResponse("...", 204)

    app.add_route("/respond/204", respond_204)

    async def raise_error_at_checkout_in_admin(request):
        raise CAUSES[request.path_params["cause"]]()

    admin.add_route("/raise-at-checkout/{cause}", raise_error_at_checkout_in_admin)

    async def raise_error_in_admin(request):
        raise CAUSES[request.path_params["cause"]]()

    admin.add_route("/raise/{cause}", raise_error_in_admin)

    async def raise_error_in_users(request):
        raise CAUSES[request.path_params["cause"]]()

    users.add_route("/raise/{cause}", raise_error_in_users)

    admin.mount("/users", users)
    app.mount("/admin", admin)
    app.state.mounted = {"admin": admin, "users": users}

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


def test_from_line_20():
    app = create_app(at_line=18)
    assert get(app, "/raise/Timeout") == ("sorry", 500, "Timeout")  # line 20
    assert get(app, "/raise/CardTimeout") == ("card not charged", 402, None)  # line 21
    assert get(app, "/admin/users/raise/CardTimeout") == ("users", 500, "RuntimeError")  # line 22
    assert get(app, "/admin/raise-at-checkout/CardTimeout") == (PAGE, 500, "AttributeError")  # line 23
    assert get(app, "/admin/raise/Missing") == ("no page", 404, None)  # line 24
    assert get(app, "/raise/Missing") == ("sorry", 500, "Missing")  # line 25
    assert get(app, "/raise/Teapot") == ("error", 418, None)  # line 26
    assert get(app, "/admin/raise/Teapot") == (PAGE, 418, None)  # line 27
    assert get(app, "/raise/abort-404") == ("error", 404, None)  # line 28
    assert get(app, "/admin/users/raise/abort-404") == (PAGE, 404, None)  # line 29
    assert get(app, "/admin/raise/abort-418") == (PAGE, 418, None)  # line 30
    assert get(app, "/admin/visit/unknown") == ("no page", 404, None)  # line 31
    assert get(app, "/visit/wrong-method") == ("error", 405, None)  # line 32
    assert get(app, "/visit/redirect") == (PAGE, 307, None)  # line 33
    assert get(app, "/raise/PermissionError") == ("error", 403, None)  # line 34
    assert get(app, "/raise/KeyError") == ("sorry", 500, "TypeError")  # line 35
    assert get(app, "/raise/IndexError") == ("sorry", 500, "IndexError")  # line 36
    assert get(app, "/respond/410-at-checkout") == ("gone", 410, None)  # line 37
    assert get(app, "/respond/204") == ("", 204, None)  # line 38
    assert get(app, "/raise/KeyboardInterrupt") == (None, None, "KeyboardInterrupt")  # line 39
    assert get(app, "/admin/raise/Timeout") == (PAGE, 500, "AttributeError")  # line 40
    assert get(app, "/raise/PaymentError") == ("card not charged", 402, None)  # line 41
    assert received == ["PaymentError"]
    assert [each.__name__ for each in CardTimeout.__mro__] == ["CardTimeout", "Timeout", "PaymentError", "Exception", "BaseException", "object"]  # line 42
    app.add_exception_handler(CardTimeout, handle_card_timeout)  # line 43: accepted, but has no effect
    app.state.mounted["admin"].add_exception_handler(CardTimeout, handle_card_timeout_in_admin)  # line 44: accepted, but has no effect
    assert get(app, "/raise/CardTimeout") == ("card not charged", 402, None)  # line 45


def test_from_line_48():
    app = create_app(at_line=44)
    assert get(app, "/raise/CardTimeout") == ("ignored", 504, None)  # line 48
    assert get(app, "/admin/raise/CardTimeout") == ("ignored", 504, None)  # line 49
