"""Exceptions of the standard library, caught by their base classes."""

import datetime
import decimal
import json

from flask import Flask, request

app = Flask(__name__)


@app.errorhandler(ValueError)
def value_error(e):
    return "value: " + type(e).__name__, 400


@app.errorhandler(ArithmeticError)
def arithmetic_error(e):
    return "arithmetic: " + type(e).__name__, 400


@app.errorhandler(OSError)
def os_error(e):
    return "os: " + type(e).__name__, 500


@app.errorhandler(LookupError)
def lookup_error(e):
    return "lookup: " + type(e).__name__, 404


@app.errorhandler(TypeError)
def type_error(e):
    return "type", 500


@app.errorhandler(AttributeError)
def attribute_error(e):
    return "attribute", 500


@app.route("/json", methods=["POST"])
def parse_json():
    return str(len(json.loads(request.get_data(as_text=True))))


@app.route("/date/<text>")
def date(text):
    return datetime.datetime.strptime(text, "%Y-%m-%d").strftime("%d.%m.%Y")


@app.route("/decimal/<text>")
def parse_decimal(text):
    return str(decimal.Decimal(text) * 2)


@app.route("/divide/<int:a>/<int:b>")
def divide(a, b):
    return "%d remainder %d" % divmod(a, b)


@app.route("/open")
def open_file():
    open("/no/such/file")
    return "opened"


@app.route("/index/<int:i>")
def index(i):
    return ["a", "b"][i]


@app.route("/unicode")
def unicode():
    return b"\xff".decode("utf-8")


@app.route("/none")
def none():
    return None + 1


@app.route("/attribute")
def attribute():
    return "text".no_such_method()


@app.route("/unpack")
def unpack():
    a, b = "abc"
    return a + b


@app.route("/assert")
def assertion():
    assert request.path == "/other", "wrong path"
    return "ok"


@app.route("/timeout")
def timeout():
    raise TimeoutError(110, "timed out")


@app.route("/next")
def next_item():
    return next(iter([]))


@app.route("/recursion")
def recursion():
    return recursion()


def test_value_errors():
    client = app.test_client()
    assert client.post("/json", data="[1, 2]").data == b"2"
    assert client.post("/json", data="{").data == b"value: JSONDecodeError"
    assert client.get("/date/2026-02-29").data == b"value: ValueError"
    assert client.get("/date/2026-02-28").data == b"28.02.2026"
    assert client.get("/unicode").data == b"value: UnicodeDecodeError"
    assert client.get("/unpack").data == b"value: ValueError"


def test_arithmetic_errors():
    client = app.test_client()
    assert client.get("/decimal/x").data == b"arithmetic: InvalidOperation"
    assert client.get("/decimal/1.5").data == b"3.0"
    assert client.get("/divide/7/0").data == b"arithmetic: ZeroDivisionError"
    assert client.get("/divide/7/2").data == b"3 remainder 1"


def test_others():
    client = app.test_client()
    assert client.get("/open").data == b"os: FileNotFoundError"
    assert client.get("/timeout").data == b"os: TimeoutError"
    assert client.get("/index/2").data == b"lookup: IndexError"
    assert client.get("/index/1").data == b"b"
    assert client.get("/none").data == b"type"
    assert client.get("/attribute").data == b"attribute"


def test_not_handled():
    client = app.test_client()
    assert client.get("/assert").status_code == 500
    assert client.get("/next").status_code == 500
    assert client.get("/recursion").status_code == 500
