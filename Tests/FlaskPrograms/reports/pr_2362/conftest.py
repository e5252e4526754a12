import pytest
from flask import Flask


@pytest.fixture
def app():
    app = Flask("precedence")
    app.config.update(TESTING=True, SECRET_KEY="key")
    return app


@pytest.fixture
def client(app):
    return app.test_client()
