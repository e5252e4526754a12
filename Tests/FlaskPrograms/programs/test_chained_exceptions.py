import contextlib

import pytest
from flask import Flask, jsonify


class DomainError(Exception):
    http_status = 500

    def __str__(self):
        cause = self.__cause__
        text = super().__str__()
        return text + (" (because of %s: %s)" % (type(cause).__name__, cause) if cause else "")


class StorageError(DomainError):
    http_status = 503


class ParseError(DomainError, ValueError):
    http_status = 422


@contextlib.contextmanager
def translating(*types, to, message):
    try:
        yield
    except types as error:
        raise to(message) from error


app = Flask(__name__)
DATA = {"good": "12", "bad": "twelve"}


@app.route("/read/<key>")
def read(key):
    with translating(KeyError, to=StorageError, message="cannot read"):
        raw = DATA[key]
    with translating(ValueError, TypeError, to=ParseError, message="cannot parse"):
        number = int(raw)
    return jsonify(number=number)


@app.route("/nested")
def nested():
    try:
        try:
            [][3]
        except IndexError:
            raise KeyError("while handling")
    except KeyError as error:
        return jsonify(context=type(error.__context__).__name__, cause=repr(error.__cause__))


@app.route("/suppressed")
def suppressed():
    try:
        int("x")
    except ValueError:
        raise DomainError("hidden") from None


@app.route("/finally")
def with_finally():
    log = []
    try:
        try:
            log.append("try")
            raise ParseError("p")
        finally:
            log.append("finally")
    except ValueError:
        log.append("except")
    else:
        log.append("else")
    return " ".join(log)


@app.errorhandler(DomainError)
def domain(error):
    return str(error), error.http_status


@app.errorhandler(ValueError)
def value(error):
    return "value error", 400


@pytest.fixture
def client():
    return app.test_client()


@pytest.mark.parametrize(
    ["path", "status", "text"],
    [
        ("/read/none", 503, "cannot read (because of KeyError: 'none')"),
        ("/suppressed", 500, "hidden"),
        ("/finally", 200, "try finally except"),
    ],
    ids=["missing", "suppressed", "finally"],
)
def test_text(client, path, status, text):
    response = client.get(path)
    assert response.status_code == status
    assert response.data.decode() == text


def test_number(client):
    assert client.get("/read/good").status_code == 200


def test_parse_error(client):
    response = client.get("/read/bad")
    assert response.status_code == 422
    assert response.data.startswith(b"cannot parse (because of ValueError: invalid literal")


def test_context(client):
    response = client.get("/nested")
    assert b"IndexError" in response.data
    assert b"None" in response.data
