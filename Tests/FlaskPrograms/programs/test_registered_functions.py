"""Handlers that are registered by calls instead of decorators."""

import unittest

import werkzeug.exceptions as wz
from flask import Blueprint, Flask, abort
from werkzeug.exceptions import NotFound as Missing

bp = Blueprint("bp", __name__)
other = Blueprint("other", __name__)


def handle_missing(error):
    return "missing", 404


def handle_gone(error):
    return "gone: " + error.description, error.code


@bp.route("/missing")
def missing():
    raise Missing()


@bp.route("/gone")
def gone():
    abort(410, description="moved away")


@other.route("/missing")
def other_missing():
    raise wz.NotFound("still not here")


@other.route("/teapot")
def teapot():
    raise wz.ImATeapot


def make_app():
    app = Flask(__name__)
    bp.record_once(lambda state: None)
    app.register_blueprint(bp, url_prefix="/bp")
    app.register_blueprint(other, url_prefix="/other")
    app.register_error_handler(wz.Gone, handle_gone)
    app.register_error_handler(418, lambda e: ("short and stout", e.code))
    return app


bp.register_error_handler(404, handle_missing)
other.register_error_handler(Missing, lambda error: (error.description, 404))


class RegisteredTests(unittest.TestCase):
    def setUp(self):
        self.app = make_app()
        self.client = self.app.test_client()

    def test_missing_in_bp(self):
        self.assertEqual(self.client.get("/bp/missing").data, b"missing")

    def test_missing_in_other(self):
        self.assertEqual(
            self.client.get("/other/missing").get_data(as_text=True), "still not here"
        )

    def test_gone(self):
        response = self.client.get("/bp/gone")
        self.assertEqual(
            (response.status_code, response.data), (410, b"gone: moved away")
        )

    def test_teapot(self):
        self.assertEqual(self.client.get("/other/teapot").data, b"short and stout")

    def test_bad_registrations(self):
        with self.assertRaises(Exception):
            self.app.register_error_handler("404", handle_missing)
        with self.assertRaises(KeyError):
            self.app.register_error_handler(999, handle_missing)
