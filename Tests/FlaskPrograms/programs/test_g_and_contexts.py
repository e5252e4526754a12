"""`g`, app contexts and request contexts, inside and outside of requests."""

import pytest
from flask import Blueprint, Flask, abort, current_app, g, has_app_context, has_request_context, request

log = []


def create_app():
    app = Flask(__name__)

    @app.before_request
    def load_user():
        g.user = request.args.get("user")

    @app.route("/me")
    def me():
        if g.user is None:
            abort(401)
        g.seen = True
        return g.user

    @app.route("/seen")
    def seen():
        return str(g.get("seen", "never")) + str("seen" in g)

    @app.route("/pop")
    def pop():
        g.a = 1
        return "%s %s %s" % (g.pop("a"), g.pop("a", "none"), g.setdefault("b", 3))

    @app.route("/missing")
    def missing():
        return g.pop("nothing")

    @app.route("/attribute")
    def attribute():
        return g.nothing

    @app.route("/delete")
    def delete():
        del g.user
        return str("user" in g)

    @app.route("/outer")
    def outer():
        return g.get("outer", "none") + current_app.config.get("NAME", "?")

    @app.errorhandler(401)
    def who(e):
        return "who are you, %s?" % g.user, 401

    @app.errorhandler(404)
    def lost(e):
        return "lost: " + str(g.get("user")), 404

    @app.errorhandler(KeyError)
    def key(e):
        g.handled = True
        return "key " + str(g.handled)

    return app


@pytest.fixture
def app():
    return create_app()


@pytest.fixture
def context(app):
    with app.app_context():
        yield app


@pytest.fixture
def client(app):
    with app.test_client() as client:
        yield client


def test_hook_sets_g(app):
    client = app.test_client()
    assert client.get("/me?user=ada").data == b"ada"
    assert client.get("/seen").data == b"neverFalse"


def test_handlers_read_g(app):
    client = app.test_client()
    assert client.get("/me").data == b"who are you, None?"
    assert client.get("/nowhere?user=bob").data == b"lost: bob"


def test_methods_of_g(app):
    client = app.test_client()
    assert client.get("/pop").data == b"1 none 3"
    assert client.get("/missing").data == b"key True"
    assert client.get("/attribute").status_code == 500
    assert client.get("/delete").data == b"False"


def test_no_context():
    assert not g
    assert not request
    assert not has_app_context()
    assert not has_request_context()
    with pytest.raises(RuntimeError):
        g.user = "ada"
    with pytest.raises(RuntimeError):
        g.user
    with pytest.raises(RuntimeError):
        current_app.name


def test_g_of_a_context(context):
    assert has_app_context()
    assert not has_request_context()
    g.a = 1
    assert "a" in g
    assert g.get("b") is None
    with pytest.raises(KeyError):
        g.pop("b")
    with pytest.raises(AttributeError):
        g.b
    with pytest.raises(AttributeError):
        del g.b
    del g.a
    assert "a" not in g


def test_next_context_is_new(context):
    assert "a" not in g


def test_context_is_left():
    assert not has_app_context()


def test_request_shares_g(context):
    g.outer = "test"
    context.config["NAME"] = "!"
    assert context.test_client().get("/outer").data == b"test!"


def test_other_app_has_its_own_g(context):
    g.outer = "test"
    assert create_app().test_client().get("/outer").data == b"none?"


def test_request_context(app):
    with app.test_request_context("/me"):
        assert has_request_context()
        g.outer = "rc"
        assert app.test_client().get("/outer").data == b"rc?"
    assert not has_request_context()


def test_pushed_context(app):
    context = app.app_context()
    context.push()
    g.a = 1
    assert current_app.debug is False
    context.pop()
    assert not g


def test_inside_with_client(client):
    client.get("/me?user=ada")
    assert g.user == "ada"
    assert request.path == "/me"
    assert request.args["user"] == "ada"
    assert request.endpoint == "me"
    assert has_request_context()
    client.get("/nowhere")
    assert request.path == "/nowhere"
    assert request.endpoint is None
    assert g.get("seen") is None


def test_client_is_left():
    assert not has_request_context()


def test_with_block(app):
    with app.test_client() as client:
        assert not has_request_context()
        client.get("/seen?user=bob")
        assert g.user == "bob"
    assert not has_request_context()
    with pytest.raises(RuntimeError):
        g.user


def make_logging_app():
    app = Flask(__name__)
    inner = Blueprint("inner", __name__)
    app.before_request(lambda: log.append("before"))
    app.teardown_request(lambda e: log.append("first teardown"))
    app.teardown_appcontext(lambda e: log.append("end of context"))
    inner.before_request(lambda: log.append("before inner"))
    inner.teardown_request(lambda e: log.append("inner teardown"))

    @inner.route("/inner")
    def view():
        log.append("view")
        return "view"

    app.register_blueprint(inner)
    app.teardown_request(lambda e: log.append("last teardown"))
    return app


def test_order_of_teardown():
    del log[:]
    make_logging_app().test_client().get("/inner")
    assert log[:3] == ["before", "before inner", "view"]
    assert log[-1] == "end of context"
    assert log.index("last teardown") < log.index("first teardown")
    assert len(log) == 7


def test_order_of_blueprint_teardown():
    del log[:]
    make_logging_app().test_client().get("/inner")
    assert log[3] == "inner teardown"


def test_teardown_in_a_context():
    del log[:]
    app = make_logging_app()
    with app.app_context():
        app.test_client().get("/inner")
        assert "end of context" not in log
    assert "end of context" in log


def test_teardown_in_with_client():
    del log[:]
    with make_logging_app().test_client() as client:
        client.get("/inner")
        assert log
