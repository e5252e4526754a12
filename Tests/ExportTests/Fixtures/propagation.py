"""propagation.eb for Flask 2.3.3, written by errorbook.

The tests send the requests of the script in order and assert what errorbook predicts for this release.
Each test creates its own app. To run the tests with Python 3.11:

    python3.11 -m venv flask-2.3.3
    flask-2.3.3/bin/pip install pytest Flask==2.3.3 Werkzeug==2.3.8 Jinja2==3.1.6 MarkupSafe==3.0.4 itsdangerous==2.2.0 click==8.5.1 blinker==1.9.0
    flask-2.3.3/bin/pytest THIS_FILE.py
"""

import pytest
from flask import Flask, abort
from werkzeug.exceptions import InternalServerError, NotFound


class PaymentError(Exception):
    pass


class Declined(PaymentError):
    pass


class Again(Exception):
    pass


# The exception classes that handlers received for the last request.
received = []


def handle_declined(error):
    received.append(type(error).__name__)
    raise error


def handle_again(error):
    received.append(type(error).__name__)
    raise PaymentError()


def handle_500(error):
    received.append(type(error).__name__)
    return "sorry", 500


def handle_exception(error):
    received.append(type(error).__name__)
    raise error


def create_app(at_line):
    """Returns the app as of a line of the script."""
    app = Flask(__name__)

    if at_line == 20:
        app.config["TESTING"] = True
        app.config["PROPAGATE_EXCEPTIONS"] = False
        app.config["PROPAGATE_EXCEPTIONS"] = True

    if at_line >= 28:
        app.config["DEBUG"] = True

    if at_line <= 20:
        app.errorhandler(Declined)(handle_declined)
        app.errorhandler(Again)(handle_again)
        app.errorhandler(500)(handle_500)

    if at_line >= 28:
        app.errorhandler(Exception)(handle_exception)

    @app.route("/raise/PaymentError")
    def raise_payment_error():
        raise PaymentError()

    @app.route("/raise/Declined")
    def raise_declined():
        raise Declined()

    @app.route("/raise/Again")
    def raise_again():
        raise Again()

    @app.route("/abort/500")
    def abort_500():
        abort(500)

    @app.route("/raise/ValueError")
    def raise_value_error():
        raise ValueError()

    @app.route("/raise/KeyError")
    def raise_key_error():
        raise KeyError()

    @app.route("/raise/SystemExit")
    def raise_system_exit():
        raise SystemExit()

    @app.route("/abort/404")
    def abort_404():
        abort(404)

    @app.route("/visit/redirect/")
    def visit_redirect():
        return "URLs without a trailing slash do not reach this view"

    return app


# Default pages differ between releases, so the tests treat all of them as equal.
PAGE = "a default page"


def get(app, path):
    """Sends a GET request and returns the body and the status code."""
    received.clear()
    answer = app.test_client().get(path)
    body = answer.get_data(as_text=True)
    if body.lower().startswith("<!doctype html"):
        body = PAGE
    return body, answer.status_code


def test_debug_mode_propagates_unless_the_option_is_off():
    """debug mode propagates unless the option is off"""

    app = create_app(at_line=20)
    with pytest.raises(PaymentError) as crash:  # line 21
        get(app, "/raise/PaymentError")
    assert crash.type.__name__ == "PaymentError"
    app.config["PROPAGATE_EXCEPTIONS"] = False  # line 22
    app.config["DEBUG"] = True  # line 23
    assert get(app, "/raise/PaymentError") == ("sorry", 500)  # line 24


def test_from_line_9():
    app = create_app(at_line=8)
    assert get(app, "/raise/PaymentError") == ("sorry", 500)  # line 9
    assert get(app, "/raise/Declined") == ("sorry", 500)  # line 10
    assert get(app, "/raise/Again") == ("sorry", 500)  # line 11
    app.config["TESTING"] = True  # line 12
    with pytest.raises(PaymentError) as crash:  # line 13
        get(app, "/raise/PaymentError")
    assert crash.type.__name__ == "PaymentError"
    with pytest.raises(Declined) as crash:  # line 14
        get(app, "/raise/Declined")
    assert crash.type.__name__ == "Declined"
    assert get(app, "/abort/500") == ("sorry", 500)  # line 15
    app.config["PROPAGATE_EXCEPTIONS"] = False  # line 16
    assert get(app, "/raise/PaymentError") == ("sorry", 500)  # line 17
    assert get(app, "/raise/Again") == ("sorry", 500)  # line 18
    assert received == ["Again", "InternalServerError"]


def test_from_line_29():
    app = create_app(at_line=28)
    with pytest.raises(ValueError) as crash:  # line 29
        get(app, "/raise/ValueError")
    assert crash.type.__name__ == "ValueError"
    with pytest.raises(KeyError) as crash:  # line 30
        get(app, "/raise/KeyError")
    assert crash.type.__name__ == "KeyError"
    with pytest.raises(SystemExit) as crash:  # line 31
        get(app, "/raise/SystemExit")
    assert crash.type.__name__ == "SystemExit"
    with pytest.raises(NotFound) as crash:  # line 32
        get(app, "/abort/404")
    assert crash.type.__name__ == "NotFound"
    with pytest.raises(NotFound) as crash:  # line 33
        get(app, "/visit/unknown")
    assert crash.type.__name__ == "NotFound"
    assert get(app, "/visit/redirect") == (PAGE, 308)  # line 34
    with pytest.raises(ValueError) as crash:  # line 35
        get(app, "/raise/ValueError")
    assert crash.type.__name__ == "ValueError"
    app.config["DEBUG"] = False  # line 36
    with pytest.raises(InternalServerError) as crash:  # line 37
        get(app, "/raise/ValueError")
    assert crash.type.__name__ == "InternalServerError"
