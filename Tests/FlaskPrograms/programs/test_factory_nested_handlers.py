"""An application factory whose handlers and views are nested functions."""

import pytest
from flask import Flask, abort
from werkzeug.exceptions import BadRequest, HTTPException


class QuotaExceeded(HTTPException):
    code = 429
    description = "Slow down"


def create_app(config=None):
    app = Flask("quota")
    app.config["GREETING"] = "hello"
    if config is not None:
        app.config.update(config)

    @app.errorhandler(HTTPException)
    def http_error(error):
        return "error %d" % error.code, error.code

    @app.errorhandler(BadRequest)
    def bad_request(error):
        return "bad request", 400

    @app.route("/")
    def index():
        return app.config["GREETING"]

    @app.route("/bad")
    def bad():
        abort(400)

    @app.route("/quota")
    def quota():
        raise QuotaExceeded()

    @app.route("/gone")
    def gone():
        abort(410)

    @app.route("/crash")
    def crash():
        return {}["missing"]

    return app


@pytest.fixture
def app():
    return create_app({"TESTING": True})


@pytest.fixture
def client(app):
    return app.test_client()


def test_index(client):
    assert client.get("/").data == b"hello"


def test_bad_request_has_its_own_handler(client):
    rv = client.get("/bad")
    assert rv.status_code == 400
    assert rv.data == b"bad request"


@pytest.mark.parametrize(
    "path, status", [("/quota", 429), ("/gone", 410), ("/nowhere", 404)]
)
def test_generic_handler(client, path, status):
    rv = client.get(path)
    assert rv.status_code == status
    assert rv.data == f"error {status}".encode()


def test_crash_leaves_the_app_under_test(client):
    with pytest.raises(KeyError):
        client.get("/crash")


def test_crash_in_production():
    client = create_app().test_client()
    rv = client.get("/crash")
    assert rv.status_code == 500
    assert rv.data == b"error 500"
