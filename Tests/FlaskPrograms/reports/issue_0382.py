# pallets/flask issue 382: a missing form field is a 400 without a traceback, also in debug mode before 1.0
import pytest
from flask import Flask, request


@pytest.fixture
def app():
    app = Flask(__name__)

    @app.route("/sign-up", methods=["POST"])
    def sign_up():
        return "welcome " + request.form["user"]

    return app


def test_production(app):
    assert app.test_client().post("/sign-up", data={"usr": "ada"}).status_code == 400


def test_debug(app):
    app.debug = True
    with pytest.raises(KeyError):
        app.test_client().post("/sign-up", data={"usr": "ada"})


def test_debug_without_trap(app):
    app.debug = True
    app.config["TRAP_BAD_REQUEST_ERRORS"] = False
    assert app.test_client().post("/sign-up").status_code == 400
