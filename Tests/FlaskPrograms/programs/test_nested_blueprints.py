"""Blueprints in blueprints, which need Flask 2."""

import pytest
from flask import Blueprint, Flask, abort


@pytest.fixture
def client():
    parent = Blueprint("parent", __name__, url_prefix="/parent")
    child = Blueprint("child", __name__, url_prefix="/child")
    grandchild = Blueprint("grandchild", __name__)

    @parent.errorhandler(403)
    def parent_forbidden(e):
        return "parent: forbidden", 403

    @child.errorhandler(404)
    def child_not_found(e):
        return "child: not found", 404

    @grandchild.errorhandler(ValueError)
    def grandchild_value(e):
        return "grandchild: value", 400

    @parent.route("/forbidden")
    def forbidden():
        abort(403)

    @child.route("/forbidden")
    def child_forbidden():
        abort(403)

    @child.route("/missing")
    def child_missing():
        abort(404)

    @grandchild.route("/missing")
    def grandchild_missing():
        abort(404)

    @grandchild.route("/value")
    def value():
        raise ValueError()

    @grandchild.route("/forbidden")
    def grandchild_forbidden():
        abort(403)

    child.register_blueprint(grandchild, url_prefix="/grandchild")
    parent.register_blueprint(child)
    app = Flask(__name__)
    app.register_blueprint(parent)
    return app.test_client()


def test_parent(client):
    assert client.get("/parent/forbidden").data == b"parent: forbidden"


def test_child_uses_the_parents_handler(client):
    assert client.get("/parent/child/forbidden").data == b"parent: forbidden"
    assert client.get("/parent/child/missing").data == b"child: not found"


def test_grandchild(client):
    assert client.get("/parent/child/grandchild/value").data == b"grandchild: value"
    assert client.get("/parent/child/grandchild/missing").data == b"child: not found"
    assert client.get("/parent/child/grandchild/forbidden").data == b"parent: forbidden"


def test_no_route(client):
    assert client.get("/parent/child/grandchild/none").status_code == 404
