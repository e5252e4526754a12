"""An API with the exception class from the pattern "Returning API errors as JSON"."""

import json

from flask import Flask, jsonify


class InvalidUsage(Exception):
    status_code = 400

    def __init__(self, message, status_code=None, payload=None):
        super().__init__()
        self.message = message
        if status_code is not None:
            self.status_code = status_code
        self.payload = payload

    def to_dict(self):
        rv = dict(self.payload or ())
        rv["message"] = self.message
        return rv


app = Flask(__name__)


@app.errorhandler(InvalidUsage)
def handle_invalid_usage(error):
    response = jsonify(error.to_dict())
    response.status_code = error.status_code
    return response


@app.route("/foo")
def get_foo():
    raise InvalidUsage("This view is gone", status_code=410)


@app.route("/bar")
def get_bar():
    raise InvalidUsage("Missing value")


@app.route("/baz/<int:number>")
def get_baz(number):
    if number > 100:
        raise InvalidUsage(
            "Too large", status_code=422, payload={"limit": 100, "number": number}
        )
    return jsonify(number=number)


def body(response):
    return json.loads(response.get_data(as_text=True))


def test_status_from_the_exception():
    response = app.test_client().get("/foo")
    assert response.status_code == 410
    assert body(response) == {"message": "This view is gone"}


def test_default_status():
    response = app.test_client().get("/bar")
    assert response.status_code == 400
    assert body(response)["message"] == "Missing value"


def test_payload():
    client = app.test_client()
    response = client.get("/baz/101")
    assert response.status_code == 422
    assert body(response) == {"limit": 100, "number": 101, "message": "Too large"}
    assert client.get("/baz/7").status_code == 200
    assert client.get("/baz/seven").status_code == 404
