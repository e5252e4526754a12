import pytest
from flask import Flask
from werkzeug.exceptions import BadRequest, HTTPException, NotFound


class AppError(Exception):
    pass


class Retryable:
    retry = True


class Missing(AppError, NotFound):
    pass


class Late(Retryable, AppError):
    pass


class Strange(NotFound, KeyError):
    description = "strange"


class BadKey(BadRequest, KeyError):
    def __str__(self):
        return "bad key"


def build(*handlers):
    app = Flask(__name__)
    raised = {"missing": Missing, "late": Late, "strange": Strange, "badkey": BadKey, "key": KeyError}

    @app.route("/<name>")
    def view(name):
        raise raised[name]()

    for cls in handlers:
        def handler(error, cls=cls):
            label = cls if isinstance(cls, int) else cls.__name__
            return "%s by %s" % (type(error).__name__, label), 200

        app.register_error_handler(cls, handler)
    return app.test_client()


CASES = [
    ("missing", (AppError,), b"Missing by AppError"),
    ("missing", (AppError, 404), b"Missing by 404"),
    ("missing", (NotFound, AppError), b"Missing by NotFound"),
    ("missing", (HTTPException, AppError), None),
    ("late", (AppError, Exception), b"Late by AppError"),
    ("late", (Retryable,), None),
    ("strange", (KeyError, 404), b"Strange by 404"),
    ("strange", (KeyError,), b"Strange by KeyError"),
    ("badkey", (LookupError,), b"BadKey by LookupError"),
    ("key", (LookupError, Exception), b"KeyError by LookupError"),
]


@pytest.mark.parametrize("name, handlers, expected", [c for c in CASES if c[2]])
def test_cases(name, handlers, expected):
    response = build(*handlers).get("/" + name)
    assert response.data == expected


def test_http_exception_and_app_error():
    response = build(HTTPException, AppError).get("/missing")
    assert response.data in (b"Missing by AppError", b"Missing by HTTPException")


def test_unknown_name():
    response = build(404).get("/other")
    assert response.status_code == 500


def test_not_an_exception():
    try:
        client = build(Retryable)
    except (AssertionError, TypeError, ValueError, AttributeError) as error:
        assert type(error).__name__ != ""
    else:
        assert client.get("/late").status_code == 500
