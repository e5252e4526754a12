"""Every HTTP error as JSON, as Flask's documentation shows it."""

import json

import pytest
from flask import Flask, abort, jsonify
from werkzeug.exceptions import HTTPException, InternalServerError

app = Flask(__name__)


@app.errorhandler(HTTPException)
def as_json(e):
    return jsonify(code=e.code, name=e.name), e.code


@app.route("/teapot")
def teapot():
    abort(418)


@app.route("/conflict")
def conflict():
    abort(409, "somebody was faster")


@app.route("/crash")
def crash():
    raise RuntimeError("crash")


@app.route("/submit", methods=["POST"])
def submit():
    return jsonify(done=True), 201


@pytest.fixture()
def client():
    return app.test_client()


def loads(response):
    return json.loads(response.data.decode("utf-8"))


def test_teapot(client):
    response = client.get("/teapot")
    assert response.status_code == 418
    assert loads(response) == {"code": 418, "name": "I'm a teapot"}


def test_conflict(client):
    response = client.get("/conflict")
    assert loads(response)["name"] == "Conflict"
    assert response.mimetype == "application/json"


def test_unknown_url(client):
    response = client.get("/unknown")
    assert loads(response) == {"code": 404, "name": "Not Found"}


def test_method(client):
    response = client.put("/submit", data="x")
    assert response.status_code == 405
    assert loads(response)["code"] == 405
    assert client.post("/submit").status_code == 201


def test_crash_is_an_internal_server_error(client):
    response = client.get("/crash")
    assert response.status_code == 500
    assert loads(response) == {"code": 500, "name": "Internal Server Error"}
