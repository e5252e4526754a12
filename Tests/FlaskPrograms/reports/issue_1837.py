# pallets/flask issue 1837: a handler for a code that Werkzeug does not know cannot be registered
import pytest
from flask import Flask
from werkzeug.exceptions import HTTPException


class EnhanceYourCalm(HTTPException):
    code = 420
    description = "Too many requests"


def handle_420(error):
    return "calm down", 420


def make_app():
    app = Flask(__name__)

    @app.route("/")
    def index():
        raise EnhanceYourCalm()

    return app


def test_by_code():
    app = make_app()
    with pytest.raises((KeyError, ValueError)):
        app.register_error_handler(420, handle_420)
    assert app.test_client().get("/").status_code == 420


def test_by_class():
    app = make_app()
    app.register_error_handler(EnhanceYourCalm, handle_420)
    assert app.test_client().get("/").data == b"calm down"
