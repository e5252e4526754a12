"""An API and an admin area, each with its own handlers for the same errors."""

import pytest
from flask import Blueprint, Flask, abort, jsonify

api = Blueprint("api", __name__, url_prefix="/api")
admin = Blueprint("admin", __name__)


class Unavailable(Exception):
    pass


@api.errorhandler(404)
def api_404(error):
    return jsonify(error="not found"), 404


@api.errorhandler(Unavailable)
def api_unavailable(error):
    return jsonify(error="unavailable"), 503


@api.route("/items/<int:item>")
def item(item):
    abort(404)


@api.route("/report")
def report():
    raise Unavailable


@admin.errorhandler(Unavailable)
def admin_unavailable(error):
    return "<p>Try again later.</p>", 503


@admin.app_errorhandler(405)
def wrong_method(error):
    return "wrong method", 405


@admin.route("/report")
def admin_report():
    raise Unavailable()


@admin.route("/forbidden")
def forbidden():
    abort(403)


app = Flask(__name__)
app.register_blueprint(api)
app.register_blueprint(admin, url_prefix="/admin")


@app.errorhandler(404)
def not_found(error):
    return "this page does not exist", 404


@app.errorhandler(Exception)
def fallback(error):
    return "something went wrong", 500


@app.route("/report")
def plain_report():
    raise Unavailable


@pytest.fixture(scope="module")
def client():
    return app.test_client()


def test_api_handles_its_own_404(client):
    response = client.get("/api/items/3")
    assert response.status_code == 404
    assert b"not found" in response.data


def test_unknown_url_below_api_is_the_apps(client):
    assert client.get("/api/unknown").data == b"this page does not exist"


def test_three_reports(client):
    assert b"unavailable" in client.get("/api/report").data
    assert client.get("/admin/report").data == b"<p>Try again later.</p>"
    assert client.get("/report").data == b"something went wrong"


def test_wrong_method(client):
    assert client.post("/api/report").data == b"wrong method"
    assert client.delete("/report").status_code == 405


def test_forbidden(client):
    # The handler for Exception gets this one only since 1.0.
    assert client.get("/admin/forbidden").status_code == 500
