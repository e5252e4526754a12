import pytest
from flask import Flask
from werkzeug.exceptions import InternalServerError


class Broken(Exception):
    pass


@pytest.fixture
def app():
    app = Flask(__name__)

    @app.errorhandler(InternalServerError)
    def handle(e):
        original = getattr(e, "original_exception", None)
        if original is None:
            return "direct 500", 500
        return "wrapped %s" % type(original).__name__, 500

    @app.route("/broken")
    def broken():
        raise Broken()

    @app.route("/zero")
    def zero():
        1 // 0

    @app.route("/direct")
    def direct():
        raise InternalServerError()

    return app


def test_wrapped(app):
    response = app.test_client().get("/broken")
    assert response.status_code == 500
    assert response.data == b"wrapped Broken"


def test_builtin(app):
    assert app.test_client().get("/zero").data == b"wrapped ZeroDivisionError"


def test_direct(app):
    assert app.test_client().get("/direct").data == b"direct 500"


def test_propagation_comes_first(app):
    app.config["PROPAGATE_EXCEPTIONS"] = True
    client = app.test_client()
    with pytest.raises(Broken):
        client.get("/broken")
    assert client.get("/direct").status_code == 500
