"""A subclass of Flask that changes how errors are handled. Not all of it can be modeled."""

import pytest
from flask import Flask, abort
from werkzeug.exceptions import HTTPException


class LoggingFlask(Flask):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.seen = []

    def handle_user_exception(self, e):
        self.seen.append(type(e).__name__)
        return super().handle_user_exception(e)


class StrictFlask(Flask):
    def handle_http_exception(self, e):
        return "strict", 400


@pytest.fixture(params=[Flask, LoggingFlask, StrictFlask], ids=lambda cls: cls.__name__)
def app(request):
    app = request.param(__name__)

    @app.errorhandler(LookupError)
    def lookup(e):
        return "lookup", 404

    @app.route("/lookup")
    def view_lookup():
        return "abc"[5]

    @app.route("/stop")
    def stop():
        abort(404)

    return app


def test_lookup(app):
    assert app.test_client().get("/lookup").data == b"lookup"


def test_stop(app):
    response = app.test_client().get("/stop")
    assert response.status_code == 404


def test_seen():
    app = LoggingFlask(__name__)

    @app.route("/")
    def index():
        raise OSError

    assert app.test_client().get("/").status_code == 500
    assert app.seen == ["OSError"]
