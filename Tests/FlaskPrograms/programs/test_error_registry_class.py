import pytest
from flask import Flask, make_response
from werkzeug.exceptions import HTTPException


class ErrorRegistry:
    """Collects handlers first, and registers them when the app is there."""

    def __init__(self):
        self._pending = []
        self.calls = []

    def on(self, *keys):
        def decorator(func):
            for key in keys:
                self._pending.append((key, func))
            return func

        return decorator

    def init_app(self, app):
        for key, func in self._pending:
            app.register_error_handler(key, self._recording(func))

    def _recording(self, func):
        def handler(error):
            self.calls.append(func.__name__)
            return func(error)

        return handler


errors = ErrorRegistry()


class TooBig(ValueError):
    limit = 100


@errors.on(400, 404, 405)
def client_error(error):
    return make_response("client error %s" % error.code, error.code)


@errors.on(TooBig)
def too_big(error):
    return "limit is {0.limit}".format(error), 413


@errors.on(ArithmeticError, LookupError)
def math_or_lookup(error):
    names = [cls.__name__ for cls in type(error).__mro__ if cls is not object]
    return " < ".join(names), 500


def create_app():
    app = Flask("registry")
    errors.init_app(app)

    @app.route("/square/<int:n>")
    def square(n):
        if n > TooBig.limit:
            raise TooBig
        return str(n ** 2)

    @app.route("/divide/<int:a>/<int:b>")
    def divide(a, b):
        return str(a // b)

    @app.route("/item/<int:i>")
    def item(i):
        return "abc"[i]

    return app


@pytest.fixture
def client():
    errors.calls.clear()
    return create_app().test_client()


def test_square(client):
    assert client.get("/square/9").data == b"81"
    assert errors.calls == []


def test_too_big(client):
    response = client.get("/square/101")
    assert response.status_code == 413
    assert response.data == b"limit is 100"


def test_divide(client):
    assert client.get("/divide/7/2").data == b"3"
    response = client.get("/divide/7/0")
    assert response.data == b"ZeroDivisionError < ArithmeticError < Exception < BaseException"


def test_item(client):
    assert client.get("/item/2").data == b"c"
    response = client.get("/item/3")
    assert response.data.split(b" < ")[:2] == [b"IndexError", b"LookupError"]


def test_client_errors(client):
    assert client.get("/").data == b"client error 404"
    assert client.post("/item/1").data == b"client error 405"
    assert errors.calls == ["client_error", "client_error"]
