"""A service layer raises its own errors from those of the store."""

import pytest
from flask import Flask

STORE = {"a": "10", "b": "ten"}


class ServiceError(Exception):
    pass


class NotStored(ServiceError):
    pass


class Corrupt(ServiceError, ValueError):
    pass


def load(key):
    try:
        value = STORE[key]
    except KeyError as error:
        raise NotStored(key) from error
    return value


def load_number(key):
    value = load(key)
    try:
        return int(value)
    except ValueError:
        raise Corrupt("%s is not a number" % value)


app = Flask(__name__)


@app.errorhandler(ServiceError)
def service_error(error):
    cause = error.__cause__
    if cause is not None:
        return (
            "{} because of {}".format(type(error).__name__, type(cause).__name__),
            404,
        )
    return "service error", 500


@app.errorhandler(ValueError)
def value_error(error):
    return str(error), 422


@app.route("/raw/<key>")
def raw(key):
    return load(key)


@app.route("/number/<key>")
def number(key):
    return "%05d" % load_number(key)


@app.route("/safe/<key>")
def safe(key):
    try:
        return str(load_number(key))
    except ServiceError:
        return "0"
    finally:
        pass


@pytest.fixture
def get():
    client = app.test_client()

    def get(path):
        response = client.get(path)
        return response.status_code, response.get_data(as_text=True)

    return get


def test_raw(get):
    assert get("/raw/a") == (200, "10")
    assert get("/raw/c") == (404, "NotStored because of KeyError")


def test_number(get):
    assert get("/number/a") == (200, "00010")
    status, text = get("/number/c")
    assert status == 404


def test_corrupt(get):
    # ServiceError comes before ValueError in the MRO.
    assert get("/number/b") == (500, "service error")


def test_safe(get):
    assert get("/safe/a") == (200, "10")
    assert get("/safe/b") == (200, "0")
    assert get("/safe/c") == (200, "0")
