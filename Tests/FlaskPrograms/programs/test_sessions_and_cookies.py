"""Log in with a session: most of it cannot be known without running the program."""

import pytest
from flask import Flask, abort, make_response, redirect, request, session, url_for

app = Flask(__name__)
app.config.update(TESTING=True, SECRET_KEY="dev")


@app.errorhandler(401)
def unauthorized(e):
    return redirect(url_for("login"))


@app.route("/")
def index():
    if "user" not in session:
        abort(401)
    return "Hello %s" % session["user"]


@app.route("/login", methods=["GET", "POST"])
def login():
    if request.method == "POST":
        session["user"] = request.form["user"]
        return redirect(url_for("index"))
    return "Log in"


@app.route("/logout")
def logout():
    session.pop("user", None)
    return redirect(url_for("index"))


@app.route("/theme/<name>")
def theme(name):
    if name not in ("dark", "light"):
        abort(404)
    response = make_response("theme is " + name)
    response.set_cookie("theme", name)
    return response


@pytest.fixture
def client():
    with app.test_client() as client:
        yield client


def test_login_page(client):
    assert client.get("/login").data == b"Log in"


def test_index_needs_login(client):
    assert client.get("/").status_code == 302


def test_login(client):
    response = client.post("/login", data={"user": "ada"}, follow_redirects=True)
    assert response.data == b"Hello ada"
    assert client.get("/").data == b"Hello ada"
    client.get("/logout")
    assert client.get("/").status_code == 302


def test_session_transaction(client):
    with client.session_transaction() as sess:
        sess["user"] = "bob"
    assert client.get("/").data == b"Hello bob"
    assert session["user"] == "bob"


def test_theme(client):
    assert client.get("/theme/dark").data == b"theme is dark"
    assert client.get("/theme/blue").status_code == 404
