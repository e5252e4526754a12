"""awkward.eb for Flask 2.2.5, written by errorbook.

The tests send the requests of the script in order and assert what errorbook predicts for this release.
Each test creates its own app. To run the tests with Python 3.11:

    python3.11 -m venv flask-2.2.5
    flask-2.2.5/bin/pip install pytest Flask==2.2.5 Werkzeug==2.2.3 Jinja2==3.1.6 MarkupSafe==3.0.4 itsdangerous==2.2.0 click==8.5.1
    flask-2.2.5/bin/pytest THIS_FILE.py
"""

import builtins

import pytest as flasks_pytest
from flask import Blueprint, Flask as flasks_Flask, abort
from werkzeug.exceptions import BadRequestKeyError, HTTPException, NotFound as flasks_NotFound
from werkzeug.routing import RequestRedirect


class Exception_(Exception):
    pass


class app(Exception_):
    pass


class get(Exception_):
    pass


class Flask(Exception_):
    pass


class TestNothing(Exception_):
    __test__ = False


# Line 8 of the script names this class __name__.
class __name___(Exception_):
    pass

__name___.__name__ = "__name__"


class Größe(Exception_):
    pass


class KeyError(builtins.KeyError):
    pass


class NotFound(flasks_NotFound):
    pass


class super(HTTPException):
    def __init__(self_2, *args, **kwargs):
        builtins.super(super, self_2).__init__(*args, **kwargs)
        self_2.code = 410


class self(HTTPException):
    code = 401

    def __init__(self_2, *args, **kwargs):
        builtins.super(self, self_2).__init__(*args, **kwargs)
        self_2.code = 404


# Line 48 of the script names this class Größe.
class Größe_2(LookupError):
    pass

Größe_2.__name__ = "Größe"


def handle_key_error(error):
    return "Python's", 500


def handle_app(error):
    return "says \"hello\",\n\tit's C:\\temp \u202e\x00 ü", 500


def handle_get(error):
    return "", 204


def handle_Größe_in_größe(error):
    return "ß"


def handle_key_error_2(error):
    return "mine", 500


def handle_lookup_error(error):
    return "another Größe"


def create_app(at_line):
    """Returns the app as of a line of the script."""
    app_2 = flasks_Flask(__name__, static_folder=None)

    if at_line == 21:
        static = Blueprint("static", __name__, url_prefix="/static")
        größe = Blueprint("größe", __name__, url_prefix="/größe")
        pytest = Blueprint("pytest", __name__, url_prefix="/pytest")

    if at_line == 21:
        app_2.errorhandler(builtins.KeyError)(handle_key_error)
        app_2.errorhandler(app)(handle_app)
        app_2.errorhandler(get)(handle_get)
        größe.errorhandler(Größe)(handle_Größe_in_größe)
        app_2.errorhandler(KeyError)(handle_key_error_2)

    if at_line >= 49:
        app_2.errorhandler(LookupError)(handle_lookup_error)

    @app_2.route("/raise/app")
    def raise_app():
        raise app()

    @app_2.route("/raise/get")
    def raise_get():
        raise get()

    @app_2.route("/raise/Flask")
    def raise_flask():
        raise Flask()

    @app_2.route("/raise/TestNothing")
    def raise_test_nothing():
        raise TestNothing()

    @app_2.route("/raise/__name___")
    def raise___name___():
        raise __name___()

    @app_2.route("/raise/KeyError")
    def raise_key_error():
        raise KeyError()

    @app_2.route("/raise/BadRequestKeyError")
    def raise_bad_request_key_error():
        raise BadRequestKeyError("key")

    @app_2.route("/raise/NotFound")
    def raise_not_found():
        raise NotFound()

    @app_2.route("/raise/super")
    def raise_super():
        raise super()

    @app_2.route("/raise/self")
    def raise_self():
        raise self()

    @app_2.route("/raise/RequestRedirect")
    def raise_request_redirect():
        raise RequestRedirect("http://localhost/elsewhere")

    @app_2.route("/raise/HTTPException")
    def raise_http_exception():
        raise HTTPException()

    @app_2.route("/abort/999")
    def abort_999():
        abort(999)

    @app_2.route("/visit/redirect/")
    def visit_redirect():
        return "URLs without a trailing slash do not reach this view"

    @app_2.route("/raise/SystemExit")
    def raise_system_exit():
        raise SystemExit()

    @app_2.route("/raise/Größe_2")
    def raise_Größe_2():
        raise Größe_2()

    if at_line == 21:
        @static.route("/abort/404")
        def abort_404_in_static():
            abort(404)

    if at_line == 21:
        @größe.route("/raise/Größe")
        def raise_Größe_in_größe():
            raise Größe()

    if at_line == 21:
        @pytest.route("/raise/IndexError")
        def raise_index_error_in_pytest():
            raise IndexError()

    if at_line == 21:
        app_2.register_blueprint(static)
        app_2.register_blueprint(größe)
        app_2.register_blueprint(pytest)

    return app_2


