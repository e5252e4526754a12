"""shop.eb for Flask 3.1.0, written by errorbook.

The tests send the requests of the script in order and assert what errorbook predicts for this release.
Each test creates its own app. To run the tests with Python 3.11:

    python3.11 -m venv flask-3.1.0
    flask-3.1.0/bin/pip install pytest Flask==3.1.0 Werkzeug==3.1.9 Jinja2==3.1.6 MarkupSafe==3.0.4 itsdangerous==2.2.0 click==8.5.1 blinker==1.9.0
    flask-3.1.0/bin/pytest THIS_FILE.py
"""

import pytest
from flask import Blueprint, Flask, abort
from werkzeug.exceptions import HTTPException, NotFound


class PaymentError(Exception):
    pass


class Timeout(Exception):
    pass


class CardTimeout(Timeout, PaymentError):
    pass


class Teapot(HTTPException):
    code = 418


class Overdue(PaymentError):
    pass


# The exception classes that handlers received for the last request.
received = []


def handle_timeout(error):
    received.append(type(error).__name__)
    return "time is up", 504


def handle_timeout_in_admin(error):
    received.append(type(error).__name__)
    return "time is up", 504


def handle_overdue_in_bills(error):
    received.append(type(error).__name__)
    return "pay now", 402


def create_app(at_line):
    """Returns the app as of a line of the script."""
    app = Flask(__name__)
    admin = Blueprint("admin", __name__, url_prefix="/admin")
    users = Blueprint("users", __name__, url_prefix="/users")

    if at_line >= 35:
        reports = Blueprint("reports", __name__, url_prefix="/reports")

    if at_line >= 45:
        bills = Blueprint("bills", __name__, url_prefix="/bills")

    @app.errorhandler(PaymentError)
    def handle_payment_error(error):
        received.append(type(error).__name__)
        return "card not charged", 402

    @app.errorhandler(Exception)
    def handle_exception(error):
        received.append(type(error).__name__)
        return "unknown error"

    @admin.errorhandler(NotFound)
    def handle_not_found_in_admin(error):
        received.append(type(error).__name__)
        return "no page", 404

    @app.errorhandler(Teapot)
    def handle_teapot(error):
        received.append(type(error).__name__)
        return error

    @users.errorhandler(Timeout)
    def handle_timeout_in_users(error):
        received.append(type(error).__name__)
        raise PaymentError()

    @app.errorhandler(500)
    def handle_500(error):
        received.append(type(error).__name__)
        return "sorry", 500

    @app.errorhandler(PermissionError)
    def handle_permission_error(error):
        received.append(type(error).__name__)
        abort(403)

    if at_line >= 35:
        app.errorhandler(Timeout)(handle_timeout)
        admin.errorhandler(Timeout)(handle_timeout_in_admin)

    if at_line >= 45:
        bills.errorhandler(Overdue)(handle_overdue_in_bills)

    @app.route("/raise/Timeout")
    def raise_timeout():
        raise Timeout()

    @app.route("/abort/404")
    def abort_404():
        abort(404)

    @app.route("/visit/wrong-method", methods=["POST"])
    def visit_wrong_method():
        return "GET requests do not reach this view"

    @app.route("/raise/PermissionError")
    def raise_permission_error():
        raise PermissionError()

    @app.route("/raise/KeyboardInterrupt")
    def raise_keyboard_interrupt():
        raise KeyboardInterrupt()

    @app.route("/raise/Overdue")
    def raise_overdue():
        raise Overdue()

    @admin.route("/raise/Teapot")
    def raise_teapot_in_admin():
        raise Teapot()

    @admin.route("/abort/404")
    def abort_404_in_admin():
        abort(404)

    @users.route("/raise/CardTimeout")
    def raise_card_timeout_in_users():
        raise CardTimeout()

    @users.route("/abort/404")
    def abort_404_in_users():
        abort(404)

    @users.route("/visit/redirect/")
    def visit_redirect_in_users():
        return "URLs without a trailing slash do not reach this view"

    @users.route("/raise/Timeout")
    def raise_timeout_in_users():
        raise Timeout()

    if at_line >= 35:
        @reports.route("/raise/Timeout")
        def raise_timeout_in_reports():
            raise Timeout()

    if at_line >= 45:
        @bills.route("/raise/Overdue")
        def raise_overdue_in_bills():
            raise Overdue()

    admin.register_blueprint(users)

    if at_line >= 45:
        admin.register_blueprint(bills)

    app.register_blueprint(admin)

    if at_line >= 35:
        app.register_blueprint(reports)

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


def test_from_line_16():
    app = create_app(at_line=14)
    assert get(app, "/raise/Timeout") == ("unknown error", 200)  # line 16
    assert get(app, "/admin/users/raise/CardTimeout") == ("sorry", 500)  # line 17
    assert get(app, "/admin/users/abort/404") == ("no page", 404)  # line 18
    assert get(app, "/abort/404") == ("unknown error", 200)  # line 19
    assert get(app, "/admin/visit/unknown") == ("unknown error", 200)  # line 20
    assert get(app, "/visit/wrong-method") == ("unknown error", 200)  # line 21
    assert get(app, "/admin/users/visit/redirect") == (PAGE, 308)  # line 22
    assert get(app, "/admin/raise/Teapot") == (PAGE, 418)  # line 23
    assert get(app, "/raise/PermissionError") == ("sorry", 500)  # line 24
    assert get(app, "/admin/abort/404") == ("no page", 404)  # line 25
    assert received == ["NotFound"]
    assert get(app, "/admin/users/raise/Timeout") == ("sorry", 500)  # line 26
    with pytest.raises(KeyboardInterrupt) as crash:  # line 27
        get(app, "/raise/KeyboardInterrupt")
    assert crash.type.__name__ == "KeyboardInterrupt"
    assert [each.__name__ for each in CardTimeout.__mro__] == ["CardTimeout", "Timeout", "PaymentError", "Exception", "BaseException", "object"]  # line 28
    with pytest.raises(TypeError):  # line 29
        class Twice(Timeout, Timeout):
            pass
    with pytest.raises(TypeError):  # line 30
        class Backwards(Exception, Timeout):
            pass
    with pytest.raises(AssertionError):  # line 31
        app.errorhandler(600)(lambda error: "")
    with pytest.raises(AssertionError):  # line 32
        app.errorhandler(Timeout)(lambda error: "")
    with pytest.raises(AssertionError):  # line 33
        app.errorhandler(Timeout)(handle_timeout)
    with pytest.raises(AssertionError):  # line 34
        app.blueprints["admin"].errorhandler(Timeout)(handle_timeout_in_admin)

    reports = Blueprint("reports", __name__, url_prefix="/reports")

    @reports.route("/raise/Timeout")
    def raise_timeout_in_reports():
        raise Timeout()

    with pytest.raises(AssertionError):  # line 35
        app.register_blueprint(reports)
    assert get(app, "/raise/Timeout") == ("unknown error", 200)  # line 36


def test_a_test_may_have_an_app_of_its_own():
    """a test may have an app of its own"""

    app = create_app(at_line=45)
    assert get(app, "/admin/bills/raise/Overdue") == ("pay now", 402)  # line 46

    app = create_app(at_line=45)
    assert get(app, "/raise/Overdue") == ("card not charged", 402)  # line 48


def test_from_line_39():
    app = create_app(at_line=35)
    assert get(app, "/raise/Timeout") == ("time is up", 504)  # line 39
    assert get(app, "/reports/raise/Timeout") == ("time is up", 504)  # line 40
