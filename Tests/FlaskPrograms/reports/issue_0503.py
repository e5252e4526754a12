# pallets/flask issue 503: a blueprint cannot handle a 404 for a URL below its prefix; the app's handler must look at the path
from flask import Blueprint, Flask, jsonify, request

api = Blueprint("api", __name__, url_prefix="/api")


@api.errorhandler(404)
def api_not_found(error):
    return jsonify(message="no such resource"), 404


@api.route("/users")
def users():
    return jsonify(users=[])


app = Flask(__name__)
app.register_blueprint(api)


@app.errorhandler(404)
def not_found(error):
    if request.path.startswith("/api/"):
        return api_not_found(error)
    return "<h1>Page not found</h1>", 404


def test_known():
    assert app.test_client().get("/api/users").status_code == 200


def test_unknown_below_the_prefix():
    response = app.test_client().get("/api/groups")
    assert response.status_code == 404
    assert b"no such resource" in response.data


def test_unknown_page():
    assert app.test_client().get("/groups").data == b"<h1>Page not found</h1>"
