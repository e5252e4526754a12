"""options.eb for Flask 1.1.4, written by errorbook.

The tests send the requests of the script in order and assert what errorbook predicts for this release.
Each test creates its own app. To run the tests with Python 3.11:

    python3.11 -m venv flask-1.1.4
    flask-1.1.4/bin/pip install pytest Flask==1.1.4 Werkzeug==1.0.1 Jinja2==2.11.3 MarkupSafe==2.0.1 itsdangerous==1.1.0 click==7.1.2
    flask-1.1.4/bin/pytest THIS_FILE.py
"""

import pytest
from flask import Flask, abort
from werkzeug.exceptions import BadRequest, BadRequestKeyError, NotFound


class Odd(BadRequest):
    pass


def handle_odd(error):
    return "late"


def create_app(at_line):
    """Returns the app as of a line of the script."""
    app = Flask(__name__)
    app.config["DEBUG"] = True
    app.config["TRAP_BAD_REQUEST_ERRORS"] = False

    if at_line >= 13:
        app.config["TRAP_BAD_REQUEST_ERRORS"] = True
        app.config["TRAP_HTTP_EXCEPTIONS"] = True

    if at_line >= 21:
        app.config["TRAP_HTTP_EXCEPTIONS"] = False
        app.config["TRAP_BAD_REQUEST_ERRORS"] = False

    @app.errorhandler(BadRequest)
    def handle_bad_request(error):
        return "bad", 400

    @app.errorhandler(LookupError)
    def handle_lookup_error(error):
        return "lookup", 500

    if at_line >= 13:
        app.errorhandler(Odd)(handle_odd)

    @app.route("/raise/BadRequestKeyError")
    def raise_bad_request_key_error():
        raise BadRequestKeyError("key")

    @app.route("/raise/Odd")
    def raise_odd():
        raise Odd()

    @app.route("/abort/404")
    def abort_404():
        abort(404)

    @app.route("/raise/KeyboardInterrupt")
    def raise_keyboard_interrupt():
        raise KeyboardInterrupt()

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


def test_from_line_8():
    app = create_app(at_line=7)
    assert get(app, "/raise/BadRequestKeyError") == ("bad", 400)  # line 8
    app.config["TRAP_BAD_REQUEST_ERRORS"] = True  # line 9
    assert get(app, "/raise/BadRequestKeyError") == ("bad", 400)  # line 10
    assert get(app, "/raise/Odd") == ("bad", 400)  # line 11
    with pytest.raises(AssertionError):  # line 12
        app.errorhandler(Odd)(handle_odd)
    app.config["TRAP_HTTP_EXCEPTIONS"] = True  # line 13
    with pytest.raises(NotFound) as crash:  # line 14
        get(app, "/abort/404")
    assert crash.type.__name__ == "NotFound"


def test_without_traps():
    """without traps"""

    app = create_app(at_line=21)
    assert get(app, "/abort/404") == (PAGE, 404)  # line 22


def test_from_line_16():
    app = create_app(at_line=13)
    with pytest.raises(NotFound) as crash:  # line 16
        get(app, "/abort/404")
    assert crash.type.__name__ == "NotFound"
    assert get(app, "/raise/Odd") == ("late", 200)  # line 17
    with pytest.raises(KeyboardInterrupt) as crash:  # line 18
        get(app, "/raise/KeyboardInterrupt")
    assert crash.type.__name__ == "KeyboardInterrupt"
