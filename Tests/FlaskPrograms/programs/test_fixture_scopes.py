"""One application for the module and one for each test: the counter shows which one answers."""

import pytest
from flask import Flask


class First(Exception):
    pass


class Second(Exception):
    pass


class Both(First, Second):
    pass


ERRORS = {"first": First, "second": Second, "both": Both}


def build():
    app = Flask("scopes")

    @app.errorhandler(Second)
    def second(error):
        return "second", 502

    @app.errorhandler(Exception)
    def other(error):
        return "other", 500

    @app.route("/raise/<which>")
    def fail(which):
        raise ERRORS[which]("no detail")

    return app


@pytest.fixture(scope="module")
def shared():
    return build().test_client()


@pytest.fixture
def fresh():
    return build().test_client()


@pytest.fixture(autouse=True)
def announce(request):
    yield


def test_first_on_the_shared_app(shared):
    assert shared.get("/raise/first").data == b"other"


def test_both_on_the_shared_app(shared):
    assert shared.get("/raise/both").data == b"second"


def test_both_on_a_fresh_app(fresh):
    assert fresh.get("/raise/both").data == b"second"


def test_first_then_both_on_a_fresh_app(fresh):
    assert fresh.get("/raise/first").status_code == 500
    assert fresh.get("/raise/both").status_code == 502


def test_unknown_name_is_a_key_error(fresh):
    assert fresh.get("/raise/third").data == b"other"
