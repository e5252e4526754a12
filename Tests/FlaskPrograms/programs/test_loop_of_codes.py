import pytest
from flask import Flask, abort
from werkzeug.exceptions import HTTPException

app = Flask(__name__)
app.config.update(TESTING=True)

MESSAGES = {400: "bad", 401: "who are you?", 403: "no", 404: "where?", 410: "too late"}


def text_error(error):
    return "%d: %s" % (error.code, MESSAGES[error.code]), error.code


for code in (400, 401, 403, 404, 410):
    app.register_error_handler(code, text_error)

for cls in [ValueError, KeyError]:
    app.register_error_handler(cls, lambda e: (type(e).__name__, 422))


@app.route("/abort/<int:code>")
def stop(code):
    abort(code)


@app.route("/number/<text>")
def number(text):
    return str(int(text))


@app.route("/lookup/<key>")
def lookup(key):
    table = {"a": "1"}
    return table[key]


@pytest.mark.parametrize("code", [400, 401, 403, 404, 410])
def test_codes_with_a_message(code):
    response = app.test_client().get("/abort/%d" % code)
    assert response.status_code == code
    assert response.get_data(as_text=True).startswith(str(code))


@pytest.mark.parametrize("code", [405, 409, 418])
def test_codes_without_a_message(code):
    assert app.test_client().get(f"/abort/{code}").status_code == code


@pytest.mark.parametrize(
    "text,body",
    [
        ("12", b"12"),
        ("-3", b"-3"),
        ("twelve", b"ValueError"),
        pytest.param("", b"404: where?", id="empty"),
    ],
)
def test_number(text, body):
    assert app.test_client().get("/number/" + text).data == body


def test_lookup():
    client = app.test_client()
    assert client.get("/lookup/a").data == b"1"
    assert client.get("/lookup/b").data == b"KeyError"
    assert client.get("/lookup/b").status_code == 422
