"""Missing parameters, converters and forms."""

import pytest
from flask import Flask, request
from werkzeug.exceptions import BadRequest, BadRequestKeyError

app = Flask(__name__)
app.testing = True


@app.errorhandler(400)
def bad_request(error):
    return "bad request", 400


@app.errorhandler(ValueError)
def bad_value(error):
    return "bad value", 422


@app.route("/search")
def search():
    return "found " + request.args["q"]


@app.route("/page")
def page():
    number = request.args.get("number", "1")
    return "page %d" % int(number)


@app.route("/login", methods=["POST"])
def login():
    user = request.form["user"]
    return "hello %s" % user


@app.route("/scale/<float:factor>")
def scale(factor):
    return "%.2f" % (factor * 2)


@app.route("/file/<path:name>")
def file(name):
    return name


@app.route("/id/<uuid:key>")
def by_id(key):
    return str(key)


@pytest.fixture
def client():
    return app.test_client()


def test_search(client):
    assert client.get("/search?q=tea").data == b"found tea"
    assert client.get("/search", query_string={"q": "cake"}).data == b"found cake"


def test_search_without_argument(client):
    response = client.get("/search")
    assert response.status_code == 400
    assert response.data == b"bad request"


def test_page(client):
    assert client.get("/page").data == b"page 1"
    assert client.get("/page?number=3").data == b"page 3"
    assert client.get("/page?number=three").status_code == 422


def test_login(client):
    assert client.post("/login", data={"user": "ada"}).data == b"hello ada"
    assert client.post("/login").status_code == 400
    assert client.post("/login", data=dict(name="ada")).data == b"bad request"


def test_converters(client):
    assert client.get("/scale/1.5").data == b"3.00"
    assert client.get("/scale/2").status_code == 404
    assert client.get("/file/a/b/c.txt").data == b"a/b/c.txt"
    assert client.get("/id/12345678-1234-5678-1234-567812345678").status_code == 200
    assert client.get("/id/12345").status_code == 404
