"""Error pages from templates."""

from flask import Flask, abort, render_template, render_template_string
from jinja2 import TemplateNotFound

PAGE = "<h1>{{ title }}</h1><p>{{ text }}</p>"

app = Flask(__name__)


@app.context_processor
def site_name():
    return {"site": "Example"}


@app.errorhandler(404)
def page_not_found(e):
    return render_template_string(PAGE, title="Not found", text="Try the search."), 404


@app.errorhandler(401)
def unauthorized(e):
    return render_template_string("<h1>{{ site }}</h1>Log in"), 401


@app.errorhandler(TemplateNotFound)
def no_template(e):
    return "template missing", 500


@app.errorhandler(500)
def internal(e):
    return render_template_string("{{ 'Sorry' }}"), 500


@app.route("/")
def index():
    return render_template_string("Welcome to {{ site }}")


@app.route("/profile")
def profile():
    abort(401)


@app.route("/broken")
def broken():
    return render_template("no-such-file.html")


@app.route("/undefined")
def undefined():
    return render_template_string("{{ nothing.at.all }}")


def test_index():
    assert app.test_client().get("/").data == b"Welcome to Example"


def test_not_found():
    response = app.test_client().get("/no-page")
    assert response.status_code == 404
    assert b"<h1>Not found</h1>" in response.data


def test_unauthorized():
    response = app.test_client().get("/profile")
    assert response.status_code == 401
    assert response.data == b"<h1>Example</h1>Log in"


def test_broken():
    assert app.test_client().get("/broken").data == b"template missing"


def test_undefined():
    assert app.test_client().get("/undefined").data == b"Sorry"
