"""registered_twice.eb for Flask 0.12.5, written by errorbook.

The tests send the requests of the script in order and assert what errorbook predicts for this release.
Each test creates its own app. To run the tests with Python 3.11:

    python3.11 -m venv flask-0.12.5
    flask-0.12.5/bin/pip install pytest Flask==0.12.5 Werkzeug==0.16.1 Jinja2==2.11.3 MarkupSafe==2.0.1 itsdangerous==1.1.0 click==7.1.2
    flask-0.12.5/bin/pytest THIS_FILE.py
"""

from flask import Blueprint, Flask, abort


class E1(Exception):
    pass


class E2(Exception):
    pass


class E(E1, E2):
    pass


def handle_e1_in_users(error):
    return "late", 500


def handle_e1_in_reports(error):
    return "reports", 500


def create_app():
    # Without instance_path, Flask 0.12.5 calls is_package, which pytest's import hook does not have.
    app = Flask(__name__, instance_path="/")
    users = Blueprint("users", __name__)

    @users.errorhandler(E2)
    def handle_e2_in_users(error):
        return "E2", 500

    @users.errorhandler(Exception)
    def handle_exception_in_users(error):
        return "any", 500

    @users.route("/raise/E1")
    def raise_e1_in_users():
        raise E1()

    @users.route("/raise/E")
    def raise_e_in_users():
        raise E()

    @users.route("/raise/E2")
    def raise_e2_in_users():
        raise E2()

    @users.route("/abort/404")
    def abort_404_in_users():
        abort(404)

    app.register_blueprint(users, url_prefix="/users")
    app.register_blueprint(users, name="people", url_prefix="/people")

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


def test_line_10_order_matters():
    app = create_app()
    assert get(app, "/users/raise/E1") == ("any", 500)  # line 10
    # line 10: a fresh process gives "E2", 500
    assert get(app, "/people/raise/E") == ("any", 500)  # line 10

    app = create_app()
    assert get(app, "/people/raise/E") == ("E2", 500)  # line 10


def test_the_script():
    app = create_app()
    assert get(app, "/users/raise/E1") == ("any", 500)  # line 11
    # line 12: a fresh process gives "E2", 500
    assert get(app, "/people/raise/E") == ("any", 500)  # line 12
    app.blueprints["users"].errorhandler(E1)(handle_e1_in_users)  # line 13: accepted, but has no effect
    assert get(app, "/people/raise/E1") == ("any", 500)  # line 14
    app.register_blueprint(app.blueprints["users"], name="members", url_prefix="/members")
    assert get(app, "/users/raise/E1") == ("any", 500)  # line 16
    app.config["PROPAGATE_EXCEPTIONS"] = False  # line 17

    reports = Blueprint("reports", __name__, url_prefix="/reports")
    reports.errorhandler(E1)(handle_e1_in_reports)  # line 19
    app.config["DEBUG"] = True  # line 20
    # Flask accepted this before DEBUG was on.
    app.config["DEBUG"] = False
    app.register_blueprint(reports)
    app.config["DEBUG"] = True
    assert get(app, "/people/raise/E2") == ("E2", 500)  # line 21
    assert get(app, "/users/abort/404") == (PAGE, 404)  # line 22
