"""Registering twice, registering late, and decorating twice."""

import pytest
from flask import Flask, abort
from werkzeug.exceptions import NotFound


class A(Exception):
    pass


class B(A):
    pass


class C(Exception):
    pass


@pytest.fixture
def app():
    app = Flask(__name__)

    @app.route("/a")
    def a():
        raise A

    @app.route("/b")
    def b():
        raise B

    @app.route("/c")
    def c():
        raise C

    @app.route("/404")
    def missing():
        abort(404)

    return app


def test_last_registration_is_used(app):
    @app.errorhandler(A)
    def first(e):
        return "first"

    @app.errorhandler(A)
    def second(e):
        return "second"

    assert app.test_client().get("/a").data == b"second"


def test_stacked_decorators(app):
    @app.errorhandler(A)
    @app.errorhandler(C)
    @app.errorhandler(404)
    def several(e):
        return type(e).__name__, 400

    client = app.test_client()
    assert client.get("/a").data == b"A"
    assert client.get("/b").data == b"B"
    assert client.get("/c").data == b"C"
    assert client.get("/404").data == b"NotFound"


def test_code_and_class_are_the_same(app):
    app.register_error_handler(404, lambda e: ("by code", 404))
    app.register_error_handler(NotFound, lambda e: ("by class", 404))
    assert app.test_client().get("/404").data == b"by class"


def test_handler_after_the_first_request(app):
    client = app.test_client()
    app.register_error_handler(A, lambda e: ("for A", 400))
    assert client.get("/b").data == b"for A"
    app.config["TESTING"] = False
    try:
        app.register_error_handler(B, lambda e: ("for B", 400))
    except AssertionError:
        return
    assert client.get("/b").data == b"for B"
