"""Tests by somebody who is new to Flask. Several of them fail, and the messages should say why."""

from flask import Flask, abort

app = Flask(__name__)


class NotAllowed(Exception):
    code = 403


@app.errorhandler(404)
def not_found(e):
    return "not found"


@app.errorhandler(NotAllowed)
def not_allowed(e):
    return "not allowed", 403


@app.errorhandler(500)
def crashed(e):
    return "crashed: " + str(e), 500


@app.route("/missing")
def missing():
    return "missing", 404


@app.route("/really-missing")
def really_missing():
    abort(404)


@app.route("/delete", methods=["DELETE"])
def delete():
    raise NotAllowed()


@app.route("/crash")
def crash():
    raise RuntimeError("oh no")


@app.route("/server-error")
def server_error():
    return "I say 500", 500


def test_returning_404_calls_the_handler():
    assert app.test_client().get("/missing").data == b"not found"


def test_handler_keeps_the_status():
    assert app.test_client().get("/really-missing").status_code == 404


def test_text():
    assert app.test_client().get("/really-missing").data == "not found"


def test_get_on_delete():
    assert app.test_client().get("/delete").status_code == 403


def test_delete():
    response = app.test_client().delete("/delete")
    assert response.status_code == 403
    assert response.data == b"not allowed"


def test_message_of_the_crash():
    assert app.test_client().get("/crash").data == b"crashed: oh no"


def test_returning_500_calls_the_handler():
    assert app.test_client().get("/server-error").data.startswith(b"crashed")
