"""URL processors, subdomains, a JSON provider and a command: mostly not about errors."""

import pytest
from flask import Blueprint, Flask, abort, g

app = Flask(__name__)
bp = Blueprint("site", __name__, url_prefix="/<lang>")

TEXTS = {"en": "not found", "de": "nicht gefunden"}


@bp.url_value_preprocessor
def pull_language(endpoint, values):
    g.lang = values.pop("lang")


@bp.before_request
def check_language():
    if g.lang not in TEXTS:
        abort(404)


@bp.route("/")
def index():
    return "index in " + g.lang


@bp.route("/page/<int:number>")
def page(number):
    if number > 3:
        abort(404)
    return "%s %d" % (g.lang, number)


@app.errorhandler(404)
def not_found(error):
    return (
        TEXTS[g.get("lang", "en")]
        if g.get("lang", "en") in TEXTS
        else "unknown language"
    ), 404


app.register_blueprint(bp)


@app.cli.command("hello")
def hello():
    print("hello")


@pytest.fixture
def client():
    return app.test_client()


def test_index(client):
    assert client.get("/en/").data == b"index in en"
    assert client.get("/fr/").data == b"unknown language"


def test_page(client):
    assert client.get("/de/page/2").data == b"de 2"
    assert client.get("/de/page/4").get_data(as_text=True) == "nicht gefunden"
    assert client.get("/de/page/x").get_data(as_text=True) == "not found"
