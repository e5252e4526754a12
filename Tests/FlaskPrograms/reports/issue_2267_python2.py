# pallets/flask issue 2267, in the form of its time: bodies are compared with text, which is only equal in Python 2
from flask import Flask


class Timeout(Exception):
    pass


class Refused(Exception):
    pass


class TimeoutAndRefused(Timeout, Refused):
    pass


app = Flask(__name__)


@app.errorhandler(Refused)
def handle_refused(e):
    return "refused", 500


@app.errorhandler(Exception)
def handle_exception(e):
    return "exception", 500


@app.route("/<exception>", methods=["POST"])
def raise_exception(exception):
    exc = globals()[exception]
    raise exc


def test_precedence_of_handlers():
    client = app.test_client()

    first = client.post("/Timeout")
    assert first.data == "exception"

    second = client.post("/TimeoutAndRefused")
    assert second.data == "refused"
