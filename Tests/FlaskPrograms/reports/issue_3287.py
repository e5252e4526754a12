# pallets/flask issue 3287: a handler raises BadRequest and expects that the handler for HTTPException answers
from flask import Flask, jsonify
from werkzeug.exceptions import BadRequest, HTTPException


class CustomError(Exception):
    pass


class AppFactory(object):
    def create(self):
        app = Flask(__name__)

        @app.errorhandler(HTTPException)
        def http_error(e):
            return jsonify({"error": str(e.code)}), e.code

        @app.errorhandler(CustomError)
        def custom_error(e):
            raise BadRequest(str(e))

        @app.route("/")
        def index():
            raise CustomError("some message")

        return app


app = AppFactory().create()


def test_bad_request():
    response = app.test_client().get("/")
    assert response.status_code == 400


def test_what_really_happens():
    assert app.test_client().get("/").status_code == 500
