"""Error handlers registered from a function, as in many cookiecutters."""
from flask import Flask, render_template_string, jsonify, request
from werkzeug.exceptions import HTTPException, InternalServerError
import pytest


def register_errorhandlers(app):
    def render_error(error):
        error_code = getattr(error, "code", 500)
        return "<h1>%s</h1>" % error_code, error_code

    for errcode in [401, 404, 500]:
        app.errorhandler(errcode)(render_error)
    return None


def register_api_errorhandlers(app):
    @app.errorhandler(HTTPException)
    def as_json(error):
        if request.path.startswith("/api/"):
            return jsonify(error=error.name, path=request.path), error.code
        return error

    @app.errorhandler(Exception)
    def crash(error):
        app.config["CRASHES"].append(error)
        wrapped = InternalServerError()
        return jsonify(error=wrapped.name, kind=error.__class__.__name__), wrapped.code


def register_views(app):
    @app.route("/api/fail")
    def fail():
        raise ZeroDivisionError("division")

    @app.route("/api/teapot")
    def teapot():
        from flask import abort

        abort(418)

    @app.route("/page/auth")
    def auth():
        from flask import abort

        abort(401)


def create_app(api=True):
    app = Flask(__name__.split(".")[0])
    app.config["CRASHES"] = []
    register_views(app)
    register_errorhandlers(app)
    if api:
        register_api_errorhandlers(app)
    return app


@pytest.fixture(params=[True, False], ids=["api", "plain"])
def app(request):
    return create_app(request.param)


def test_auth(app):
    response = app.test_client().get("/page/auth")
    assert response.status_code == 401
    assert response.data == b"<h1>401</h1>"


def test_fail(app):
    response = app.test_client().get("/api/fail")
    assert response.status_code == 500
    assert len(app.config["CRASHES"]) in (0, 1)


def test_teapot(app):
    response = app.test_client().get("/api/teapot")
    assert response.status_code == 418


def test_unknown(app):
    response = app.test_client().get("/api/unknown")
    assert response.status_code == 404
    assert b"404" in response.data
