# pallets/flask issue 2841: since 1.0 a handler for Exception also gets 404 and 405
from flask import Flask

app = Flask(__name__)


@app.errorhandler(Exception)
def log_and_hide(error):
    return "internal error", 500


@app.route("/")
def index():
    return "index"


def test_view():
    assert app.test_client().get("/").data == b"index"


def test_favicon():
    assert app.test_client().get("/favicon.ico").status_code == 404


def test_post():
    assert app.test_client().post("/").status_code == 405
