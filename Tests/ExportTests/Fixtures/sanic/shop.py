"""sanic/shop.eb for Sanic 25.12.1, written by errorbook.

The tests send the requests of the script in order and assert what errorbook predicts for this release.
Each test creates its own app. To run the tests with Python 3.11:

    python3.11 -m venv sanic-25.12.1
    sanic-25.12.1/bin/pip install pytest sanic==25.12.1 aiofiles==25.1.0 anyio==4.16.0 certifi==2026.10.19.post1 h11==0.16.0 html5tagger==2.0.0 httpcore==1.0.9 httptools==0.9.0 httpx==0.28.1 idna==3.20 multidict==6.9.1 sanic-routing==23.12.0 tracerite==2.6.5 typing_extensions==4.16.0 ujson==6.1.0 uvloop==0.23.0 websockets==17.4
    sanic-25.12.1/bin/pytest THIS_FILE.py
"""

import asyncio
import pytest
from sanic import Blueprint, Sanic
from sanic.exceptions import (
    FileNotFound,
    MethodNotAllowed,
    NotFound,
    SanicException,
    ServerError,
    ServiceUnavailable,
)
from sanic.response import html
from sanic_routing.exceptions import RouteExists


class PaymentError(Exception):
    pass


class Timeout(Exception):
    status_code = 504


class CardTimeout(Timeout, PaymentError):
    pass


class Teapot(SanicException):
    status_code = 418


class Late(Timeout):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.status_code = 503


class Missing(LookupError, NotFound):
    __init__ = NotFound.__init__


# What the views raise, by the last part of the URL.
CAUSES = {
    "Timeout": lambda: Timeout(),
    "CardTimeout": lambda: CardTimeout(),
    "Late": lambda: Late(),
    "Missing": lambda: Missing("message"),
    "Teapot": lambda: Teapot("message"),
    "MethodNotAllowed": lambda: MethodNotAllowed("message", "GET", ["POST"]),
    "abort-404": lambda: SanicException("message", status_code=404),
    "abort-418": lambda: SanicException("message", status_code=418),
    "PermissionError": lambda: PermissionError(),
    "ServerError": lambda: ServerError("message"),
    "ServiceUnavailable": lambda: ServiceUnavailable("message"),
    "KeyError": lambda: KeyError(),
    "KeyboardInterrupt": lambda: KeyboardInterrupt(),
    "FileNotFound": lambda: FileNotFound("message", "/path", "/url"),
}


# The exception classes that handlers received for the last request.
received = []


async def handle_card_timeout(request, error):
    received.append(type(error).__name__)
    return html("late", 504)


async def handle_not_found(request, error):
    received.append(type(error).__name__)
    return html("refused because of an unknown URL")


def create_app(at_line):
    """Returns the app as of a line of the script."""
    app = Sanic("app", configure_logging=False)
    app.config.FALLBACK_ERROR_FORMAT = "text"
    admin = Blueprint("admin", url_prefix="/admin")
    über = Blueprint("blueprint", url_prefix="/blueprint")

    @app.exception(PaymentError)
    async def handle_payment_error(request, error):
        received.append(type(error).__name__)
        return html("card not charged", 402)

    @app.exception(Exception)
    async def handle_exception(request, error):
        received.append(type(error).__name__)
        return html("unknown error")

    @admin.exception(NotFound)
    async def handle_not_found_in_admin(request, error):
        received.append(type(error).__name__)
        return html("no page", 404)

    @admin.exception(Teapot)
    async def handle_teapot_in_admin(request, error):
        received.append(type(error).__name__)
        return html("tea", error.status_code)

    @app.exception(Timeout)
    async def handle_timeout(request, error):
        received.append(type(error).__name__)
        return html("late", error.status_code)

    @app.exception(404)
    async def handle_404(request, error):
        received.append(type(error).__name__)
        return html("never asked")

    @app.exception(PermissionError)
    async def handle_permission_error(request, error):
        received.append(type(error).__name__)
        raise SanicException("message", status_code=403)

    @app.exception(ServerError)
    async def handle_server_error(request, error):
        received.append(type(error).__name__)
        raise PaymentError()

    @app.exception(ServiceUnavailable)
    async def handle_service_unavailable(request, error):
        received.append(type(error).__name__)
        raise error

    @app.exception(KeyError)
    async def handle_key_error(request, error):
        received.append(type(error).__name__)
        raise error

    if at_line >= 47:
        app.exception(CardTimeout)(handle_card_timeout)
        app.exception(NotFound)(handle_not_found)

    @app.route("/raise/<cause>", name="raise")
    async def raise_error(request, cause):
        raise CAUSES[cause]()

    @app.route("/raise-at-checkout/<cause>", name="at_checkout")
    async def raise_error_at_checkout(request, cause):
        raise CAUSES[cause]()

    @app.route("/visit/wrong-method", methods=["POST"], name="visit_wrong_method")
    async def visit_wrong_method(request):
        return html("GET requests do not reach this view")

    @app.route("/visit/redirect/", name="visit_redirect")
    async def visit_redirect(request):
        return html("")

    @app.route("/respond/410-at-checkout", name="respond_410_at_checkout")
    async def respond_410_at_checkout(request):
        return html("gone", 410)

    @app.route("/respond/204", name="respond_204")
    async def respond_204(request):
        return html("...", 204)

    @admin.route("/raise/<cause>", name="raise")
    async def raise_error_in_admin(request, cause):
        raise CAUSES[cause]()

    @admin.route("/raise-at-checkout/<cause>", name="at_checkout")
    async def raise_error_at_checkout_in_admin(request, cause):
        raise CAUSES[cause]()

    @über.route("/raise/<cause>", name="raise")
    async def raise_error_in_über(request, cause):
        raise CAUSES[cause]()

    app.blueprint(admin)
    app.blueprint(über)

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
    received.clear()
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


