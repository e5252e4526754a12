"""Exceptions that are not subclasses of Exception, and other things that are raised."""

import asyncio

import pytest
from flask import Flask

app = Flask(__name__)


class Fatal(BaseException):
    pass


@app.errorhandler(Exception)
def anything(e):
    return "handled " + type(e).__name__, 500


@app.route("/exit")
def leave():
    raise SystemExit(3)


@app.route("/interrupt")
def interrupt():
    raise KeyboardInterrupt


@app.route("/fatal")
def fatal():
    raise Fatal("fatal")


@app.route("/cancelled")
def cancelled():
    raise asyncio.CancelledError()


@app.route("/text")
def text():
    raise "not an exception"


@app.route("/class")
def not_an_exception():
    raise object


@app.route("/group")
def group():
    raise ExceptionGroup("several", [ValueError(1), KeyError(2)])


def test_not_handled():
    client = app.test_client()
    with pytest.raises(SystemExit):
        client.get("/exit")
    with pytest.raises(KeyboardInterrupt):
        client.get("/interrupt")
    with pytest.raises(Fatal, match="fatal"):
        client.get("/fatal")
    with pytest.raises(BaseException) as caught:
        client.get("/cancelled")
    assert caught.type is asyncio.CancelledError


def test_handled():
    client = app.test_client()
    assert client.get("/text").data == b"handled TypeError"
    assert client.get("/class").data == b"handled TypeError"
    assert client.get("/group").data == b"handled ExceptionGroup"


def test_not_registered():
    for target in (Fatal, SystemExit):
        with pytest.raises((AssertionError, ValueError, TypeError, KeyError)):
            app.register_error_handler(target, anything)
            raise AssertionError("it was registered")
