# pallets/flask pull request 1413: a handler for 500 is not called in debug mode
from flask import Flask, render_template_string

app = Flask(__name__)


@app.errorhandler(404)
def page_not_found(e):
    return render_template_string("<h1>404</h1>"), 404


@app.errorhandler(500)
def server_error(e):
    return render_template_string("<h1>500</h1>"), 500


@app.route("/broken")
def broken():
    return undefined  # noqa: F821


def test_production():
    assert app.test_client().get("/broken").data == b"<h1>500</h1>"


def test_debug():
    app.debug = True
    try:
        assert app.test_client().get("/unknown").data == b"<h1>404</h1>"
        assert app.test_client().get("/broken").data == b"<h1>500</h1>"
    finally:
        app.debug = False