def test_from_line_21():
    app = start_app(create_app(at_line=19))
    assert get(app, "/raise/Timeout") == ("late", 504)  # line 21
    assert get(app, "/admin/raise/CardTimeout") == ("late", 504)  # line 22
    assert get(app, "/admin/raise-at-checkout/CardTimeout") == ("late", 504)  # line 23
    assert get(app, "/raise-at-checkout/Late") == ("late", 503)  # line 24
    assert get(app, "/admin/raise/Missing") == ("no page", 404)  # line 25
    assert get(app, "/admin/raise/Teapot") == ("tea", 418)  # line 26
    assert get(app, "/blueprint/raise/MethodNotAllowed") == ("unknown error", 200)  # line 27
    assert get(app, "/raise/abort-404") == ("unknown error", 200)  # line 28
    assert get(app, "/admin/raise/abort-418") == ("unknown error", 200)  # line 29
    assert get(app, "/admin/visit/unknown") == ("unknown error", 200)  # line 30
    assert get(app, "/visit/wrong-method") == ("unknown error", 200)  # line 31
    assert get(app, "/visit/redirect") == ("", 200)  # line 32
    assert get(app, "/raise/PermissionError") == (PAGE, 403)  # line 33
    assert get(app, "/raise/ServerError") == (PAGE, 500)  # line 34
    assert get(app, "/raise/ServiceUnavailable") == (PAGE, 503)  # line 35
    assert get(app, "/raise/KeyError") == (PAGE, 500)  # line 36
    assert get(app, "/respond/410-at-checkout") == ("gone", 410)  # line 37
    assert get(app, "/respond/204") == ("", 204)  # line 38
    with pytest.raises(KeyboardInterrupt) as crash:  # line 39
        get(app, "/raise/KeyboardInterrupt")
    assert crash.type.__name__ == "KeyboardInterrupt"
    assert get(app, "/admin/raise/FileNotFound") == ("no page", 404)  # line 40
    assert received == ["FileNotFound"]
    with pytest.raises(TypeError):  # line 41
        class Twice(Timeout, Timeout):
            pass
    with pytest.raises(ServerError):  # line 42
        create_app(at_line=19).exception(PaymentError)(lambda request, error: None)
    with pytest.raises(RouteExists):  # line 43
        start_app(create_app(at_line=19)).blueprints["admin"].exception(NotFound)(lambda request, error: None)
    assert [each.__name__ for each in CardTimeout.__mro__] == ["CardTimeout", "Timeout", "PaymentError", "Exception", "BaseException", "object"]  # line 44
    app.exception(CardTimeout)(handle_card_timeout)  # line 45
    assert get(app, "/raise/CardTimeout") == ("late", 504)  # line 46
    with pytest.raises(ServerError):  # line 47
        app.exception(NotFound)(handle_not_found)


def test_from_line_50():
    app = start_app(create_app(at_line=47))
    assert get(app, "/raise/CardTimeout") == ("late", 504)  # line 50
