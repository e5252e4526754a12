"""Marks that change the result of a test: skip, skipif, xfail, importorskip, and tests that stop early."""

import sys

import pytest
from flask import Flask, __version__ as flask_version

app = Flask(__name__)


@app.route("/")
def index():
    return "index"


@app.errorhandler(404)
def not_found(error):
    return "not found", 404


@pytest.fixture
def client():
    return app.test_client()


@pytest.mark.skip(reason="later")
def test_skipped(client):
    assert client.get("/later").status_code == 200


@pytest.mark.skipif(sys.version_info < (3,), reason="needs Python 3")
def test_not_skipped(client):
    assert client.get("/").data == b"index"


@pytest.mark.skipif(sys.platform != "no platform", reason="always")
def test_skipped_here(client):
    assert client.get("/").status_code == 500


@pytest.mark.xfail
def test_expected_to_fail(client):
    assert client.get("/missing").status_code == 200


@pytest.mark.xfail(reason="but it passes")
def test_passes_anyway(client):
    assert client.get("/missing").status_code == 404


@pytest.mark.xfail(strict=True)
def test_strict(client):
    assert client.get("/").status_code == 200


def test_skips_itself(client):
    if client.get("/feature").status_code == 404:
        pytest.skip("the feature is off")
    raise AssertionError


def test_fails_itself(client):
    if client.get("/").data != b"welcome":
        pytest.fail("no welcome")


def test_needs_a_module(client):
    pytest.importorskip("no_such_module")
    client.get("/")


@pytest.mark.slow
def test_own_mark(client):
    assert client.get("/").status_code == 200


def test_no_such_fixture(database):
    assert database


def test_stops_at_the_first_assertion(client):
    assert client.get("/missing").data == b"index"
    assert client.get("/").data == b"index"
