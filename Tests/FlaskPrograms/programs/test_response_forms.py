"""The ways to write an answer."""

import json
from http import HTTPStatus

import pytest
from flask import Flask, Response, abort, jsonify, make_response

app = Flask(__name__)


class Teapot(Exception):
    pass


@app.errorhandler(Teapot)
def teapot(e):
    response = make_response("I'm a teapot", 418)
    response.headers["X-Tea"] = "yes"
    return response


@app.errorhandler(HTTPStatus.NOT_FOUND)
def not_found(e):
    return Response("nothing here", status=404, mimetype="text/plain")


@app.errorhandler(403)
def forbidden(e):
    return "no", HTTPStatus.FORBIDDEN, {"X-Reason": "because"}


@app.errorhandler(409)
def conflict(e):
    payload = json.dumps({"error": "conflict"})
    return payload, 409, {"Content-Type": "application/json"}


@app.errorhandler(410)
def forgot_the_status(e):
    return "gone"


@app.route("/tuple")
def two():
    return "created", 201


@app.route("/headers")
def with_headers():
    return "text", {"X-Answer": "42"}


@app.route("/status-text")
def status_text():
    return "custom", "299 Fine"


@app.route("/none")
def none():
    pass


@app.route("/bytes")
def some_bytes():
    return b"bytes"


@app.route("/json")
def some_json():
    return jsonify([1, 2, 3])


@app.route("/teapot")
def raise_teapot():
    raise Teapot


@app.route("/abort/<int:code>")
def stop(code):
    abort(code)


@app.route("/response")
def response_object():
    return Response("made by hand", 202)


@pytest.fixture
def client():
    return app.test_client()


def test_success(client):
    assert client.get("/tuple").status_code == 201
    assert client.get("/headers").headers["X-Answer"] == "42"
    assert client.get("/status-text").status == "299 Fine"
    assert client.get("/bytes").data == b"bytes"
    assert json.loads(client.get("/json").data) == [1, 2, 3]
    assert client.get("/response").status_code == HTTPStatus.ACCEPTED


def test_view_without_answer(client):
    assert client.get("/none").status_code == 500


def test_handlers(client):
    rv = client.get("/teapot")
    assert rv.status_code == 418
    assert rv.headers["X-Tea"] == "yes"
    assert client.get("/unknown").data == b"nothing here"
    assert client.get("/abort/403").headers["X-Reason"] == "because"
    assert json.loads(client.get("/abort/409").data)["error"] == "conflict"


def test_forgotten_status(client):
    rv = client.get("/abort/410")
    assert rv.data == b"gone"
    assert rv.status_code == 200
