"""Configuration classes, and what they do to an exception nobody handles."""

import pytest
from flask import Flask


class Config:
    DEBUG = False
    TESTING = False
    SECRET_KEY = "dev"


class ProductionConfig(Config):
    pass


class TestConfig(Config):
    __test__ = False
    TESTING = True


class QuietTestConfig(TestConfig):
    PROPAGATE_EXCEPTIONS = False


CONFIGS = {"production": ProductionConfig, "test": TestConfig, "quiet": QuietTestConfig}


def create_app(name="production"):
    app = Flask(__name__)
    app.config.from_object(CONFIGS[name])

    @app.errorhandler(500)
    def server_error(e):
        return "our fault", 500

    @app.route("/")
    def crash():
        raise OSError("disk full")

    return app


@pytest.mark.parametrize("name", ["production", "quiet"])
def test_page_for_visitors(name):
    response = create_app(name).test_client().get("/")
    assert response.status_code == 500
    assert response.data == b"our fault"


def test_exception_for_developers():
    client = create_app("test").test_client()
    with pytest.raises(OSError) as caught:
        client.get("/")
    assert "disk full" in str(caught.value)


def test_debug():
    app = create_app()
    app.debug = True
    with pytest.raises(OSError, match="disk"):
        app.test_client().get("/")
