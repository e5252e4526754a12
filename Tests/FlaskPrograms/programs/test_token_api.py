"""An API with a token, JSON errors of a blueprint, and headers that are set after each request."""
import json
from functools import wraps

import pytest
from flask import Blueprint, Flask, Response, abort, g, jsonify, request
from werkzeug.exceptions import BadRequest

api = Blueprint("api", __name__, url_prefix="/api")

class ApiError(Exception):
    status_code = 400
    def __init__(self, message, status_code=None, payload=None):
        Exception.__init__(self)
        self.message = message
        if status_code is not None:
            self.status_code = status_code
        self.payload = payload
    def to_dict(self):
        rv = dict(self.payload or ())
        rv["message"] = self.message
        return rv

def require_json(f):
    @wraps(f)
    def inner(*args, **kwargs):
        if not request.is_json:
            raise ApiError("JSON expected", status_code=415)
        return f(*args, **kwargs)
    return inner

@api.before_request
def load_user():
    token = request.headers.get("Authorization", "")
    g.user = token[7:] if token.startswith("Bearer ") else None

@api.errorhandler(ApiError)
def api_error(e):
    response = jsonify(e.to_dict())
    response.status_code = e.status_code
    response.headers["X-User"] = g.user or "none"
    return response

@api.errorhandler(BadRequest)
def bad(e):
    data = request.get_json(silent=True)
    return jsonify(message=e.description, had_json=data is not None), 400

@api.app_errorhandler(404)
def nf(e):
    if request.path.startswith("/api/"):
        return jsonify(error=str(e)), 404
    return "page " + request.path, 404

@api.route("/things", methods=["POST"])
@require_json
def create():
    body = request.get_json()
    errors = [k for k in ("name", "price") if k not in body]
    if errors:
        raise ApiError("missing fields", payload={"fields": errors})
    if not isinstance(body["price"], (int, float)) or body["price"] < 0:
        raise ApiError("bad price", 422)
    return jsonify(body), 201

@api.route("/me")
def me():
    if not g.user:
        abort(401)
    return jsonify(user=g.user)

@api.route("/batch", methods=["POST"])
def batch():
    total = 0
    for item in request.get_json(force=True)["items"]:
        total += item.get("n", 0)
    return {"total": total}

@api.route("/nested", methods=["PATCH"])
def nested():
    data = request.get_json() or {}
    try:
        value = data["a"]["b"][0]
    except (KeyError, IndexError, TypeError) as exc:
        raise ApiError(type(exc).__name__ + ": " + str(exc))
    return jsonify(value=value)

def create_app():
    app = Flask(__name__)
    app.register_blueprint(api)
    @app.errorhandler(500)
    def ise(e):
        return jsonify(error="internal"), 500
    @app.errorhandler(401)
    def unauth(e):
        return Response(json.dumps({"error": "login"}), 401, mimetype="application/json", headers={"WWW-Authenticate": "Bearer"})
    @app.after_request
    def headers(response):
        response.headers["X-Frame-Options"] = "DENY"
        if response.is_json:
            response.headers["Cache-Control"] = "no-store"
        return response
    return app

@pytest.fixture
def client():
    return create_app().test_client()

@pytest.mark.parametrize("body", [{"name": "a", "price": 3}, {"name": "a"}, {}, {"name": "a", "price": -1}, {"name": "a", "price": "x"}, [], [1], "name price", None, 5])
def test_create(client, body):
    r = client.post("/api/things", data=json.dumps(body), content_type="application/json")
    assert r.status_code in (201, 400, 422, 500)
    assert json.loads(r.data) is not None

def test_form(client):
    assert client.post("/api/things", data={"name": "a"}).status_code == 415
    assert client.post("/api/things", data="{", content_type="application/json").status_code == 400
    assert client.post("/api/things").status_code == 415

def test_me(client):
    assert client.get("/api/me").status_code == 401
    assert client.get("/api/me", headers={"Authorization": "Bearer ann"}).data
    assert client.get("/api/nope").status_code == 404
    assert client.get("/nope").data == b"page /nope"

@pytest.mark.parametrize("text", ['{"items": [{"n": 1}, {"n": 2}, {}]}', '{"items": []}', '{}', '[]', 'x', '{"items": [1]}', '{"items": null}', '{"items": "ab"}'])
def test_batch(client, text):
    r = client.post("/api/batch", data=text)
    assert r.status_code in (200, 400, 500)

@pytest.mark.parametrize("value", [{"a": {"b": [7]}}, {"a": {"b": []}}, {"a": {}}, {"a": None}, {}, {"a": []}])
def test_nested(client, value):
    r = client.patch("/api/nested", json=value)
    assert r.status_code in (200, 400)

def test_json_attr(client):
    r = client.patch("/api/nested", json={})
    assert r.json["message"] == "KeyError: 'a'"
    assert client.get("/nope").json is None
    assert client.get("/api/me").json == {"error": "login"}
    assert client.get("/api/nope").is_json is True
