"""Handlers with mistakes of their own."""

import pytest
from flask import Flask, abort
from werkzeug.exceptions import HTTPException


class First(Exception):
    pass


class Second(Exception):
    pass


def create_app(with_500=False):
    app = Flask(__name__)

    @app.errorhandler(First)
    def first(e):
        raise Second()

    @app.errorhandler(Second)
    def second(e):
        return "second", 400

    @app.errorhandler(404)
    def not_found(e):
        return "no " + e.missing_attribute

    @app.errorhandler(KeyError)
    def key_error(e):
        abort(400)

    @app.errorhandler(ValueError)
    def returns_nothing(e):
        pass

    @app.errorhandler(TypeError)
    def no_argument():
        return "never"

    @app.errorhandler(OSError)
    def bare_raise(e):
        raise

    if with_500:

        @app.errorhandler(500)
        def server_error(e):
            return "500 page", 500

    @app.route("/<name>")
    def fail(name):
        errors = {
            "first": First,
            "second": Second,
            "key": KeyError,
            "value": ValueError,
            "type": TypeError,
            "os": OSError,
        }
        raise errors[name]()

    return app


@pytest.mark.parametrize("name", ["first", "key", "value", "type", "os", "a/b"])
def test_page(name):
    response = create_app(with_500=True).test_client().get("/" + name)
    assert response.status_code == 500
    assert response.data == b"500 page"


@pytest.mark.parametrize("name", ["first", "value", "type", "os"])
def test_default_page(name):
    assert create_app().test_client().get("/" + name).status_code == 500


def test_second():
    assert create_app().test_client().get("/second").data == b"second"


@pytest.mark.parametrize(
    "name, error",
    [("first", Second), ("value", TypeError), ("os", OSError), ("a/b", AttributeError)],
)
def test_escapes_under_test(name, error):
    app = create_app(with_500=True)
    app.testing = True
    with pytest.raises(error):
        app.test_client().get("/" + name)


def test_abort_in_a_handler_under_test():
    app = create_app()
    app.testing = True
    with pytest.raises(HTTPException):
        app.test_client().get("/key")
