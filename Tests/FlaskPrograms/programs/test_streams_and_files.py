"""Streams, files and static files: answers that are not simple texts."""

import pytest
from flask import (
    Flask,
    Response,
    abort,
    send_file,
    send_from_directory,
    stream_with_context,
)


@pytest.fixture
def app(tmp_path):
    (tmp_path / "data.csv").write_text("a,b\n1,2\n")
    app = Flask(__name__, static_folder=str(tmp_path), static_url_path="/static")

    @app.errorhandler(404)
    def not_found(error):
        return "no file", 404

    @app.errorhandler(FileNotFoundError)
    def no_file(error):
        return "file not found", 404

    @app.route("/stream")
    def stream():
        def rows():
            for number in range(3):
                yield "row %d\n" % number

        return Response(stream_with_context(rows()), mimetype="text/plain")

    @app.route("/broken-stream")
    def broken_stream():
        def rows():
            yield "row 0\n"
            raise ValueError("in the stream")

        return Response(rows())

    @app.route("/data/<name>")
    def data(name):
        return send_from_directory(str(tmp_path), name)

    @app.route("/open/<name>")
    def open_file(name):
        with open(tmp_path / name) as file:
            return file.read()

    @app.route("/plain")
    def plain():
        return "plain"

    return app


@pytest.fixture
def client(app):
    return app.test_client()


def test_plain(client):
    assert client.get("/plain").data == b"plain"
    assert client.get("/nothing").data == b"no file"


def test_stream(client):
    assert client.get("/stream").data == b"row 0\nrow 1\nrow 2\n"


def test_broken_stream(client):
    with pytest.raises(ValueError):
        client.get("/broken-stream").data


def test_data(client):
    assert client.get("/data/data.csv").status_code == 200
    assert client.get("/data/other.csv").data == b"no file"


def test_open(client):
    assert client.get("/open/data.csv").data == b"a,b\n1,2\n"
    assert client.get("/open/other.csv").data == b"file not found"


def test_static(client):
    assert client.get("/static/data.csv").status_code == 200
    assert client.get("/static/none.css").data == b"no file"
