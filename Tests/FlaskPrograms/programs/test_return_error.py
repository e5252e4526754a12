"""Handlers that return what they received, raise it again, or raise something else."""

import pytest
from flask import Flask, abort
from werkzeug.exceptions import HTTPException, NotFound, Unauthorized

app = Flask(__name__)


class Expired(Exception):
    pass


class Locked(HTTPException):
    code = 423
    description = "The document is locked."


@app.errorhandler(Exception)
def any_error(e):
    if isinstance(e, HTTPException):
        return e
    return "unexpected %s" % e.__class__.__name__, 500


@app.errorhandler(Expired)
def expired(e):
    raise Unauthorized("session expired")


@app.errorhandler(RuntimeError)
def runtime(e):
    raise e


@app.errorhandler(LookupError)
def lookup(e):
    return NotFound()


@app.route("/expired")
def view_expired():
    raise Expired()


@app.route("/locked")
def view_locked():
    raise Locked()


@app.route("/runtime")
def view_runtime():
    raise RuntimeError("again")


@app.route("/lookup")
def view_lookup():
    return [][0]


@app.route("/type")
def view_type():
    return "a" + 1


@pytest.fixture
def client():
    return app.test_client()


def test_http_errors_pass(client):
    assert client.get("/unknown").status_code == 404
    assert client.get("/locked").status_code == 423
    assert b"locked" in client.get("/locked").data


def test_type_error(client):
    assert client.get("/type").data == b"unexpected TypeError"


def test_lookup_becomes_404(client):
    assert client.get("/lookup").status_code == 404


def test_expired_fails_in_its_handler(client):
    assert client.get("/expired").status_code == 500


def test_runtime_fails_in_its_handler(client):
    assert client.get("/runtime").status_code == 500
