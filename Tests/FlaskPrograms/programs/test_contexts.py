"""Application contexts, request contexts and current_app."""

import pytest
from flask import Flask, current_app, g, jsonify, request

app = Flask(__name__)
app.config["NAME"] = "contexts"


class Unknown(Exception):
    pass


@app.errorhandler(Unknown)
def unknown(e):
    return "unknown in " + current_app.config["NAME"], 404


def find(name):
    if name != current_app.config["NAME"]:
        raise Unknown(name)
    return name


@app.route("/find/<name>")
def view(name):
    return find(name)


@app.route("/method")
def method():
    return request.method + " " + request.path


def test_find_without_a_request():
    with app.app_context():
        assert find("contexts") == "contexts"
        with pytest.raises(Unknown):
            find("other")


def test_find_outside_of_a_context():
    with pytest.raises(RuntimeError):
        find("contexts")


def test_request_context():
    with app.test_request_context("/method?x=1", method="POST"):
        assert method() == "POST /method"
        assert request.args["x"] == "1"


def test_client_in_a_context():
    with app.app_context():
        client = app.test_client()
        assert client.get("/find/contexts").data == b"contexts"
        assert client.get("/find/other").data == b"unknown in contexts"


def test_client_that_keeps_the_context():
    with app.test_client() as client:
        assert client.get("/method").data == b"GET /method"
        assert request.path == "/method"


def test_handler_called_directly():
    with app.test_request_context():
        assert unknown(Unknown()) == ("unknown in contexts", 404)
