"""values.eb for Flask 3.1.0, written by errorbook.

The tests send the requests of the script in order and assert what errorbook predicts for this release.
Each test creates its own app. To run the tests with Python 3.11:

    python3.11 -m venv flask-3.1.0
    flask-3.1.0/bin/pip install pytest Flask==3.1.0 Werkzeug==3.1.9 Jinja2==3.1.6 MarkupSafe==3.0.4 itsdangerous==2.2.0 click==8.5.1 blinker==1.9.0
    flask-3.1.0/bin/pytest THIS_FILE.py
"""

import builtins

import pytest
from flask import Blueprint, Flask, abort
from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.routing import RequestRedirect


class Timeout(Exception):
    pass


class CardTimeout(Timeout):
    pass


class Teapot(HTTPException):
    code = 418


class Odd(NameError, NotFound):
    pass


class type(Exception):
    pass


def create_app():
    app = Flask(__name__)
    admin = Blueprint("admin", __name__, url_prefix="/admin")

    @app.errorhandler(Timeout)
    def handle_timeout(error):
        return f"{builtins.type(error).__name__} {{\"quoted\"}} \\ é\n", 504

    @app.errorhandler(HTTPException)
    def handle_http_exception(error):
        if isinstance(error, NotFound):
            return "missing", 404
        if error.code != 403:
            return f"{error.name} {error.code}", error.code
        abort(409)

    @app.errorhandler(LookupError)
    def handle_lookup_error(error):
        if not isinstance(error, KeyError):
            raise error
        if builtins.type(error) is KeyError:
            raise CardTimeout()
        return "other"

    @app.errorhandler(500)
    def handle_500(error):
        if isinstance(error.original_exception, LookupError):
            return "lookup", 500
        return f"{builtins.type(error.original_exception).__name__}", 500

    @app.errorhandler(RequestRedirect)
    def handle_request_redirect(error):
        if isinstance(error, RequestRedirect):
            return error
        raise error

    @admin.errorhandler(ValueError)
    def handle_value_error_in_admin(error):
        return f"{error.code}", 400

    @app.errorhandler(TypeError)
    def handle_type_error(error):
        return f"{error.name}", 400

    @app.errorhandler(type)
    def handle_type(error):
        return f"plain", 400

    @app.route("/raise/CardTimeout")
    def raise_card_timeout():
        raise CardTimeout()

    @app.route("/raise/Timeout")
    def raise_timeout():
        raise Timeout()

    @app.route("/raise/Teapot")
    def raise_teapot():
        raise Teapot()

    @app.route("/raise/Odd")
    def raise_odd():
        raise Odd()

    @app.route("/raise/type")
    def raise_type():
        raise type()

    @app.route("/abort/404")
    def abort_404():
        abort(404)

    @app.route("/abort/403")
    def abort_403():
        abort(403)

    @app.route("/abort/405")
    def abort_405():
        abort(405)

    @app.route("/abort/500")
    def abort_500():
        abort(500)

    @app.route("/raise/KeyError")
    def raise_key_error():
        raise KeyError()

    @app.route("/raise/IndexError")
    def raise_index_error():
        raise IndexError()

    @app.route("/raise/ValueError")
    def raise_value_error():
        raise ValueError()

    @app.route("/raise/TypeError")
    def raise_type_error():
        raise TypeError()

    @app.route("/visit/redirect/")
    def visit_redirect():
        return "URLs without a trailing slash do not reach this view"

    @app.route("/raise/ArithmeticError")
    def raise_arithmetic_error():
        raise ArithmeticError()

    @app.route("/raise/KeyboardInterrupt")
    def raise_keyboard_interrupt():
        raise KeyboardInterrupt()

    @admin.route("/raise/ValueError")
    def raise_value_error_in_admin():
        raise ValueError()

    app.register_blueprint(admin)

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


def test_the_script():
    app = create_app()
    assert get(app, "/raise/CardTimeout") == ("CardTimeout {\"quoted\"} \\ é\n", 504)  # line 17
    assert get(app, "/raise/Timeout") == ("Timeout {\"quoted\"} \\ é\n", 504)  # line 18
    assert get(app, "/raise/Teapot") == ("I'm a teapot 418", 418)  # line 19
    assert get(app, "/raise/Odd") == ("missing", 404)  # line 20
    assert get(app, "/raise/type") == ("plain", 400)  # line 21
    assert get(app, "/abort/404") == ("missing", 404)  # line 22
    assert get(app, "/abort/403") == ("Conflict", 500)  # line 23
    assert get(app, "/abort/405") == ("Method Not Allowed 405", 405)  # line 24
    assert get(app, "/abort/500") == ("NoneType", 500)  # line 25
    assert get(app, "/raise/KeyError") == ("CardTimeout", 500)  # line 26
    assert get(app, "/raise/IndexError") == ("lookup", 500)  # line 27
    assert get(app, "/admin/raise/ValueError") == ("AttributeError", 500)  # line 28
    assert get(app, "/raise/ValueError") == ("ValueError", 500)  # line 29
    assert get(app, "/raise/TypeError") == ("AttributeError", 500)  # line 30
    assert get(app, "/visit/redirect") == (PAGE, 308)  # line 31
    assert get(app, "/raise/ArithmeticError") == ("ArithmeticError", 500)  # line 32
    # line 34: the script expects crash ValueError
    with pytest.raises(KeyboardInterrupt) as crash:  # lines 33, 34
        get(app, "/raise/KeyboardInterrupt")
    assert crash.type.__name__ == "KeyboardInterrupt"
    # line 35: the script expects lacks "Card"
    assert get(app, "/raise/CardTimeout") == ("CardTimeout {\"quoted\"} \\ é\n", 504)  # line 35
