# pallets/flask issue 2821: if one before_request function raises, later ones do not run, but after_request does
from flask import Flask, g

app = Flask(__name__)


class Blocked(Exception):
    pass


@app.before_request
def check():
    raise Blocked


@app.before_request
def prepare():
    g.policy = "strict"


@app.after_request
def finish(response):
    response.headers["X-Policy"] = g.get("policy", "none")
    return response


@app.errorhandler(Blocked)
def blocked(error):
    return "blocked", 403


@app.route("/")
def index():
    return "index"


def test_blocked():
    response = app.test_client().get("/")
    assert response.status_code == 403
    assert response.data == b"blocked"
    assert response.headers["X-Policy"] == "strict"
