"""Registrations that Flask refuses, and some that it should."""

import pytest
from flask import Blueprint, Flask
from werkzeug.exceptions import NotFound


def handler(e):
    return "handled", 400


@pytest.fixture
def app():
    app = Flask(__name__)

    @app.route("/")
    def index():
        raise ValueError

    return app


@pytest.mark.parametrize(
    "target", ["404", None, (404, 405), object, [ValueError], 4.04]
)
def test_refused(app, target):
    with pytest.raises(Exception):
        app.register_error_handler(target, handler)
    assert app.test_client().get("/").status_code == 500


@pytest.mark.parametrize("target", [ValueError(), NotFound()])
def test_instances(app, target):
    with pytest.raises((ValueError, TypeError)):
        app.errorhandler(target)(handler)


@pytest.mark.parametrize("code", [200, 299, 302, 600, 0, -1])
def test_codes_that_are_no_errors(app, code):
    with pytest.raises((KeyError, ValueError)):
        app.errorhandler(code)(handler)


def test_forgotten_parentheses():
    app = Flask("forgotten")
    bp = Blueprint("bp", __name__)
    with pytest.raises(TypeError):
        app.register_error_handler(ValueError)
    with pytest.raises(TypeError):
        bp.register_error_handler(404)


def test_blueprint_is_refused_when_it_is_registered(app):
    bp = Blueprint("bp", __name__)
    try:
        bp.errorhandler("404")(handler)
        app.register_blueprint(bp)
    except Exception as error:
        assert isinstance(error, (KeyError, ValueError, TypeError, AssertionError))
    assert app.test_client().get("/unknown").status_code == 404
