"""When Flask saves a session: after the functions of after_request, unless one of them raises. Links and contexts."""

import sys

import pytest
from flask import (
    Flask, current_app, flash, g, get_flashed_messages, redirect, render_template_string, request, session, url_for,
)


class Prefix(object):
    def __init__(self, inner):
        self.inner = inner

    def __call__(self, environ, start_response):
        environ["SCRIPT_NAME"] = "/shop"
        environ["PATH_INFO"] = environ["PATH_INFO"][5:]
        return self.inner(environ, start_response)


def create_app():
    app = Flask(__name__)
    app.secret_key = "secret"

    @app.route("/item/<int:i>")
    def item(i):
        return "i"

    @app.route("/links")
    def links():
        return url_for("item", i=3, b="x y", a=1) + " " + url_for("item", i=3, _external=True)

    @app.route("/late")
    def late():
        session["n"] = session.get("n", 0) + 1
        return "n%d" % session["n"]

    @app.route("/bad")
    def bad():
        session["n"] = 100
        return 1 / 0

    @app.route("/go")
    def go():
        flash("hello")
        return redirect(url_for("shown"))

    @app.route("/shown")
    def shown():
        return ",".join(get_flashed_messages())

    @app.route("/t")
    def t():
        flash("one")
        return render_template_string("{% for m in get_flashed_messages() %}{{ m }}{% endfor %} {{ url_for('item', i=1) }} {{ g.who }} {{ session.n }}")

    @app.route("/none")
    def none():
        return url_for("nothing")

    @app.before_request
    def who():
        g.who = "ada"

    @app.after_request
    def after(response):
        if request.path == "/late" and request.args.get("fail"):
            raise ValueError("after")
        if request.args.get("mark"):
            session["marked"] = 1
        return response

    @app.errorhandler(ZeroDivisionError)
    def zero(e):
        session["zero"] = True
        return "zero %s" % session["n"], 400

    @app.errorhandler(500)
    def everything(e):
        return "500", 500

    @app.route("/see")
    def see():
        return ",".join(sorted(session.keys()))

    return app


def create_site():
    app = Flask(__name__)
    log = []

    @app.route("/<language>/page")
    def page(language):
        log.append(language)
        return url_for("page") + " " + url_for("page", language="fr", _external=True)

    @app.url_defaults
    def add_language(endpoint, values):
        if endpoint == "page":
            values.setdefault("language", "de")

    @app.teardown_appcontext
    def end_of_app(error):
        log.append("app")

    @app.teardown_request
    def end_of_request(error):
        log.append("request")

    return app, log


@pytest.fixture
def client():
    return create_app().test_client()


def test_links(client):
    assert client.get("/links").data == b"/item/3?b=x+y&a=1 http://localhost/item/3"


def test_late(client):
    assert client.get("/late").data == b"n1"
    assert client.get("/late?fail=1").data == b"500"
    assert client.get("/late").data == b"n2"


def test_bad(client):
    assert client.get("/bad").data == b"zero 100"
    assert client.get("/see").data == b"n,zero"


def test_go(client):
    assert client.get("/go", follow_redirects=True).data == b"hello"
    assert client.get("/shown").data == b""


def test_t(client):
    client.get("/late")
    assert client.get("/t").data == b"one /item/1 ada 1"
    assert client.get("/shown").data == b""


def test_none(client):
    r = client.get("/none")
    assert r.status_code == 500
    assert r.data == b"500"


def test_mark(client):
    assert client.get("/see?mark=1").data == b""
    assert client.get("/see").data == b"marked"


def test_with(client):
    with client:
        client.get("/late?x=4")
        assert session["n"] == 1
        assert request.args["x"] == "4"
        assert g.who == "ada"
        assert request.path == "/late"
    with pytest.raises(RuntimeError):
        g.who


def test_contexts():
    app = create_app()
    with app.test_request_context("/item/3"):
        assert url_for("item", i=4) == "/item/4"
        assert url_for("item", i=4, _external=True) == "http://localhost/item/4"
        assert current_app.secret_key == "secret"
    with app.app_context():
        with pytest.raises(RuntimeError):
            url_for("item", i=4)
        g.x = 1
        assert g.get("x") == 1
    with app.app_context():
        assert g.get("x") is None
        assert "x" not in g
    with pytest.raises(RuntimeError):
        url_for("item", i=4)


def test_defaults_of_urls():
    app, log = create_site()
    assert app.test_client().get("/en/page").data == b"/de/page http://localhost/fr/page"
    assert log == ["en", "request", "app"]


def test_links_behind_a_prefix():
    app = create_app()
    app.wsgi_app = Prefix(app.wsgi_app)
    client = app.test_client()
    assert client.get("/shop/late").data == b"n1"
    assert client.get("/shop/late").data == b"n2"
    assert client.get("/shop/links").status_code == 200


def test_sessions_of_two_clients():
    app = create_app()
    one, two = app.test_client(), app.test_client()
    assert one.get("/late").data == b"n1"
    assert two.get("/late").data == b"n1"
    with one.session_transaction() as stored:
        assert stored["n"] == 1
        stored["n"] = 7
    assert one.get("/late").data == b"n8"


def test_host():
    app, log = create_site()
    assert app.test_client().get("/en/page", headers={"Host": "a.example"}).data == b"/de/page http://a.example/fr/page"


def test_module_without_an_attribute(client):
    if not hasattr(sys, "no_such_attribute"):
        assert client.get("/see").data == b""
