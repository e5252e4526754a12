"""Subclasses of HTTP exceptions: handlers for codes, for classes and for bases."""

import pytest
from flask import Flask
from werkzeug.exceptions import BadRequest, Forbidden, HTTPException, NotFound


class PageMissing(NotFound):
    pass


class UserMissing(PageMissing):
    description = "user"


class Odd404(HTTPException):
    code = 404


class Plain404(Exception):
    code = 404


class Renamed(Forbidden):
    code = 451


class NoCode(HTTPException):
    pass


class BadName(BadRequest, ValueError):
    pass


CLASSES = [
    PageMissing,
    UserMissing,
    Odd404,
    Plain404,
    Renamed,
    NoCode,
    BadName,
    Forbidden,
]


@pytest.fixture(scope="module")
def client():
    app = Flask(__name__)

    @app.errorhandler(404)
    def code_404(e):
        return "404", 404

    @app.errorhandler(PageMissing)
    def page(e):
        return "page", 404

    @app.errorhandler(Forbidden)
    def forbidden(e):
        return "forbidden", 403

    @app.errorhandler(ValueError)
    def value(e):
        return "value", 400

    @app.errorhandler(Exception)
    def everything(e):
        return "everything", 500

    @app.route("/<name>")
    def fail(name):
        for cls in CLASSES:
            if cls.__name__ == name:
                raise cls()
        return "no class"

    return app.test_client()


@pytest.mark.parametrize(
    "name, body",
    [
        ("PageMissing", b"page"),
        ("UserMissing", b"page"),
        ("Odd404", b"everything"),
        ("Plain404", b"everything"),
        ("Renamed", b"forbidden"),
        ("NoCode", b"everything"),
        ("BadName", b"value"),
        ("Forbidden", b"forbidden"),
        ("nothing", b"no class"),
    ],
)
def test_which_handler(client, name, body):
    assert client.get("/" + name).data == body


def test_no_route(client):
    assert client.get("/a/b").data == b"404"
