"""Views and hooks that forget to return a response. Flask raises the error after the view, where few handlers count."""

import pytest
from flask import Flask, Blueprint, abort, make_response


class Result:
    def __init__(self, value):
        self.value = value


class AppError(Exception):
    pass


def create_app(handlers=(), **config):
    app = Flask(__name__)
    app.config.update(config)
    bp = Blueprint("bp", __name__, url_prefix="/bp")

    @app.before_request
    def check():
        if app.config.get("BROKEN_HOOK"):
            return 7

    @app.route("/none")
    def none():
        pass

    @app.route("/number")
    def number():
        return 42

    @app.route("/flag")
    def flag():
        return True

    @app.route("/object")
    def an_object():
        return Result(1)

    @app.route("/error")
    def error():
        return AppError("returned")

    @app.route("/set")
    def a_set():
        return {"a"}

    @app.route("/tuple")
    def a_tuple():
        return None, 201

    @app.route("/long")
    def a_long_tuple():
        return "text", 200, {}, "more"

    @app.route("/dict")
    def a_dict():
        return {"a": 1}

    @app.route("/list")
    def a_list():
        return [1, 2]

    @app.route("/made")
    def made():
        return make_response(None)

    @app.route("/sometimes/<int:n>")
    def sometimes(n):
        if n > 3:
            return "large"

    @bp.route("/none")
    def bp_none():
        return None

    if "type" in handlers:

        @app.errorhandler(TypeError)
        def type_error(e):
            return "type error: %s" % e, 400

    if "exception" in handlers:

        @app.errorhandler(Exception)
        def anything(e):
            return "anything: " + type(e).__name__, 418

    if "500" in handlers:

        @app.errorhandler(500)
        def server_error(e):
            original = getattr(e, "original_exception", None) or e
            return "server error: %s" % original, 500

    if "404" in handlers:

        @app.errorhandler(404)
        def not_found(e):
            return None

        @app.errorhandler(403)
        def forbidden(e):
            return 403

    if "bp" in handlers:

        @bp.errorhandler(500)
        def bp_error(e):
            return "blueprint", 500

        @bp.errorhandler(TypeError)
        def bp_type_error(e):
            return "never", 400

    @app.route("/forbidden")
    def forbidden_page():
        abort(403)

    app.register_blueprint(bp)
    return app


PATHS = ["none", "number", "flag", "object", "error", "set", "tuple", "long", "dict", "list", "made", "bp/none"]


@pytest.mark.parametrize("handlers", [(), ("type",), ("exception",), ("500",), ("type", "500"), ("bp",)])
@pytest.mark.parametrize("path", PATHS)
def test_page(path, handlers):
    response = create_app(handlers).test_client().get("/" + path)
    assert response.status_code in (200, 400, 418, 500)


@pytest.mark.parametrize("path", ["none", "number", "object", "tuple", "bp/none"])
def test_escapes(path):
    app = create_app(("type", "500"), TESTING=True)
    with pytest.raises((TypeError, ValueError)):
        app.test_client().get("/" + path)


def test_message():
    client = create_app(TESTING=True).test_client()
    with pytest.raises((TypeError, ValueError)) as info:
        client.get("/none")
    assert "did not return a" in str(info.value)


def test_sometimes():
    client = create_app(["500"]).test_client()
    assert client.get("/sometimes/4").data == b"large"
    assert client.get("/sometimes/2").status_code == 500


def test_handlers_without_response():
    client = create_app(["404", "500"]).test_client()
    assert client.get("/missing").status_code == 500
    assert client.get("/forbidden").status_code == 500


def test_hook():
    client = create_app(["500"], BROKEN_HOOK=True).test_client()
    assert client.get("/sometimes/4").status_code == 500
    assert client.get("/missing").status_code == 500


def test_propagates():
    app = create_app(PROPAGATE_EXCEPTIONS=True)
    with pytest.raises(Exception):
        app.test_client().get("/none")
    app.config["PROPAGATE_EXCEPTIONS"] = False
    assert app.test_client().get("/none").status_code == 500
