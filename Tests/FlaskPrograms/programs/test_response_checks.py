"""The many ways to check a response."""

import json

import pytest
from flask import Flask, abort, jsonify

app = Flask(__name__)


class NotReady(Exception):
    pass


@app.errorhandler(NotReady)
def not_ready(e):
    return (
        jsonify({"error": {"code": "not_ready", "retry": True}}),
        503,
        {"Retry-After": "5"},
    )


@app.errorhandler(405)
def not_allowed(e):
    return "use " + " or ".join(sorted(e.valid_methods)), 405


@app.route("/ready")
def ready():
    raise NotReady


@app.route("/text")
def text():
    return "some text"


@app.route("/empty")
def empty():
    return "", 204


@app.route("/gone")
def gone():
    abort(410)


@pytest.fixture
def c():
    return app.test_client()


def test_status(c):
    r = c.get("/gone")
    assert r.status == "410 GONE"
    assert r.status_code == 410 and r.status_code != 200
    assert r.status_code in {404, 410}
    assert 400 <= r.status_code < 500
    assert not r.status_code == 404


def test_body(c):
    r = c.get("/text")
    assert r.data
    assert r.data == b"some text" == r.get_data()
    assert "text" in r.data.decode()
    assert "text" in str(r.data)
    assert r.data.decode("utf-8").split() == ["some", "text"]
    assert len(r.data) == 9
    assert r.data.startswith(b"some") and r.data.endswith(b"text")
    assert b"other" not in r.data
    assert (r.data, r.status_code) == (b"some text", 200)


def test_empty(c):
    r = c.get("/empty")
    assert not r.data
    assert r.data == b""
    assert r.status_code == 204


def test_headers(c):
    r = c.get("/ready")
    assert r.headers["Retry-After"] == "5"
    assert r.headers.get("X-None") is None
    assert r.content_type == "application/json"
    assert r.mimetype.startswith("application/")
    assert r.content_length > 0


def test_json(c):
    r = c.get("/ready")
    body = json.loads(r.data)
    assert body["error"]["code"] == "not_ready"
    assert body["error"]["retry"] is True
    assert sorted(body["error"]) == ["code", "retry"]
    assert body == {"error": {"code": "not_ready", "retry": True}}


def test_not_allowed(c):
    r = c.post("/text")
    assert r.status_code == 405
    assert r.data == b"use GET or HEAD or OPTIONS"
    assert "GET" in r.data.decode()


def test_several_with_any_and_all(c):
    responses = {path: c.get(path) for path in ("/gone", "/ready", "/text")}
    assert any(r.status_code == 503 for r in responses.values())
    assert not all(r.status_code == 200 for r in responses.values())
    assert [path for path, r in responses.items() if r.status_code >= 500] == ["/ready"]
