"""http.HTTPStatus instead of numbers, and an enumeration of the program's own errors."""

import enum
from http import HTTPStatus

import pytest
from flask import Flask, abort


class ErrorCode(enum.Enum):
    EXPIRED = "E1"
    REVOKED = "E2"


class TokenError(Exception):
    status = HTTPStatus.UNAUTHORIZED

    def __init__(self, code):
        self.code = code


class Revoked(TokenError):
    status = HTTPStatus.FORBIDDEN


app = Flask(__name__)


@app.errorhandler(TokenError)
def token_error(error):
    return error.code.value, error.status


@app.errorhandler(HTTPStatus.NOT_FOUND)
def not_found(error):
    return HTTPStatus.NOT_FOUND.phrase, HTTPStatus.NOT_FOUND


@app.route("/expired")
def expired():
    raise TokenError(ErrorCode.EXPIRED)


@app.route("/revoked")
def revoked():
    raise Revoked(ErrorCode.REVOKED)


@app.route("/forbidden")
def forbidden():
    abort(HTTPStatus.FORBIDDEN)


@pytest.mark.parametrize(
    "path, status",
    [
        ("/expired", HTTPStatus.UNAUTHORIZED),
        ("/revoked", HTTPStatus.FORBIDDEN),
        ("/forbidden", HTTPStatus.FORBIDDEN),
        ("/unknown", HTTPStatus.NOT_FOUND),
    ],
)
def test_status(path, status):
    assert app.test_client().get(path).status_code == status


def test_bodies():
    client = app.test_client()
    assert client.get("/expired").data == b"E1"
    assert client.get("/revoked").data == b"E2"
    assert client.get("/unknown").data == b"Not Found"
