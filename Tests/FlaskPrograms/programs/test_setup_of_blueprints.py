"""Blueprints that set up the app when they are registered."""

import unittest

from flask import Blueprint, Flask, abort, current_app


class NotConfigured(Exception):
    pass


class ServiceError(Exception):
    pass


def make_blueprint():
    bp = Blueprint("service", __name__)

    @bp.record
    def check_configuration(state):
        if not state.app.config.get("SERVICE_KEY"):
            raise NotConfigured("SERVICE_KEY is missing")
        bp.key = state.app.config["SERVICE_KEY"]

    @bp.record_once
    def add_handlers(state):
        state.app.register_error_handler(ServiceError, service_error)
        state.app.config.setdefault("SERVICE_LIMIT", 3)

    @bp.route("/call/<int:count>")
    def call(count):
        if count > current_app.config["SERVICE_LIMIT"]:
            raise ServiceError("too many calls")
        return "called %d times" % count

    @bp.route("/prefix")
    def prefix():
        return bp.name

    @bp.route("/gone")
    def gone():
        abort(410)

    return bp


def service_error(error):
    return "service: %s" % error, 503


class SetupTests(unittest.TestCase):
    def make_app(self, **config):
        app = Flask(__name__)
        app.config.update(config)
        app.register_blueprint(make_blueprint(), url_prefix="/service")
        return app

    def test_calls(self):
        client = self.make_app(SERVICE_KEY="k").test_client()
        self.assertEqual(client.get("/service/call/2").data, b"called 2 times")
        response = client.get("/service/call/4")
        self.assertEqual(response.status_code, 503)
        self.assertEqual(response.get_data(as_text=True), "service: too many calls")

    def test_limit(self):
        client = self.make_app(SERVICE_KEY="k", SERVICE_LIMIT=10).test_client()
        self.assertEqual(client.get("/service/call/4").status_code, 200)

    def test_name(self):
        client = self.make_app(SERVICE_KEY="k").test_client()
        self.assertEqual(client.get("/service/prefix").data, b"service")
        self.assertEqual(client.get("/service/gone").status_code, 410)

    def test_missing_key(self):
        with self.assertRaises(NotConfigured):
            self.make_app()

    def test_two_apps(self):
        bp = make_blueprint()
        first, second = Flask("first"), Flask("second")
        for app in (first, second):
            app.config["SERVICE_KEY"] = "k"
            app.register_blueprint(bp)
        self.assertEqual(first.test_client().get("/call/9").status_code, 503)
        self.assertEqual(second.test_client().get("/call/9").status_code, 503)
