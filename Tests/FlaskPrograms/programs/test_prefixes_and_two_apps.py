"""A function that makes blueprints, prefixes in both places, and two applications in one file."""

import pytest
from flask import Blueprint, Flask, abort


def make_blueprint(name, text):
    bp = Blueprint(name, __name__, url_prefix="/" + name)

    @bp.route("/gone")
    def gone():
        abort(410)

    @bp.errorhandler(410)
    def handle(error):
        return text, 410

    return bp


public = Flask("public")
public.register_blueprint(make_blueprint("news", "old news"))
public.register_blueprint(make_blueprint("shop", "sold"), url_prefix="/store")

internal = Flask("internal")
internal.register_blueprint(make_blueprint("news", "archived"))
internal.testing = True


@public.errorhandler(404)
def public_404(error):
    return "public: not found", 404


@internal.errorhandler(404)
def internal_404(error):
    return "internal: not found", 404


@internal.route("/fail")
def fail():
    raise NotImplementedError


@pytest.mark.parametrize(
    "app, path, text",
    [
        (public, "/news/gone", "old news"),
        (public, "/store/gone", "sold"),
        (public, "/shop/gone", "public: not found"),
        (internal, "/news/gone", "archived"),
        (internal, "/store/gone", "internal: not found"),
    ],
    ids=["news", "store", "shop", "internal news", "internal store"],
)
def test_texts(app, path, text):
    assert app.test_client().get(path).get_data(as_text=True) == text


def test_only_internal_propagates():
    with pytest.raises(NotImplementedError):
        internal.test_client().get("/fail")
    assert public.test_client().get("/fail").status_code == 404
