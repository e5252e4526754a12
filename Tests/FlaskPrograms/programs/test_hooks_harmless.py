"""Hooks that only measure and log."""

import logging
import time

from flask import Flask, g, request

log = logging.getLogger(__name__)

app = Flask(__name__)
app.testing = True


@app.before_request
def start_timer():
    g.start = time.time()


@app.after_request
def log_request(response):
    log.info("%s %s took %.3f s", request.method, request.path, time.time() - g.start)
    return response


@app.teardown_request
def close(error=None):
    g.pop("start", None)


@app.errorhandler(ArithmeticError)
def arithmetic(error):
    log.warning("arithmetic", exc_info=error)
    return "arithmetic error", 500


@app.route("/ratio/<int:a>/<int:b>")
def ratio(a, b):
    return str(a / b)


def test_ratio():
    client = app.test_client()
    assert client.get("/ratio/6/4").data == b"1.5"


def test_division_by_zero():
    client = app.test_client()
    response = client.get("/ratio/6/0")
    assert response.status_code == 500
    assert response.data == b"arithmetic error"
