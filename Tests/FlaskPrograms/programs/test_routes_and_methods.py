"""Slashes, methods, defaults and several routes for one view."""

import pytest
from flask import Flask, request

app = Flask(__name__)


@app.errorhandler(404)
def missing(e):
    return "404 for " + request.path, 404


@app.errorhandler(405)
def method(e):
    return "405 for " + request.method, 405


@app.route("/folder/")
def folder():
    return "folder"


@app.route("/file")
def file():
    return "file"


@app.route("/both", strict_slashes=False)
def both():
    return "both"


@app.route("/list", defaults={"page": 1})
@app.route("/list/<int:page>")
def listing(page):
    return "page %s" % page


@app.route("/thing", methods=["GET"])
def read():
    return "read"


@app.route("/thing", methods=["POST", "PUT"])
def write():
    return "write with " + request.method


@app.route("/<any(red, green):color>")
def any_color(color):
    return color


@app.route("/only-options", methods=["OPTIONS"])
def options():
    return "options"


@pytest.fixture
def client():
    with app.test_client() as c:
        yield c


def test_folder(client):
    assert client.get("/folder/").data == b"folder"
    assert client.get("/folder").status_code in (301, 308)
    assert client.get("/folder", follow_redirects=True).data == b"folder"


def test_file(client):
    assert client.get("/file").data == b"file"
    assert client.get("/file/").data == b"404 for /file/"


def test_both(client):
    assert client.get("/both").data == b"both"
    assert client.get("/both/").data == b"both"


def test_list(client):
    assert client.get("/list").data == b"page 1"
    assert client.get("/list/2").data == b"page 2"
    assert client.get("/list/two").status_code == 404
    assert client.get("/list/1").status_code in (301, 308)


def test_methods(client):
    assert client.get("/thing").data == b"read"
    assert client.post("/thing").data == b"write with POST"
    assert client.put("/thing").data == b"write with PUT"
    assert client.delete("/thing").data == b"405 for DELETE"
    assert client.open("/thing", method="PATCH").status_code == 405


def test_head(client):
    assert client.head("/thing").status_code == 200
    assert client.head("/nothing").status_code == 404
    assert client.head("/nothing").data == b""


def test_options(client):
    assert client.options("/thing").status_code == 200
    assert client.options("/only-options").data == b"options"
    assert client.get("/only-options").status_code == 405


def test_any(client):
    assert client.get("/red").data == b"red"
    assert client.get("/blue").data == b"404 for /blue"
