"""Sessions with and without a secret key, and flashed messages."""

import pytest
from flask import Flask, flash, get_flashed_messages, redirect, session, url_for


def create_app(secret="not a secret"):
    app = Flask(__name__)
    app.config["SECRET_KEY"] = secret

    @app.route("/cart/<item>", methods=["POST"])
    def add(item):
        session[item] = session.get(item, 0) + 1
        flash("added " + item)
        return redirect(url_for("cart"))

    @app.route("/cart")
    def cart():
        return " ".join("%s=%s" % (item, session[item]) for item in session if item != "_flashes")

    @app.route("/size")
    def size():
        return str(len(session))

    @app.route("/notices")
    def notices():
        first = get_flashed_messages(with_categories=True)
        again = get_flashed_messages()
        return "; ".join("%s: %s" % notice for notice in first) + " / " + ", ".join(again)

    @app.route("/warnings")
    def warnings():
        flash("full", "warning")
        flash("slow")
        return ", ".join(get_flashed_messages(category_filter=["warning"]))

    @app.route("/broken")
    def broken():
        session["broken"] = 1
        raise KeyError("broken")

    @app.route("/empty", methods=["POST"])
    def empty():
        session.clear()
        return "empty"

    @app.route("/first")
    def first():
        return session["tea"]

    @app.errorhandler(405)
    def refuse(e):
        session["refused"] = "yes"
        flash("refused", "error")
        return "refused", 405

    return app


@pytest.fixture
def app():
    return create_app()


@pytest.fixture
def client(app):
    return app.test_client()


def test_session_counts(client):
    assert client.post("/cart/tea").status_code == 302
    client.post("/cart/tea")
    assert client.get("/cart").data == b"tea=2"


def test_messages_are_shown_once(client):
    client.post("/cart/tea")
    client.post("/cart/milk")
    assert client.get("/notices").data == b"message: added tea; message: added milk / added tea, added milk"
    assert client.get("/notices").data == b" / "


def test_filter_takes_all(client):
    assert client.get("/warnings").data == b"full"
    assert client.get("/notices").data == b" / "


def test_clients_have_their_own(app):
    first, second = app.test_client(), app.test_client()
    first.post("/cart/tea")
    assert second.get("/cart").data == b""
    assert first.get("/cart").data == b"tea=1"


def test_clear(client):
    client.post("/cart/tea")
    assert client.get("/size").data == b"2"
    client.post("/empty")
    assert client.get("/size").data == b"0"


def test_handler_changes_the_session(client):
    assert client.get("/empty").data == b"refused"
    assert client.get("/cart").data == b"refused=yes"
    assert client.get("/notices").data == b"error: refused / refused"


def test_missing_key_of_session(client):
    assert client.get("/first").status_code == 500


def test_crash_loses_the_change(app):
    client = app.test_client()
    assert client.get("/broken").status_code == 500
    assert client.get("/size").data in (b"0", b"1")
    app.testing = True
    other = app.test_client()
    with pytest.raises(KeyError):
        other.get("/broken")
    assert other.get("/size").data == b"0"


@pytest.mark.parametrize("secret", [None, ""])
def test_no_secret_key(secret):
    client = create_app(secret).test_client()
    assert client.get("/size").data == b"0"
    assert client.get("/cart").data == b""
    assert client.get("/notices").data == b" / "
    assert client.post("/cart/tea").status_code == 500
    assert client.post("/empty").status_code == 500
    assert client.get("/warnings").status_code == 500


def test_no_secret_key_in_a_test():
    app = create_app(None)
    app.testing = True
    with pytest.raises(RuntimeError):
        app.test_client().post("/cart/tea")
    with pytest.raises(RuntimeError):
        app.test_client().post("/cart")


def test_outside_of_requests():
    with pytest.raises(RuntimeError):
        session["a"] = 1
    with pytest.raises(RuntimeError):
        session.get("a")
    with pytest.raises(RuntimeError):
        flash("a")


def test_follow(client):
    assert client.post("/cart/tea", follow_redirects=True).data == b"tea=1"


def test_invalid_cookie_option(app, client):
    app.testing = True
    app.config["SESSION_COOKIE_SAMESITE"] = "anything"
    try:
        client.post("/cart/tea")
    except ValueError:
        pass
