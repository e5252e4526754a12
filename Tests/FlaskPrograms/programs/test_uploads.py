"""Uploads: size limits, extensions, missing files."""

import io
import os

import pytest
from flask import Flask, request
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.utils import secure_filename

ALLOWED_EXTENSIONS = {"txt", "png"}


class UnsupportedFile(Exception):
    code = 415


def allowed(name):
    return "." in name and name.rsplit(".", 1)[1].lower() in ALLOWED_EXTENSIONS


def create_app():
    app = Flask(__name__)
    app.config.from_mapping(MAX_CONTENT_LENGTH=1024, TESTING=True)

    @app.errorhandler(RequestEntityTooLarge)
    def too_large(e):
        return "File too large", 413

    @app.errorhandler(UnsupportedFile)
    def unsupported(e):
        return "Unsupported file", e.code

    @app.route("/upload", methods=["GET", "POST"])
    def upload():
        if request.method == "GET":
            return '<form method="post" enctype="multipart/form-data"><input type="file" name="file"></form>'
        file = request.files["file"]
        if not allowed(file.filename):
            raise UnsupportedFile()
        return secure_filename(file.filename), 201

    @app.route("/uploads/<path:filename>")
    def download(filename):
        if os.path.splitext(filename)[1] != ".txt":
            raise UnsupportedFile
        return "content of " + filename

    return app


@pytest.fixture(scope="module")
def client():
    return create_app().test_client()


def test_form(client):
    assert b"<form" in client.get("/upload").data


def test_upload(client):
    data = {"file": (io.BytesIO(b"abc"), "notes.txt")}
    response = client.post("/upload", data=data, content_type="multipart/form-data")
    assert response.status_code == 201
    assert response.data == b"notes.txt"


def test_wrong_extension(client):
    data = {"file": (io.BytesIO(b"abc"), "notes.exe")}
    assert (
        client.post(
            "/upload", data=data, content_type="multipart/form-data"
        ).status_code
        == 415
    )


def test_no_file(client):
    assert client.post("/upload").status_code == 400


def test_too_large(client):
    data = {"file": (io.BytesIO(b"a" * 2000), "big.txt")}
    response = client.post("/upload", data=data, content_type="multipart/form-data")
    assert response.status_code == 413
    assert response.data == b"File too large"


def test_download(client):
    assert client.get("/uploads/a/b.txt").data == b"content of a/b.txt"
    assert client.get("/uploads/a/b.png").status_code == 415
