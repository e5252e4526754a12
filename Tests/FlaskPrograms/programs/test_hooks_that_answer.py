"""Hooks that decide about the answer: maintenance mode, a header, a replaced body."""

import pytest
from flask import Flask, abort, make_response, request

app = Flask(__name__)
app.config["MAINTENANCE"] = False


class Maintenance(Exception):
    pass


@app.before_request
def check_maintenance():
    if app.config["MAINTENANCE"]:
        raise Maintenance()
    if request.path.startswith("/internal"):
        abort(403)
    if request.path == "/ping":
        return "pong"


@app.after_request
def hide_details(response):
    if response.status_code == 403:
        return make_response("hidden", 404)
    response.headers["X-App"] = "hooks"
    return response


@app.errorhandler(Maintenance)
def maintenance(error):
    return "down for maintenance", 503


@app.route("/")
def index():
    return "index"


@app.route("/internal/stats")
def stats():
    return "stats"


@pytest.fixture
def client():
    app.config["MAINTENANCE"] = False
    return app.test_client()


def test_index(client):
    response = client.get("/")
    assert response.data == b"index"
    assert response.headers["X-App"] == "hooks"


def test_ping_has_no_view(client):
    assert client.get("/ping").data == b"pong"


def test_internal_is_hidden(client):
    response = client.get("/internal/stats")
    assert response.status_code == 404
    assert response.data == b"hidden"


def test_maintenance(client):
    app.config["MAINTENANCE"] = True
    assert client.get("/").status_code == 503
    assert client.get("/unknown").status_code == 503
