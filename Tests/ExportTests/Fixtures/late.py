"""late.eb for Flask 0.12.5, written by errorbook.

The tests send the requests of the script in order and assert what errorbook predicts for this release.
Each test creates its own app. To run the tests with Python 3.11:

    python3.11 -m venv flask-0.12.5
    flask-0.12.5/bin/pip install pytest Flask==0.12.5 Werkzeug==0.16.1 Jinja2==2.11.3 MarkupSafe==2.0.1 itsdangerous==1.1.0 click==7.1.2
    flask-0.12.5/bin/pytest THIS_FILE.py
"""

import pytest
from flask import Blueprint, Flask


class Early(Exception):
    pass


class Later(Early):
    pass


def handle_early(error):
    return "early", 500


def handle_early_in_admin(error):
    return "ignored", 500


def handle_later_in_reports(error):
    return "reported", 500


def create_app(at_line):
    """Returns the app as of a line of the script."""
    # Without instance_path, Flask 0.12.5 calls is_package, which pytest's import hook does not have.
    app = Flask(__name__, instance_path="/")
    admin = Blueprint("admin", __name__, url_prefix="/admin")

    if at_line >= 18:
        reports = Blueprint("reports", __name__, url_prefix="/reports")

    # Line 6: the handler for 600 is left out, because registering it raises KeyError.

    # Line 7: the handler for object is left out, because registering it raises AssertionError.

    @app.errorhandler(Exception)
    def handle_exception(error):
        return "any", 500

    if at_line >= 18:
        app.errorhandler(Early)(handle_early)
        admin.errorhandler(Early)(handle_early_in_admin)
        reports.errorhandler(Later)(handle_later_in_reports)

    @app.route("/raise/Later")
    def raise_later():
        raise Later()

    @app.route("/raise/Early")
    def raise_early():
        raise Early()

    @admin.route("/raise/Early")
    def raise_early_in_admin():
        raise Early()

    if at_line >= 18:
        @reports.route("/raise/Later")
        def raise_later_in_reports():
            raise Later()

    app.register_blueprint(admin)

    if at_line >= 18:
        app.register_blueprint(reports)

    return app


def get(app, path):
    """Sends a GET request and returns the body and the status code."""
    answer = app.test_client().get(path)
    body = answer.get_data(as_text=True)
    return body, answer.status_code


def test_line_6_is_refused():
    admin = Blueprint("admin", __name__, url_prefix="/admin")
    admin.errorhandler(600)(lambda error: "")
    with pytest.raises(KeyError):  # line 6
        Flask(__name__, instance_path="/").register_blueprint(admin)


def test_line_7_is_refused():
    with pytest.raises(AssertionError):  # line 7
        Flask(__name__, instance_path="/").errorhandler(object)(lambda error: "")


def test_from_line_9():
    with pytest.raises(KeyError):  # line 9
        Flask(__name__, instance_path="/").errorhandler(700)(lambda error: "")
    admin = Blueprint("admin", __name__, url_prefix="/admin")
    admin.errorhandler(object)(lambda error: "")
    with pytest.raises(AssertionError):  # line 10
        Flask(__name__, instance_path="/").register_blueprint(admin)

    app = create_app(at_line=8)
    assert get(app, "/raise/Later") == ("any", 500)  # line 11
    app.errorhandler(Early)(handle_early)  # line 12
    app.blueprints["admin"].errorhandler(Early)(handle_early_in_admin)  # line 13: accepted, but has no effect
    # line 14: a fresh process gives "early", 500
    assert get(app, "/raise/Later") == ("any", 500)  # line 14
    assert get(app, "/raise/Early") == ("early", 500)  # line 15
    assert get(app, "/admin/raise/Early") == ("early", 500)  # line 16

    reports = Blueprint("reports", __name__, url_prefix="/reports")

    @reports.route("/raise/Later")
    def raise_later_in_reports():
        raise Later()

    reports.errorhandler(Later)(handle_later_in_reports)  # line 18
    app.register_blueprint(reports)
    assert get(app, "/reports/raise/Later") == ("reported", 500)  # line 19
    # line 20: the script expects Flask to refuse this handler
    app.blueprints["admin"].errorhandler(500)(lambda error: "")


def test_from_line_22():
    app = create_app(at_line=18)
    assert get(app, "/raise/Later") == ("early", 500)  # line 22
    assert get(app, "/admin/raise/Early") == ("ignored", 500)  # line 23
