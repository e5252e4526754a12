"""constructors.eb for Flask 2.2.5, written by errorbook.

The tests send the requests of the script in order and assert what errorbook predicts for this release.
Each test creates its own app. To run the tests with Python 3.11:

    python3.11 -m venv flask-2.2.5
    flask-2.2.5/bin/pip install pytest Flask==2.2.5 Werkzeug==2.2.3 Jinja2==3.1.6 MarkupSafe==3.0.4 itsdangerous==2.2.0 click==8.5.1
    flask-2.2.5/bin/pytest THIS_FILE.py
"""

import builtins

import pytest
from flask import Flask
from werkzeug.exceptions import (
    BadRequestKeyError,
    MethodNotAllowed,
    NotFound,
    RequestedRangeNotSatisfiable,
    Unauthorized,
)
from werkzeug.routing import RequestRedirect


class First(builtins.ValueError, NotFound):
    pass


class Last(NotFound, builtins.ValueError):
    pass


class Exit(SystemExit, NotFound):
    pass


class Moved(RequestRedirect):
    pass


class NotMoved(builtins.ValueError, RequestRedirect):
    pass


class Key(BadRequestKeyError):
    pass


class Mixed(KeyError, RequestedRangeNotSatisfiable):
    pass


class Two(Unauthorized, MethodNotAllowed):
    pass


class Methods(BadRequestKeyError, MethodNotAllowed, ExceptionGroup):
    pass


class Several(ExceptionGroup):
    pass


class Any(BaseExceptionGroup):
    pass


class Undecoded(UnicodeDecodeError):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.code = 400


class ValueError(Exception):
    pass


def handle_attribute_error(error):
    return "missing", 500


def handle_mixed(error):
    return error


def handle_unicode_error(error):
    return "decoding", error.code


def handle_exception_group(error):
    raise error


def create_app(at_line):
    """Returns the app as of a line of the script."""
    app = Flask(__name__)

    if at_line >= 39:
        app.errorhandler(AttributeError)(handle_attribute_error)
        app.errorhandler(Mixed)(handle_mixed)
        app.errorhandler(UnicodeError)(handle_unicode_error)
        app.errorhandler(ExceptionGroup)(handle_exception_group)

    @app.route("/raise/First")
    def raise_first():
        raise First()

    @app.route("/raise/Last")
    def raise_last():
        raise Last()

    @app.route("/raise/Exit")
    def raise_exit():
        raise Exit()

    @app.route("/raise/Moved")
    def raise_moved():
        raise Moved("http://localhost/elsewhere")

    @app.route("/raise/NotMoved")
    def raise_not_moved():
        raise NotMoved()

    @app.route("/raise/RequestRedirect")
    def raise_request_redirect():
        raise RequestRedirect("http://localhost/elsewhere")

    @app.route("/raise/Key")
    def raise_key():
        raise Key("key")

    @app.route("/raise/BadRequestKeyError")
    def raise_bad_request_key_error():
        raise BadRequestKeyError("key")

    @app.route("/raise/Mixed")
    def raise_mixed():
        raise Mixed()

    @app.route("/raise/Two")
    def raise_two():
        raise Two()

    @app.route("/raise/Methods")
    def raise_methods():
        raise Methods("several", [builtins.ValueError()])

    @app.route("/raise/Several")
    def raise_several():
        raise Several("several", [builtins.ValueError()])

    @app.route("/raise/ExceptionGroup")
    def raise_exception_group():
        raise ExceptionGroup("several", [builtins.ValueError()])

    @app.route("/raise/BaseExceptionGroup")
    def raise_base_exception_group():
        raise BaseExceptionGroup("several", [KeyboardInterrupt()])

    @app.route("/raise/Any")
    def raise_any():
        raise Any("several", [builtins.ValueError()])

    @app.route("/raise/UnicodeDecodeError")
    def raise_unicode_decode_error():
        raise UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte")

    @app.route("/raise/UnicodeEncodeError")
    def raise_unicode_encode_error():
        raise UnicodeEncodeError("ascii", "\xe9", 0, 1, "ordinal not in range")

    @app.route("/raise/UnicodeTranslateError")
    def raise_unicode_translate_error():
        raise UnicodeTranslateError("\xe9", 0, 1, "no such character")

    @app.route("/raise/Undecoded")
    def raise_undecoded():
        raise Undecoded("utf-8", b"\xff", 0, 1, "invalid start byte")

    @app.route("/raise/ValueError")
    def raise_value_error():
        raise ValueError()

    return app


# Default pages differ between releases, so the tests treat all of them as equal.
PAGE = "a default page"


def get(app, path):
    """Sends a GET request and returns the body and the status code."""
    answer = app.test_client().get(path)
    body = answer.get_data(as_text=True)
    if body.lower().startswith("<!doctype html"):
        body = PAGE
    return body, answer.status_code


def test_from_line_16():
    app = create_app(at_line=0)
    assert get(app, "/raise/First") == (PAGE, 500)  # line 16
    assert get(app, "/raise/Last") == (PAGE, 404)  # line 17
    assert get(app, "/raise/Exit") == (PAGE, 500)  # line 18
    assert get(app, "/raise/Moved") == (PAGE, 308)  # line 19
    assert get(app, "/raise/NotMoved") == (PAGE, 500)  # line 20
    assert get(app, "/raise/RequestRedirect") == (PAGE, 308)  # line 21
    assert get(app, "/raise/Key") == (PAGE, 400)  # line 22
    assert get(app, "/raise/BadRequestKeyError") == (PAGE, 400)  # line 23
    assert get(app, "/raise/Mixed") == (PAGE, 500)  # line 24
    assert get(app, "/raise/Two") == (PAGE, 401)  # line 25
    assert get(app, "/raise/Methods") == (PAGE, 500)  # line 26
    assert get(app, "/raise/Several") == (PAGE, 500)  # line 27
    assert get(app, "/raise/ExceptionGroup") == (PAGE, 500)  # line 28
    with pytest.raises(BaseExceptionGroup) as crash:  # line 29
        get(app, "/raise/BaseExceptionGroup")
    assert crash.type.__name__ == "BaseExceptionGroup"
    with pytest.raises(Any) as crash:  # line 30
        get(app, "/raise/Any")
    assert crash.type.__name__ == "Any"
    assert get(app, "/raise/UnicodeDecodeError") == (PAGE, 500)  # line 31
    assert get(app, "/raise/UnicodeEncodeError") == (PAGE, 500)  # line 32
    assert get(app, "/raise/UnicodeTranslateError") == (PAGE, 500)  # line 33
    assert get(app, "/raise/Undecoded") == (PAGE, 500)  # line 34
    assert get(app, "/raise/ValueError") == (PAGE, 500)  # line 35
    with pytest.raises(AssertionError):  # line 36
        app.errorhandler(AttributeError)(handle_attribute_error)
    with pytest.raises(AssertionError):  # line 37
        app.errorhandler(Mixed)(handle_mixed)
    with pytest.raises(AssertionError):  # line 38
        app.errorhandler(UnicodeError)(handle_unicode_error)
    with pytest.raises(AssertionError):  # line 39
        app.errorhandler(ExceptionGroup)(handle_exception_group)


def test_from_line_41():
    app = create_app(at_line=39)
    assert get(app, "/raise/First") == (PAGE, 500)  # line 41
    assert get(app, "/raise/Exit") == (PAGE, 500)  # line 42
    assert get(app, "/raise/Mixed") == (PAGE, 500)  # line 43
    assert get(app, "/raise/Undecoded") == ("decoding", 400)  # line 44
    assert get(app, "/raise/Several") == (PAGE, 500)  # line 45
