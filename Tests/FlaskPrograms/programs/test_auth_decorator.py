"""Login with a token. The decorator of the views is the program's own."""

import functools

import pytest
from flask import Flask, abort, jsonify, request

app = Flask(__name__)
app.config["TESTING"] = True
TOKENS = {"t-ada": "ada", "t-bob": "bob"}


class AuthError(Exception):
    def __init__(self, error, status_code):
        self.error = error
        self.status_code = status_code


@app.errorhandler(AuthError)
def handle_auth_error(ex):
    response = jsonify(ex.error)
    response.status_code = ex.status_code
    return response


def requires_auth(view):
    @functools.wraps(view)
    def decorated(*args, **kwargs):
        token = request.headers.get("Authorization")
        if token is None:
            raise AuthError({"code": "header_missing"}, 401)
        if token not in TOKENS:
            raise AuthError({"code": "invalid_token"}, 403)
        return view(TOKENS[token], *args, **kwargs)

    return decorated


@app.route("/public")
def public():
    return "public"


@app.route("/me")
@requires_auth
def me(user):
    return "you are " + user


@app.route("/users/<name>")
@requires_auth
def profile(user, name):
    if user != name:
        abort(403)
    return "profile of " + name


@pytest.fixture
def client():
    return app.test_client()


@pytest.fixture
def headers():
    return {"Authorization": "t-ada"}


def test_public(client):
    assert client.get("/public").status_code == 200


def test_no_header(client):
    assert client.get("/me").status_code == 401


def test_wrong_token(client):
    response = client.get("/me", headers={"Authorization": "t-eve"})
    assert response.status_code == 403
    assert b"invalid_token" in response.data


def test_me(client, headers):
    assert client.get("/me", headers=headers).data == b"you are ada"


def test_profile_of_somebody_else(client, headers):
    assert client.get("/users/ada", headers=headers).status_code == 200
    assert client.get("/users/bob", headers=headers).status_code == 403
