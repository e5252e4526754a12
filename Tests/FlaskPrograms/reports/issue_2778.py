# pallets/flask issue 2778: a handler for HTTPException or InternalServerError gets exceptions of other classes in 1.0
import pytest
from flask import Flask
from werkzeug.exceptions import HTTPException, InternalServerError


@pytest.mark.parametrize("registered", [HTTPException, InternalServerError, 500])
def test_received_class(registered):
    app = Flask("received")
    received = []

    @app.errorhandler(registered)
    def on_error(error):
        received.append(isinstance(error, HTTPException))
        return "I just had an error", 500

    @app.route("/")
    def index():
        raise KeyError("not an HTTP exception")

    response = app.test_client().get("/")
    assert response.status_code == 500
    assert response.data == b"I just had an error"
    assert received == [True]
