import pytest
from flask import Flask, abort


class RateLimit(Exception):
    pass


@pytest.fixture
def make_app():
    def make(**config):
        app = Flask("made")
        app.config.update(config)

        @app.errorhandler(RateLimit)
        def limited(error):
            return "limited", 429

        @app.route("/limited")
        def view_limited():
            raise RateLimit()

        @app.route("/crash")
        def crash():
            assert 1 + 1 == 3, "arithmetic"

        @app.route("/stop/<int:code>")
        def stop(code):
            abort(code)

        return app

    return make


@pytest.fixture
def client(request, make_app):
    config = getattr(request, "param", {"TESTING": True})
    return make_app(**config).test_client()


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    monkeypatch.setenv("NO_NETWORK", "1")
