"""Everything that a handler can say about the exception it received."""

import pytest
from flask import Flask, abort
from werkzeug.exceptions import HTTPException, NotFound, ServiceUnavailable


class Plain(Exception):
    pass


class WithMessage(Exception):
    message = "default message"

    def __init__(self, message=None, **details):
        super(WithMessage, self).__init__(message or self.message)
        if message:
            self.message = message
        self.details = details


class WithText(Exception):
    def __init__(self, number):
        self.number = number

    def __str__(self):
        return "number %d" % self.number


app = Flask(__name__)


@app.errorhandler(Plain)
def plain(e):
    return "%s|%r|%d" % (e, e, len(e.args)), 400


@app.errorhandler(WithMessage)
def with_message(e):
    keys = ",".join(sorted(e.details))
    return f"{e.message} ({keys})", e.details.get("status", 400)


@app.errorhandler(WithText)
def with_text(e):
    return str(e) + " of " + e.__class__.__name__, 400


@app.errorhandler(NotFound)
def not_found(e):
    return "{0.code} {0.name}: {1}".format(e, e.description.split(".")[0]), e.code


@app.errorhandler(ServiceUnavailable)
def unavailable(e):
    return str(e), 503


@app.errorhandler(KeyError)
def key_error(e):
    return "missing %s" % e.args[0], 400


@app.errorhandler(HTTPException)
def http(e):
    return " ".join([str(e.code), e.name.upper(), "!" if e.code > 410 else "?"]), e.code


@app.route("/plain")
def view_plain():
    raise Plain("one", 2)


@app.route("/plain/empty")
def view_empty():
    raise Plain


@app.route("/message")
def view_message():
    raise WithMessage()


@app.route("/message/<text>")
def view_message_text(text):
    raise WithMessage("no " + text, status=409, item=text)


@app.route("/text/<int:number>")
def view_text(number):
    raise WithText(number * 2)


@app.route("/key/<name>")
def view_key(name):
    return {"a": "A"}[name]


@app.route("/busy")
def view_busy():
    raise ServiceUnavailable("come back later")


@app.route("/abort/<int:code>")
def view_abort(code):
    abort(code)


@pytest.mark.parametrize(
    "path, status, text",
    [
        ("/plain", 400, "('one', 2)|Plain('one', 2)|2"),
        ("/plain/empty", 400, "|Plain()|0"),
        ("/message", 400, "default message ()"),
        ("/message/tea", 409, "no tea (item,status)"),
        ("/text/21", 400, "number 42 of WithText"),
        ("/key/a", 200, "A"),
        ("/key/b", 400, "missing b"),
        ("/busy", 503, "503 Service Unavailable: come back later"),
        (
            "/abort/404",
            404,
            "404 Not Found: The requested URL was not found on the server",
        ),
        ("/abort/409", 409, "409 CONFLICT ?"),
        ("/abort/429", 429, "429 TOO MANY REQUESTS !"),
    ],
)
def test_answer(path, status, text):
    response = app.test_client().get(path)
    assert response.status_code == status
    assert response.get_data(as_text=True) == text
