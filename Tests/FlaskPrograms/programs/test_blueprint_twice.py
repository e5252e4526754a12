"""One blueprint at two prefixes."""

from flask import Blueprint, Flask, abort

users = Blueprint("users", __name__)


@users.errorhandler(404)
def no_user(error):
    return "no such user", 404


@users.route("/<int:number>")
def show(number):
    if number > 2:
        abort(404)
    return "user %d" % number


def make_app():
    app = Flask(__name__)
    app.register_blueprint(users, url_prefix="/users")
    app.register_blueprint(users, url_prefix="/members", name="members")
    return app


def test_users():
    client = make_app().test_client()
    assert client.get("/users/1").data == b"user 1"
    assert client.get("/users/3").data == b"no such user"


def test_members():
    client = make_app().test_client()
    assert client.get("/members/2").data == b"user 2"
    assert client.get("/members/3").data == b"no such user"
    assert client.get("/members/").status_code == 404