# Default pages differ between releases, so the tests treat all of them as equal.
PAGE = "a default page"


def get_2(app_2, path):
    """Sends a GET request and returns the body and the status code."""
    answer = app_2.test_client().get(path)
    body = answer.get_data(as_text=True)
    if body.lower().startswith("<!doctype html"):
        body = PAGE
    return body, answer.status_code


def test_quoted_and_n_code():
    "\"quoted\" \\ and ünïcode"

    app_2 = create_app(at_line=21)
    assert get_2(app_2, "/größe/raise/Größe") == ("ß", 200)  # line 42


def test_block():
    """"""

    app_2 = create_app(at_line=21)
    assert get_2(app_2, "/raise/app") == ("says \"hello\",\n\tit's C:\\temp \u202e\x00 ü", 500)  # line 45


def test_from_line_22():
    app_2 = create_app(at_line=21)
    assert get_2(app_2, "/raise/app") == ("says \"hello\",\n\tit's C:\\temp \u202e\x00 ü", 500)  # line 22
    assert get_2(app_2, "/raise/get") == ("", 204)  # line 23
    assert get_2(app_2, "/raise/Flask") == (PAGE, 500)  # line 24
    assert get_2(app_2, "/raise/TestNothing") == (PAGE, 500)  # line 25
    assert get_2(app_2, "/raise/__name___") == (PAGE, 500)  # line 26
    assert get_2(app_2, "/größe/raise/Größe") == ("ß", 200)  # line 27
    assert get_2(app_2, "/raise/KeyError") == ("mine", 500)  # line 28
    assert get_2(app_2, "/raise/BadRequestKeyError") == ("Python's", 500)  # line 29
    assert get_2(app_2, "/pytest/raise/IndexError") == (PAGE, 500)  # line 30
    assert get_2(app_2, "/raise/NotFound") == (PAGE, 404)  # line 31
    assert get_2(app_2, "/raise/super") == (PAGE, 410)  # line 32
    assert get_2(app_2, "/raise/self") == (PAGE, 404)  # line 33
    assert get_2(app_2, "/raise/RequestRedirect") == (PAGE, 308)  # line 34
    assert get_2(app_2, "/raise/HTTPException") == (PAGE, 200)  # line 35
    assert get_2(app_2, "/static/abort/404") == (PAGE, 404)  # line 36
    assert get_2(app_2, "/abort/999") == (PAGE, 500)  # line 37
    assert get_2(app_2, "/static/visit/unknown") == (PAGE, 404)  # line 38
    assert get_2(app_2, "/visit/redirect") == (PAGE, 308)  # line 39
    with flasks_pytest.raises(SystemExit) as crash:  # line 40
        get_2(app_2, "/raise/SystemExit")
    assert crash.type.__name__ == "SystemExit"


def test_from_line_50():
    app_2 = create_app(at_line=49)
    assert get_2(app_2, "/raise/Größe_2") == ("another Größe", 200)  # line 50
