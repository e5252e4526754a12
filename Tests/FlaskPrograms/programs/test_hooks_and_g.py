import itertools
import pytest
from flask import Flask, Response, abort, g, jsonify, request, session


class RateLimited(Exception):
    def __init__(self, retry_after):
        self.retry_after = retry_after


def create_app(config=None):
    app = Flask(__name__)
    app.secret_key = "dev"
    app.config.update(LIMIT=3)
    app.config.update(config or {})
    counter = itertools.count(1)
    app.seen = []

    @app.before_request
    def number():
        g.number = next(counter)
        if g.number > app.config["LIMIT"]:
            raise RateLimited(30)

    @app.before_request
    def user():
        g.user = session.get("user", "anonymous")

    @app.after_request
    def header(response):
        response.headers["X-Request-Number"] = str(g.number)
        response.headers.setdefault("X-App", "hooks")
        return response

    @app.teardown_request
    def remember(error=None):
        app.seen.append(type(error).__name__ if error else None)

    @app.errorhandler(RateLimited)
    def limited(error):
        response = Response("slow down", 429)
        response.headers["Retry-After"] = error.retry_after
        return response

    @app.route("/")
    def index():
        return "Hello, %s" % g.user

    @app.route("/login/<name>")
    def login(name):
        session["user"] = name
        return "ok"

    @app.route("/logout")
    def logout():
        if session.pop("user", None) is None:
            abort(Response("nobody to log out", 401))
        return "bye"

    @app.route("/boom")
    def boom():
        raise ValueError("boom")

    return app


@pytest.fixture
def app():
    return create_app()


@pytest.fixture
def client(app):
    return app.test_client()


def test_greeting(client):
    rv = client.get("/")
    assert rv.data == b"Hello, anonymous"
    assert rv.headers["X-Request-Number"] == "1"


def test_login(client):
    client.get("/login/ann")
    assert client.get("/").data == b"Hello, ann"
    assert client.get("/logout").data == b"bye"


def test_limit(client):
    for _ in range(3):
        assert client.get("/").status_code == 200
    rv = client.get("/")
    assert rv.status_code == 429
    assert rv.headers["Retry-After"] == "30"
    assert rv.headers["X-Request-Number"] == "4"


def test_logout_when_nobody(client):
    rv = client.get("/logout")
    assert rv.status_code == 401
    assert rv.data == b"nobody to log out"
    assert rv.headers["X-App"] == "hooks"


def test_boom(app, client):
    assert client.get("/boom").status_code == 500
    assert app.seen[-1] == "ValueError"


def test_higher_limit():
    client = create_app({"LIMIT": 10}).test_client()
    codes = [client.get("/").status_code for _ in range(11)]
    assert codes == [200] * 10 + [429]


def test_session_transaction(client):
    with client.session_transaction() as sess:
        sess["user"] = "eve"
    assert client.get("/").data == b"Hello, eve"
