"""Subclasses of Flask and Blueprint: own methods, registration in the constructor, overridden hooks for errors."""

import pytest
from flask import Blueprint, Flask, Response, abort, current_app, jsonify
from werkzeug.exceptions import HTTPException


class ServiceError(Exception):
    status = 500

    def __init__(self, message, status=None):
        super().__init__(message)
        if status is not None:
            self.status = status


class PlainText(Response):
    default_mimetype = "text/plain"


class Service(Flask):
    response_class = PlainText
    version = 3
    features = ["search", "export"]

    def __init__(self, import_name, name="service", **options):
        super().__init__(import_name, **options)
        self.service_name = name
        self.failures = 0
        self.register_error_handler(ServiceError, self.service_error)
        self.register_error_handler(404, self.not_found)
        self.add_url_rule("/health", view_func=self.health)

    def service_error(self, error):
        return "%s: %s" % (self.service_name, error), error.status

    def not_found(self, error):
        return self.describe("nothing"), 404

    def health(self):
        return "%s v%d is fine" % (self.service_name, self.version)

    def describe(self, what):
        return "%s has %s" % (self.service_name, what)

    @property
    def title(self):
        return self.service_name.upper()

    @classmethod
    def create(cls, name):
        app = cls(__name__, name=name)
        app.config["TESTING"] = False
        return app

    def has(self, feature):
        return feature in self.features


class Recorder(Service):
    def handle_user_exception(self, e):
        self.failures += 1
        return super().handle_user_exception(e)

    def log_exception(self, exc_info):
        pass


class Quiet(Service):
    def handle_user_exception(self, e):
        if isinstance(e, ZeroDivisionError):
            return "infinite", 422
        return super().handle_user_exception(e)

    def handle_http_exception(self, e):
        if e.code == 403:
            return self.make_response(("keep out", 403))
        return super().handle_http_exception(e)


class Friendly(Service):
    def make_response(self, rv):
        if rv is None:
            rv = ("", 204)
        elif isinstance(rv, int):
            rv = "number %d" % rv
        return super().make_response(rv)


class Section(Blueprint):
    def __init__(self, name, letter):
        super().__init__(name, __name__, url_prefix="/" + name)
        self.letter = letter
        self.add_url_rule("/", "index", self.index)
        self.register_error_handler(KeyError, self.missing)

    def index(self):
        return "section " + self.letter

    def missing(self, error):
        return "missing in " + self.letter, 404


def add_routes(app):
    @app.route("/fail/<int:status>")
    def fail(status):
        raise ServiceError("failed", status)

    @app.route("/divide")
    def divide():
        return str(1 // 0)

    @app.route("/private")
    def private():
        abort(403)

    @app.route("/none")
    def none():
        return None if isinstance(app, Friendly) else "something"

    @app.route("/number")
    def number():
        return 7 if isinstance(app, Friendly) else "seven"

    @app.route("/about")
    def about():
        return current_app.title + " " + current_app.describe("a page") + (" search" if app.has("search") else "")

    section = Section("books", "b")

    @section.route("/<title>")
    def book(title):
        return {"emma": "Emma"}[title]

    app.register_blueprint(section)
    return app


@pytest.fixture(params=[Service, Recorder, Quiet, Friendly])
def app(request):
    return add_routes(request.param.create("shop"))


@pytest.fixture
def client(app):
    return app.test_client()


def test_own_methods(client):
    assert client.get("/health").data == b"shop v3 is fine"
    assert client.get("/about").data == b"SHOP shop has a page search"


def test_service_error(client):
    response = client.get("/fail/503")
    assert response.status_code == 503
    assert response.data == b"shop: failed"


def test_not_found(client):
    assert client.get("/nothing").data == b"shop has nothing"


def test_divide(app, client):
    response = client.get("/divide")
    if isinstance(app, Quiet):
        assert response.status_code == 422
        assert response.data == b"infinite"
    else:
        assert response.status_code == 500


def test_private(app, client):
    response = client.get("/private")
    assert response.status_code == 403
    if type(app) is Quiet:
        assert response.data == b"keep out"


def test_values(client):
    assert client.get("/none").status_code in (200, 204)
    assert client.get("/number").status_code == 200


def test_sections(client):
    assert client.get("/books/").data == b"section b"
    assert client.get("/books/emma").data == b"Emma"
    assert client.get("/books/none").data == b"missing in b"


def test_recorded():
    app = add_routes(Recorder.create("log"))
    client = app.test_client()
    client.get("/divide")
    client.get("/health")
    client.get("/nothing")
    client.post("/health")
    client.get("/fail/400")
    assert app.failures == 4
