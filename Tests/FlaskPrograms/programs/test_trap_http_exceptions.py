import pytest
from flask import Flask, abort, request
from werkzeug.exceptions import BadRequest, Forbidden, HTTPException, NotFound


@pytest.fixture
def app():
    app = Flask("traps")
    app.config["TESTING"] = True

    @app.route("/missing")
    def missing():
        abort(404)

    @app.route("/form", methods=["POST"])
    def form():
        return request.form["name"]

    @app.route("/forbidden")
    def forbidden():
        raise Forbidden("no entry")

    return app


@pytest.fixture
def client(app):
    return app.test_client()


def test_without_traps(client):
    assert client.get("/missing").status_code == 404
    assert client.post("/form").status_code == 400


def test_trap_http_exceptions(app, client):
    app.config["TRAP_HTTP_EXCEPTIONS"] = True
    with pytest.raises(NotFound):
        client.get("/missing")
    with pytest.raises(Forbidden):
        client.get("/forbidden")


def test_trap_with_a_handler(app, client):
    app.config["TRAP_HTTP_EXCEPTIONS"] = True

    @app.errorhandler(Forbidden)
    def refuse(error):
        return "refused", 403

    assert client.get("/forbidden").data == b"refused"


def test_trap_bad_request_errors(app, client):
    app.config["TRAP_BAD_REQUEST_ERRORS"] = True
    with pytest.raises(KeyError):
        client.post("/form")
    assert client.get("/forbidden").status_code == 403


def test_debug_traps_key_errors(app, client):
    app.debug = True
    with pytest.raises(BadRequest):
        client.post("/form")
