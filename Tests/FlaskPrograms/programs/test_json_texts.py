"""Texts that are JSON, nearly JSON, or not at all. The ids of the tests have backslashes."""

import pytest
from flask import Flask, jsonify, request

app = Flask(__name__)


@app.route("/", methods=["POST"])
def echo():
    data = request.get_json(force=True)
    return jsonify(value=data)


TEXTS = [
    '"\\u00e9\\u2603"',
    '"\\ud83d\\ude00"',
    '"\\b\\f\\/\\n"',
    "[0.5, -1.25, 100.0]",
    '{"a": 1, "a": 2}',
    " [ ] ",
    "-0",
    "[true,false,null]",
    '{"b":{"c":[{}]}}',
    "01",
    "1.",
    ".5",
    "+1",
    "-",
    "tru",
    "[1,,2]",
    '{"a":1 "b"}',
    "\t[1]\n",
    '{"\\u0041": "x"}',
    "{1: 2}",
    "[1, 2",
    '{"a',
    '"a\\',
    "caf\u00e9",
]


@pytest.mark.parametrize("text", TEXTS)
def test_text(text):
    assert app.test_client().post("/", data=text).status_code in (200, 400)


@pytest.mark.parametrize("data", [b"[1]", b"{", b'"\\n"', b"\\"])
def test_bytes(data):
    assert app.test_client().post("/", data=data).status_code in (200, 400)
