# pallets/flask issue 941: a handler for HTTPException is never called before 1.0; the workaround registers every code
from flask import Flask, abort, jsonify
from werkzeug.exceptions import HTTPException, default_exceptions


def handle(error):
    return jsonify(status=error.code), error.code


def views(app):
    @app.route("/abort/<int:code>")
    def stop(code):
        abort(code)

    return app


def test_one_handler_for_all():
    app = views(Flask(__name__))
    app.register_error_handler(HTTPException, handle)
    client = app.test_client()
    response = client.get("/abort/403")
    assert response.status_code == 403
    assert response.mimetype == "application/json"
    assert client.get("/unknown").mimetype == "application/json"


def test_one_handler_for_each_code():
    app = views(Flask(__name__))
    for code in default_exceptions:
        app.register_error_handler(code, handle)
    client = app.test_client()
    assert client.get("/abort/403").mimetype == "application/json"
    assert client.get("/unknown").mimetype == "application/json"
