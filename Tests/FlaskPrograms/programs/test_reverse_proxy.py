"""Middleware of many kinds: a proxy prefix, maintenance, a token, and one that wraps start_response."""

import pytest
from flask import Flask, request

try:
    from werkzeug.middleware.proxy_fix import ProxyFix
except ImportError:
    from werkzeug.contrib.fixers import ProxyFix


class ReverseProxied(object):
    """Moves the prefix of a proxy from the path to the script name."""

    def __init__(self, app, script_name=None):
        self.app = app
        self.script_name = script_name

    def __call__(self, environ, start_response):
        script_name = environ.get("HTTP_X_SCRIPT_NAME", "") or self.script_name
        if script_name:
            environ["SCRIPT_NAME"] = script_name
            path_info = environ["PATH_INFO"]
            if path_info.startswith(script_name):
                environ["PATH_INFO"] = path_info[len(script_name):]
        return self.app(environ, start_response)


class Maintenance:
    def __init__(self, app, paths):
        self.app = app
        self.paths = paths

    def __call__(self, environ, start_response):
        if environ["PATH_INFO"] in self.paths:
            start_response("503 SERVICE UNAVAILABLE", [("Content-Type", "text/plain"), ("Retry-After", "60")])
            return [b"down for ", b"maintenance"]
        return self.app(environ, start_response)


class TokenRequired:
    def __init__(self, wsgi_app, token):
        self.wsgi_app = wsgi_app
        self.token = token

    def __call__(self, environ, start_response):
        if environ.get("HTTP_X_TOKEN") != self.token:
            start_response("401 UNAUTHORIZED", [("Content-Type", "text/plain")])
            return [b"token required"]
        return self.wsgi_app(environ, start_response)


class AddHeader:
    def __init__(self, app):
        self.app = app

    def __call__(self, environ, start_response):
        def start(status, headers, exc_info=None):
            headers.append(("X-Served-By", "test"))
            return start_response(status, headers, exc_info)

        return self.app(environ, start)


class Catcher:
    """Answers for exceptions that leave the app."""

    def __init__(self, app):
        self.app = app

    def __call__(self, environ, start_response):
        try:
            return self.app(environ, start_response)
        except Exception as error:
            start_response("500 INTERNAL SERVER ERROR", [])
            return [type(error).__name__.encode()]


def method_override(wsgi_app):
    def middleware(environ, start_response):
        method = environ.get("HTTP_X_HTTP_METHOD_OVERRIDE", "").upper()
        if method in ("PUT", "DELETE"):
            environ["REQUEST_METHOD"] = method
        return wsgi_app(environ, start_response)

    return middleware


def create_app():
    app = Flask(__name__)

    @app.errorhandler(404)
    def not_found(error):
        return "no page at " + request.path, 404

    @app.errorhandler(405)
    def not_allowed(error):
        return "not with " + request.method, 405

    @app.errorhandler(ZeroDivisionError)
    def division(error):
        return "division", 400

    @app.route("/")
    def index():
        return "index"

    @app.route("/items/<int:number>", methods=["GET", "DELETE"])
    def item(number):
        return "%s %d" % (request.method, 12 // number)

    return app


@pytest.mark.parametrize("path", ["/", "/app/", "/app/items/3", "/items/3", "/app/none", "/items/0"])
def test_proxy(path):
    app = create_app()
    app.wsgi_app = ReverseProxied(app.wsgi_app, script_name="/app")
    assert app.test_client().get(path).status_code in (200, 400, 404)


def test_proxy_header():
    app = create_app()
    app.wsgi_app = ReverseProxied(app.wsgi_app)
    client = app.test_client()
    assert client.get("/items/4").data == b"GET 3"
    headers = {"X-Script-Name": "/shop"}
    assert client.get("/shop/items/4", headers=headers).data == b"GET 3"
    assert client.get("/shop/items/4").data == b"no page at /shop/items/4"


def test_maintenance():
    app = create_app()
    app.wsgi_app = Maintenance(app.wsgi_app, ["/"])
    client = app.test_client()
    response = client.get("/")
    assert response.status_code == 503
    assert response.data == b"down for maintenance"
    assert client.get("/items/4").status_code == 200
    assert client.get("/none").status_code == 404


def test_token():
    app = create_app()
    app.wsgi_app = TokenRequired(app.wsgi_app, "secret")
    client = app.test_client()
    assert client.get("/").data == b"token required"
    assert client.get("/", headers={"X-Token": "wrong"}).status_code == 401
    assert client.get("/", headers={"X-Token": "secret"}).data == b"index"


def test_two():
    app = create_app()
    app.wsgi_app = Maintenance(app.wsgi_app, ["/items/0"])
    app.wsgi_app = TokenRequired(app.wsgi_app, "secret")
    client = app.test_client()
    headers = {"X-Token": "secret"}
    assert client.get("/items/0").status_code == 401
    assert client.get("/items/0", headers=headers).status_code == 503
    assert client.get("/items/1", headers=headers).status_code == 200


def test_method_override():
    app = create_app()
    app.wsgi_app = method_override(app.wsgi_app)
    client = app.test_client()
    headers = {"X-HTTP-Method-Override": "DELETE"}
    assert client.post("/items/2", headers=headers).data == b"DELETE 6"
    assert client.post("/items/2").data == b"not with POST"


def test_header():
    app = create_app()
    app.wsgi_app = AddHeader(app.wsgi_app)
    assert app.test_client().get("/items/0").status_code == 400


def test_proxy_fix():
    app = create_app()
    app.wsgi_app = ProxyFix(app.wsgi_app)
    assert app.test_client().get("/items/3").data == b"GET 4"
    assert app.test_client().get("/none").status_code == 404


def test_catcher():
    app = create_app()
    app.testing = True
    app.wsgi_app = Catcher(app.wsgi_app)
    response = app.test_client().get("/items/0")
    assert response.status_code == 400
