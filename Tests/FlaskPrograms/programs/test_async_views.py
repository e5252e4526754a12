"""Views as coroutines, which need Flask 2 with the async extra."""

import asyncio

from flask import Flask, abort

app = Flask(__name__)


class Slow(Exception):
    pass


@app.errorhandler(Slow)
async def slow(error):
    return "too slow", 504


@app.errorhandler(404)
def not_found(error):
    return "not here", 404


@app.route("/plain")
def plain():
    return "plain"


@app.route("/wait")
async def wait():
    await asyncio.sleep(0)
    return "waited"


@app.route("/slow")
async def fail():
    raise Slow


@app.route("/sync-slow")
def sync_fail():
    raise Slow


def test_plain():
    assert app.test_client().get("/plain").data == b"plain"


def test_unknown():
    assert app.test_client().get("/wait/for/me").data == b"not here"


def test_wait():
    assert app.test_client().get("/wait").status_code == 200


def test_slow():
    response = app.test_client().get("/slow")
    assert response.status_code == 504


def test_async_handler_of_a_plain_view():
    assert app.test_client().get("/sync-slow").status_code == 504
