"""A site in several languages: URL processors of the app and of a blueprint, and URLs that they build."""

import pytest
from flask import Blueprint, Flask, abort, g, redirect, request, url_for

LANGUAGES = ["en", "de"]
TITLES = {"en": "Welcome", "de": "Willkommen"}


class UnknownLanguage(Exception):
    pass


pages = Blueprint("pages", __name__, url_prefix="/<lang_code>")


@pages.url_defaults
def add_language(endpoint, values):
    values.setdefault("lang_code", g.get("lang_code", "en"))


@pages.url_value_preprocessor
def pull_language(endpoint, values):
    g.lang_code = values.pop("lang_code", None)
    if g.lang_code not in LANGUAGES:
        raise UnknownLanguage(g.lang_code)


@pages.route("/")
def home():
    return TITLES[g.lang_code]


@pages.route("/article/<int:number>")
def article(number):
    if number > 10:
        abort(404)
    return "%s/%d" % (g.lang_code, number)


@pages.route("/next/<int:number>")
def next_article(number):
    return url_for("pages.article", number=number + 1)


@pages.route("/old/<int:number>")
def old(number):
    return redirect(url_for(".article", number=number))


@pages.route("/values/<name>")
def show_values(name):
    return "%s %s" % (sorted(request.view_args) == ["name"], name)


def create_app():
    app = Flask(__name__)

    @app.url_value_preprocessor
    def remember(endpoint, values):
        g.endpoint = endpoint
        g.had_values = values is not None

    @app.errorhandler(UnknownLanguage)
    def unknown_language(error):
        return "unknown language: %s" % error, 404

    @app.errorhandler(404)
    def not_found(error):
        return "%s %s %s" % (g.endpoint, g.had_values, g.get("lang_code", "-")), 404

    @app.route("/")
    def start():
        return redirect("/en/")

    @app.route("/where")
    def where():
        return url_for("pages.home", lang_code="de")

    app.register_blueprint(pages)
    return app


@pytest.fixture
def client():
    return create_app().test_client()


@pytest.mark.parametrize("lang, title", sorted(TITLES.items()))
def test_home(client, lang, title):
    assert client.get("/%s/" % lang).data == title.encode()


def test_unknown_language(client):
    response = client.get("/fr/")
    assert response.status_code == 404
    assert response.data == b"unknown language: fr"


def test_article(client):
    assert client.get("/de/article/3").data == b"de/3"
    response = client.get("/de/article/30")
    assert response.status_code == 404
    assert response.data == b"pages.article True de"


def test_no_route(client):
    assert client.get("/de/article/x").data == b"None False -"
    assert client.get("/nothing/here/at/all").status_code == 404


def test_urls(client):
    assert client.get("/de/next/4").data == b"/de/article/5"
    assert client.get("/en/next/4").data == b"/en/article/5"
    assert client.get("/where").data == b"/de/"


def test_redirects(client):
    response = client.get("/de/old/7")
    assert response.status_code == 302


def test_values(client):
    assert client.get("/en/values/x").data == b"True x"


def test_url_in_context():
    app = create_app()
    with app.test_request_context("/"):
        assert url_for("start") == "/"
        path = url_for("pages.article", number=2, lang_code="de")
    assert app.test_client().get(path).data == b"de/2"
