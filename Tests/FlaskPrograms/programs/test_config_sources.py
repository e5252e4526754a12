"""All the ways to set PROPAGATE_EXCEPTIONS, TESTING and DEBUG, and what the client sees of an exception."""

import json

import pytest
from flask import Flask

TESTING = True
lowercase_is_ignored = True


class Quiet:
    TESTING = True
    PROPAGATE_EXCEPTIONS = False


def app_with(configure):
    app = Flask("sources")
    configure(app)

    @app.errorhandler(500)
    def server_error(error):
        return "500", 500

    @app.route("/")
    def index():
        raise ConnectionResetError("gone")

    return app.test_client()


def by_key(app):
    app.config["TESTING"] = True


def by_attribute(app):
    app.testing = True


def by_update(app):
    app.config.update(TESTING=False, DEBUG=True)


def by_mapping(app):
    app.config.from_mapping({"PROPAGATE_EXCEPTIONS": True})


def by_module(app):
    app.config.from_object(__name__)


def by_class(app):
    app.config.from_object(Quiet)


def by_instance(app):
    app.config.from_object(Quiet())


def reset_to_none(app):
    app.config["TESTING"] = True
    app.config["PROPAGATE_EXCEPTIONS"] = None


def switched_off_again(app):
    app.testing = True
    app.testing = False


def by_default(app):
    app.config.setdefault("TESTING", True)


def by_environment(app):
    app.config["TESTING"] = json.loads("true")


def nothing(app):
    pass


@pytest.mark.parametrize(
    "configure",
    [
        by_key,
        by_attribute,
        by_update,
        by_mapping,
        by_module,
        reset_to_none,
        by_environment,
    ],
)
def test_exception_escapes(configure):
    with pytest.raises(ConnectionError):
        app_with(configure).get("/")


@pytest.mark.parametrize(
    "configure", [by_class, by_instance, switched_off_again, by_default, nothing]
)
def test_exception_is_answered(configure):
    response = app_with(configure).get("/")
    assert response.status_code == 500
    assert response.data == b"500"


def test_config_changes_between_requests():
    app = Flask("later")

    @app.route("/")
    def index():
        raise OSError

    client = app.test_client()
    assert client.get("/").status_code == 500
    app.config["PROPAGATE_EXCEPTIONS"] = True
    with pytest.raises(OSError):
        client.get("/")
    app.config["PROPAGATE_EXCEPTIONS"] = False
    assert client.get("/").status_code == 500
