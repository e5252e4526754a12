"""Middleware around the application: requests below /static-site never reach Flask's routes."""

from flask import Flask


class PrefixMiddleware:
    def __init__(self, wsgi_app, prefix):
        self.wsgi_app = wsgi_app
        self.prefix = prefix

    def __call__(self, environ, start_response):
        if environ["PATH_INFO"].startswith(self.prefix):
            environ["PATH_INFO"] = environ["PATH_INFO"][len(self.prefix) :]
            environ["SCRIPT_NAME"] = self.prefix
            return self.wsgi_app(environ, start_response)
        start_response("404 NOT FOUND", [("Content-Type", "text/plain")])
        return [b"outside of the prefix"]


app = Flask(__name__)
app.wsgi_app = PrefixMiddleware(app.wsgi_app, prefix="/app")


@app.errorhandler(404)
def not_found(e):
    return "inside of the prefix", 404


@app.route("/bar")
def bar():
    return "the URL of this page is /app/bar"


def test_inside():
    client = app.test_client()
    assert client.get("/app/bar").status_code == 200
    assert client.get("/app/foo").data == b"inside of the prefix"


def test_outside():
    response = app.test_client().get("/bar")
    assert response.status_code == 404
    assert response.data == b"outside of the prefix"
