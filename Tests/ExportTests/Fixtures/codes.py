"""codes.eb for Flask 3.1.0, written by errorbook.

The tests send the requests of the script in order and assert what errorbook predicts for this release.
Each test creates its own app. To run the tests with Python 3.11:

    python3.11 -m venv flask-3.1.0
    flask-3.1.0/bin/pip install pytest Flask==3.1.0 Werkzeug==3.1.9 Jinja2==3.1.6 MarkupSafe==3.0.4 itsdangerous==2.2.0 click==8.5.1 blinker==1.9.0
    flask-3.1.0/bin/pytest THIS_FILE.py
"""

import pytest
from flask import Flask, abort
from werkzeug.exceptions import HTTPException, NotFound


class Api(HTTPException):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.code = 404


class Derived(Api):
    pass


class Unset(HTTPException):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.code = None


class Odd(HTTPException):
    code = None


class Both(HTTPException):
    code = 404

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.code = 418


class Plain(Exception):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.code = 402


class TestCode(NotFound):
    __test__ = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.code = 403


# Line 28 of the script names this class Api.
class Api_2(HTTPException):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.code = 404

Api_2.__name__ = "Api"


# Line 29 of the script names this class Odd.
class Odd_2(HTTPException):
    code = None

Odd_2.__name__ = "Odd"


def handle_http_exception(error):
    return "http", error.code


def handle_404(error):
    return "by number", error.code


def handle_plain(error):
    return "plain", error.code


def handle_lookup_error(error):
    return "no code", error.code


def handle_500(error):
    return "sorry", error.code


def create_app(at_line):
    """Returns the app as of a line of the script."""
    app = Flask(__name__)

    if at_line >= 14:
        app.errorhandler(HTTPException)(handle_http_exception)
        app.errorhandler(404)(handle_404)
        app.errorhandler(Plain)(handle_plain)
        app.errorhandler(LookupError)(handle_lookup_error)
        app.errorhandler(500)(handle_500)

    @app.route("/raise/Api")
    def raise_api():
        raise Api()

    @app.route("/raise/Derived")
    def raise_derived():
        raise Derived()

    @app.route("/raise/Unset")
    def raise_unset():
        raise Unset()

    @app.route("/raise/Odd")
    def raise_odd():
        raise Odd()

    @app.route("/raise/Both")
    def raise_both():
        raise Both()

    @app.route("/raise/Plain")
    def raise_plain():
        raise Plain()

    @app.route("/raise/TestCode")
    def raise_test_code():
        raise TestCode()

    @app.route("/raise/KeyError")
    def raise_key_error():
        raise KeyError()

    @app.route("/abort/404")
    def abort_404():
        abort(404)

    @app.route("/raise/ValueError")
    def raise_value_error():
        raise ValueError()

    @app.route("/raise/Api_2")
    def raise_api_2():
        raise Api_2()

    @app.route("/raise/Odd_2")
    def raise_odd_2():
        raise Odd_2()

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


def test_without_handlers():
    """without handlers"""

    app = create_app(at_line=0)
    assert get(app, "/raise/Api_2") == (PAGE, 404)  # line 30
    assert get(app, "/raise/Odd_2") == (PAGE, 200)  # line 31


def test_the_script():
    app = create_app(at_line=14)
    assert get(app, "/raise/Api") == ("http", 404)  # line 15
    assert get(app, "/raise/Derived") == ("http", 404)  # line 16
    assert get(app, "/raise/Unset") == (PAGE, 200)  # line 17
    assert get(app, "/raise/Odd") == (PAGE, 200)  # line 18
    assert get(app, "/raise/Both") == ("http", 418)  # line 19
    assert get(app, "/raise/Plain") == ("plain", 402)  # line 20
    assert get(app, "/raise/TestCode") == ("by number", 403)  # line 21
    assert get(app, "/raise/KeyError") == ("sorry", 500)  # line 22
    assert get(app, "/abort/404") == ("by number", 404)  # line 23
    assert get(app, "/raise/ValueError") == ("sorry", 500)  # line 24
    with pytest.raises(TypeError):  # line 25
        class Twice(Api, Api):
            code = None

            def __init__(self, *args, **kwargs):
                super().__init__(*args, **kwargs)
                self.code = 404
