"""Fixtures in classes, autouse fixtures and fixtures that give the client to the class."""

import pytest
from flask import Flask, abort


def make_app():
    app = Flask(__name__)

    @app.route("/<int:code>")
    def stop(code):
        abort(code)

    return app


@pytest.fixture(scope="class")
def client_class(request):
    request.cls.client = make_app().test_client()
    yield
    request.cls.client = None


@pytest.mark.usefixtures("client_class")
class TestDefaults:
    def test_bad_request(self):
        assert self.client.get("/400").status_code == 400

    def test_gone(self):
        assert self.client.get("/410").status_code == 410


class TestOwnPages:
    @pytest.fixture(autouse=True)
    def prepare(self):
        app = make_app()
        app.register_error_handler(400, lambda e: ("own 400", 400))
        self.app = app
        self.client = app.test_client()

    def test_bad_request(self):
        assert self.client.get("/400").data == b"own 400"

    def test_late_registration(self):
        self.app.register_error_handler(410, lambda e: ("own 410", 410))
        assert self.client.get("/410").data == b"own 410"

    class TestNested:
        @pytest.fixture
        def client(self, bare_app):
            return bare_app.test_client()

        def test_unknown(self, client):
            assert client.get("/999999/x").status_code == 404


@pytest.fixture
def bare_app():
    return make_app()
