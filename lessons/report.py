# The program of Flask issue #2267, with a test. errorbook reads this file; it does not run it.
from flask import Flask


class E1(Exception):
    pass


class E2(Exception):
    pass


class E(E1, E2):
    pass


app = Flask(__name__)


@app.errorhandler(E2)
def second(error):
    return "E2", 500


@app.errorhandler(Exception)
def anything(error):
    return "Exception", 500


@app.route("/<name>")
def fail(name):
    raise globals()[name]


def test_e_does_not_depend_on_earlier_errors():
    client = app.test_client()
    assert client.get("/E1").data == b"Exception"
    assert client.get("/E").data == b"E2"
