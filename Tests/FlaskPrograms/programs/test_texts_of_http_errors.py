"""What handlers show of HTTP errors: str, repr, descriptions and allowed methods."""

import pytest
from flask import Flask, abort, jsonify, request
from werkzeug.exceptions import (
    BadRequest,
    Conflict,
    HTTPException,
    MethodNotAllowed,
    NotFound,
    Unauthorized,
)


class OutOfStock(Conflict):
    description = "The item is out of stock."


class Quota(HTTPException):
    code = 429
    description = "Quota exceeded"


class Plain(NotFound):
    pass


class Named(BadRequest):
    def __init__(self, name):
        super().__init__("no such name: " + name)


app = Flask(__name__)


@app.errorhandler(HTTPException)
def http_error(e):
    return "%s | %s" % (e.code, e), e.code


@app.errorhandler(400)
def bad_request(e):
    return "%s | %r" % (type(e).__name__, e), 400


@app.errorhandler(404)
def not_found(e):
    return jsonify(error=e.name, message=e.description), 404


@app.errorhandler(405)
def not_allowed(e):
    return "%s; allowed: %s" % (e, ", ".join(sorted(e.valid_methods or []))), 405


@app.errorhandler(409)
def conflict(e):
    return str(e), e.code


@app.errorhandler(401)
def unauthorized(e):
    return e.description, 401


@app.errorhandler(429)
def too_many(e):
    return repr(e), 429


@app.errorhandler(500)
def server_error(e):
    return "%s" % e, 500


@app.route("/abort/<int:code>")
def abort_with(code):
    abort(code)


@app.route("/described/<int:code>")
def described(code):
    abort(code, "described here")


@app.route("/stock")
def stock():
    raise OutOfStock()


@app.route("/stock/told")
def stock_told():
    raise OutOfStock("sold out")


@app.route("/quota")
def quota():
    raise Quota


@app.route("/plain")
def plain():
    raise Plain


@app.route("/named/<name>")
def named(name):
    raise Named(name)


@app.route("/form", methods=["POST"])
def form():
    return request.form["name"]


@app.route("/one", methods=["DELETE"], provide_automatic_options=False)
def one():
    return "deleted"


@app.route("/login")
def login():
    raise Unauthorized()


@app.route("/method")
def method():
    raise MethodNotAllowed(["GET", "PUT"])


@app.route("/none")
def none():
    raise NotFound(None)


@app.route("/abort-405")
def abort_405():
    abort(405)


@pytest.fixture
def client():
    return app.test_client()


@pytest.mark.parametrize("code", [400, 401, 403, 404, 405, 409, 410, 413, 418, 422, 429, 451, 500, 503])
@pytest.mark.parametrize("kind", ["abort", "described"])
def test_code(client, kind, code):
    assert client.get("/%s/%d" % (kind, code)).status_code == code


@pytest.mark.parametrize(
    "path, text",
    [
        ("/stock", "409 Conflict: The item is out of stock."),
        ("/stock/told", "409 Conflict: sold out"),
        ("/quota", "<Quota '429: Too Many Requests'>"),
        ("/named/x", "Named | <Named '400: Bad Request'>"),
    ],
)
def test_text(client, path, text):
    assert client.get(path).get_data(as_text=True) == text


def test_missing(client):
    for path in ("/missing", "/plain", "/none"):
        response = client.get(path)
        assert response.status_code == 404
        assert b"Not Found" in response.data


def test_key(client):
    assert client.post("/form", data={"other": "x"}).status_code == 400


def test_methods(client):
    assert client.get("/form").data.endswith(b"allowed: OPTIONS, POST")
    assert client.post("/one").data.endswith(b"allowed: DELETE")
    assert client.post("/plain").data.endswith(b"allowed: GET, HEAD, OPTIONS")
    assert client.get("/method").status_code == 405
    assert client.get("/abort-405").status_code == 405


def test_login(client):
    assert b"authorized" in client.get("/login").data


def test_crash(client):
    assert client.get("/abort/999").status_code == 500
