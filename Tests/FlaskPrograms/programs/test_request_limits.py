"""MAX_CONTENT_LENGTH: which requests are too large, and where Flask notices it."""

import io

import pytest
from flask import Flask, jsonify, request
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.utils import secure_filename

ALLOWED = {"csv", "txt"}


def create_app(limit=100):
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = limit

    @app.errorhandler(413)
    def too_large(error):
        return jsonify(error="too large", limit=limit), 413

    @app.errorhandler(400)
    def bad_request(error):
        return jsonify(error="bad request"), 400

    @app.route("/form", methods=["POST"])
    def form():
        return "got " + request.form["text"]

    @app.route("/upload", methods=["POST"])
    def upload():
        file = request.files["file"]
        if not file or not file.filename:
            return "no file", 400
        extension = file.filename.rsplit(".", 1)[-1].lower()
        if extension not in ALLOWED:
            return "not allowed: " + extension, 415
        content = file.read()
        return "%s has %d bytes" % (secure_filename(file.filename), len(content)), 201

    @app.route("/json", methods=["POST"])
    def read_json():
        return str(len(request.get_json()["items"]))

    @app.route("/raw", methods=["POST"])
    def raw():
        return str(len(request.get_data()))

    @app.route("/unread", methods=["POST"])
    def unread():
        return "not read"

    @app.route("/guarded", methods=["POST"])
    def guarded():
        try:
            name = request.form.get("name", "nobody")
        except RequestEntityTooLarge as error:
            return "guarded: " + error.name, error.code
        return name

    return app


@pytest.fixture
def client():
    return create_app().test_client()


def test_small_form(client):
    assert client.post("/form", data={"text": "short"}).data == b"got short"
    assert client.post("/form", data={"other": "short"}).status_code == 400


def test_large_form(client):
    response = client.post("/form", data={"text": "x" * 200})
    assert response.status_code == 413
    assert b"too large" in response.data


@pytest.mark.parametrize("count, status", [(95, 200), (96, 413)])
def test_exact_size(client, count, status):
    assert client.post("/form", data={"text": "x" * count}).status_code == status


def test_large_file(client):
    data = {"file": (io.BytesIO(b"x" * 5000), "big.txt")}
    assert client.post("/upload", data=data).status_code == 413


@pytest.mark.parametrize(
    "name, status", [("a.txt", 201), ("b.CSV", 201), ("c.exe", 415), ("noextension", 415)]
)
def test_small_file(name, status):
    client = create_app(10000).test_client()
    data = {"file": (io.BytesIO(b"content"), name)}
    response = client.post("/upload", data=data, content_type="multipart/form-data")
    assert response.status_code == status


def test_missing_file():
    client = create_app(10000).test_client()
    assert client.post("/upload", data={"note": "x"}).status_code == 400
    assert client.post("/upload").status_code == 400


def test_json(client):
    assert client.post("/json", json={"items": [1, 2]}).data == b"2"
    assert client.post("/json", json={"items": list(range(100))}).status_code in (200, 413)


def test_raw(client):
    assert client.post("/raw", data="x" * 100).data == b"100"
    assert client.post("/raw", data="x" * 101).status_code in (200, 413)


def test_unread(client):
    assert client.post("/unread", data="x" * 500).status_code == 200


def test_guarded(client):
    assert client.post("/guarded", data={"name": "x" * 500}).status_code == 413
    assert client.post("/guarded", data={"name": "Ada"}).data == b"Ada"
    assert client.post("/guarded").data == b"nobody"


def test_no_limit():
    assert create_app(None).test_client().post("/form", data={"text": "x" * 500}).status_code == 200
