"""Newer syntax of Python: match, the walrus operator, positional parameters, exception groups are not used here."""

import re

from flask import Flask, abort


class Invalid(Exception):
    def __init__(self, what, /, *, hint=None):
        super().__init__(what)
        self.what = what
        self.hint = hint


app = Flask(__name__)


@app.errorhandler(Invalid)
def invalid(error: Invalid):
    match error.hint:
        case None:
            return f"invalid {error.what}", 400
        case str() as hint:
            return f"invalid {error.what}, try {hint!r}", 400
        case _:
            return "invalid", 400


@app.errorhandler(404)
@app.errorhandler(410)
def absent(error):
    match error.code:
        case 404:
            text = "not here"
        case 410:
            text = "no longer here"
    return text, error.code


@app.route("/version/<text>")
def version(text):
    if (found := re.fullmatch(r"v(\d+)", text)) is None:
        raise Invalid("version", hint="v1")
    return f"{int(found.group(1)):03d}"


@app.route("/mode/<mode>")
def mode(mode):
    match mode:
        case "on" | "off":
            return "mode is " + mode
        case "old":
            abort(410)
        case _:
            raise Invalid(mode)


def test_version():
    client = app.test_client()
    assert client.get("/version/v7").data == b"007"
    assert (response := client.get("/version/7")).status_code == 400
    assert response.data == b"invalid version, try 'v1'"


def test_mode():
    client = app.test_client()
    assert client.get("/mode/on").data == b"mode is on"
    assert client.get("/mode/old").data == b"no longer here"
    assert client.get("/mode/maybe").data == b"invalid maybe"


def test_unknown():
    assert app.test_client().get("/").data == b"not here"
