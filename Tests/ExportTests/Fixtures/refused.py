"""refused.eb for Flask 2.3.3, written by errorbook.

The tests send the requests of the script in order and assert what errorbook predicts for this release.
Each test creates its own app. To run the tests with Python 3.11:

    python3.11 -m venv flask-2.3.3
    flask-2.3.3/bin/pip install pytest Flask==2.3.3 Werkzeug==2.3.8 Jinja2==3.1.6 MarkupSafe==3.0.4 itsdangerous==2.2.0 click==8.5.1 blinker==1.9.0
    flask-2.3.3/bin/pytest THIS_FILE.py

The script also names Flask 2.0.0: `errorbook export flask --flask RELEASE` writes the file for another release.
"""

import pytest
from flask import Blueprint, Flask


class E(Exception):
    pass


def handle_e(error):
    return "late"


def handle_e_in_admin(error):
    return "late"


def handle_e_in_reports(error):
    return "never mounted"


def create_app(at_line):
    """Returns the app as of a line of the script."""
    app = Flask(__name__)
    admin = Blueprint("admin", __name__, url_prefix="/admin")

    if at_line >= 11:
        reports = Blueprint("reports", __name__, url_prefix="/reports")

    # Line 5: the handler for object is left out, because registering it raises ValueError.

    @admin.errorhandler(Exception)
    def handle_exception_in_admin(error):
        return "admin"

    if at_line >= 11:
        app.errorhandler(E)(handle_e)
        admin.errorhandler(E)(handle_e_in_admin)
        reports.errorhandler(E)(handle_e_in_reports)

    @app.route("/raise/E")
    def raise_e():
        raise E()

    @admin.route("/raise/E")
    def raise_e_in_admin():
        raise E()

    if at_line >= 11:
        @reports.route("/raise/E")
        def raise_e_in_reports():
            raise E()

    app.register_blueprint(admin)

    if at_line >= 11:
        app.register_blueprint(reports)

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


def test_line_5_is_refused():
    with pytest.raises(ValueError):  # line 5
        Flask(__name__).errorhandler(object)(lambda error: "")


def test_from_line_7():
    app = create_app(at_line=6)
    assert get(app, "/admin/raise/E") == ("admin", 200)  # line 7
    with pytest.raises(AssertionError):  # line 8
        app.errorhandler(E)(handle_e)
    with pytest.raises(AssertionError):  # line 9
        app.blueprints["admin"].errorhandler(E)(handle_e_in_admin)

    reports = Blueprint("reports", __name__, url_prefix="/reports")

    @reports.route("/raise/E")
    def raise_e_in_reports():
        raise E()

    with pytest.raises(AssertionError):  # line 10
        app.register_blueprint(reports)
    reports.errorhandler(E)(handle_e_in_reports)  # line 11: accepted, but has no effect
    assert get(app, "/raise/E") == (PAGE, 500)  # line 12


def test_from_line_13():
    # line 13: use flask 2.0.0. This file is only for 2.3.3.

    app = create_app(at_line=11)
    assert get(app, "/raise/E") == ("late", 200)  # line 14
    assert get(app, "/reports/raise/E") == ("never mounted", 200)  # line 15
