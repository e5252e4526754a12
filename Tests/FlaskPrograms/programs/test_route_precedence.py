"""Several routes fit: which one is chosen, and which converters refuse a value."""

import pytest
from flask import Flask
from werkzeug.routing import BaseConverter, ValidationError


class EvenConverter(BaseConverter):
    regex = r"\d+"

    def to_python(self, value):
        number = int(value)
        if number % 2:
            raise ValidationError()
        return number


app = Flask(__name__)
app.url_map.converters["even"] = EvenConverter


@app.errorhandler(404)
def not_found(error):
    return "none", 404


@app.route("/users/<name>")
def by_name(name):
    return "name " + name


@app.route("/users/me")
def me():
    return "me"


@app.route("/users/<int:number>")
def by_number(number):
    return "number %d" % number


@app.route("/files/<path:path>")
def files(path):
    return "path " + path


@app.route("/files/<name>")
def file(name):
    return "file " + name


@app.route("/lang/<string(length=2):code>")
def language(code):
    return "language " + code


@app.route("/limited/<int(min=1, max=9):digit>")
def limited(digit):
    return "digit %d" % digit


@app.route("/even/<even:number>")
def even(number):
    return "even %d" % number


@app.route("/<int:year>/<int:month>/<title>")
def article(year, month, title):
    return "%d-%02d %s" % (year, month, title)


@app.route("/same")
def first():
    return "first"


@app.route("/same")
def second():
    return "second"


@pytest.mark.parametrize(
    "path, text",
    [
        ("/users/ada", "name ada"),
        ("/users/me", "me"),
        ("/users/7", "number 7"),
        ("/users/-7", "name -7"),
        ("/users/", "none"),
        ("/files/a", "file a"),
        ("/files/a/b", "path a/b"),
        ("/lang/en", "language en"),
        ("/lang/eng", "none"),
        ("/limited/9", "digit 9"),
        ("/limited/10", "none"),
        ("/even/10", "even 10"),
        ("/even/11", "none"),
        ("/2026/5/hello", "2026-05 hello"),
        ("/2026/may/hello", "none"),
        ("/same", "first"),
        ("/users/a%20b", "name a b"),
    ],
)
def test_path(path, text):
    assert app.test_client().get(path).get_data(as_text=True) == text
