"""The generic handler of Flask's documentation, which starts from the exception's own response."""

import json

from flask import Flask, abort
from werkzeug.exceptions import Conflict, HTTPException

app = Flask(__name__)


@app.errorhandler(HTTPException)
def handle_exception(e):
    response = e.get_response()
    response.data = json.dumps(
        {"code": e.code, "name": e.name, "description": e.description}
    )
    response.content_type = "application/json"
    return response


@app.errorhandler(Exception)
def handle_other(e):
    if isinstance(e, HTTPException):
        return e
    return json.dumps({"code": 500, "name": type(e).__name__}), 500


@app.route("/conflict")
def conflict():
    raise Conflict("edited twice")


@app.route("/legal")
def legal():
    abort(451)


@app.route("/bug")
def bug():
    return undefined_name  # noqa: F821


def test_conflict():
    response = app.test_client().get("/conflict")
    assert response.status_code == 409
    assert json.loads(response.data) == {
        "code": 409,
        "name": "Conflict",
        "description": "edited twice",
    }
    assert response.content_type == "application/json"


def test_legal():
    response = app.test_client().get("/legal")
    assert json.loads(response.data)["name"] == "Unavailable For Legal Reasons"


def test_bug():
    response = app.test_client().get("/bug")
    assert response.status_code == 500
    assert json.loads(response.data) == {"code": 500, "name": "NameError"}


def test_unknown_page():
    assert json.loads(app.test_client().get("/").data)["code"] == 404
