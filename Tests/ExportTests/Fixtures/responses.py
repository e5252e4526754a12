"""responses.eb for Flask 0.12.2, written by errorbook.

The tests send the requests of the script in order and assert what errorbook predicts for this release.
Each test creates its own app. To run the tests with Python 3.11:

    python3.11 -m venv flask-0.12.2
    flask-0.12.2/bin/pip install pytest Flask==0.12.2 Werkzeug==0.16.1 Jinja2==2.11.3 MarkupSafe==2.0.1 itsdangerous==1.1.0 click==7.1.2
    flask-0.12.2/bin/pytest THIS_FILE.py
"""

import pytest
from flask import Blueprint, Flask, abort


class E1(Exception):
    pass


class E2(Exception):
    pass


class E(E1, E2):
    pass


# The exception classes that handlers received for the last request.
received = []


def handle_e1(error):
    received.append(type(error).__name__)
    return "late", 500


def create_app(at_line):
    """Returns the app as of a line of the script."""
    # Without instance_path, Flask 0.12.2 calls is_package, which pytest's import hook does not have.
    app = Flask(__name__, instance_path="/")
    admin = Blueprint("admin", __name__, url_prefix="/admin")

    @app.errorhandler(404)
    def handle_404(error):
        received.append(type(error).__name__)
        return "no page", 404

    @app.errorhandler(E2)
    def handle_e2(error):
        received.append(type(error).__name__)
        return "E2", 500

    @app.errorhandler(Exception)
    def handle_exception(error):
        received.append(type(error).__name__)
        return "any", 500

    if at_line >= 33:
        app.errorhandler(E1)(handle_e1)

    @app.route("/respond/404")
    def respond_404():
        return "...", 404

    @app.route("/respond/404-2")
    def respond_404_2():
        return "no such user", 404

    @app.route("/respond/204")
    def respond_204():
        return "...", 204

    @app.route("/respond/200")
    def respond_200():
        return "<!doctype html>mine", 200

    @app.route("/abort/404")
    def abort_404():
        abort(404)

    @app.route("/raise/E1")
    def raise_e1():
        raise E1()

    @app.route("/raise/E")
    def raise_e():
        raise E()

    @app.route("/raise/KeyboardInterrupt")
    def raise_keyboard_interrupt():
        raise KeyboardInterrupt()

    @admin.route("/respond/404-2")
    def respond_404_in_admin():
        return "no such user", 404

    app.register_blueprint(admin)

    return app


def get(app, path):
    """Sends a GET request and returns the body and the status code."""
    received.clear()
    answer = app.test_client().get(path)
    body = answer.get_data(as_text=True)
    return body, answer.status_code


def test_in_an_app_of_its_own():
    """in an app of its own"""

    app = create_app(at_line=9)
    assert get(app, "/raise/E") == ("E2", 500)  # lines 27, 28
    with pytest.raises(KeyboardInterrupt) as crash:  # lines 29, 30
        get(app, "/raise/KeyboardInterrupt")
    assert crash.type.__name__ == "KeyboardInterrupt"


def test_from_line_10():
    app = create_app(at_line=9)
    assert get(app, "/respond/404") == ("...", 404)  # line 10
    assert get(app, "/respond/404-2") == ("no such user", 404)  # line 11
    assert get(app, "/admin/respond/404-2") == ("no such user", 404)  # line 12
    assert get(app, "/respond/204") == ("", 204)  # line 13
    assert get(app, "/respond/200") == ("<!doctype html>mine", 200)  # line 14
    # line 17: the script expects "another page"
    assert get(app, "/abort/404") == ("no page", 404)  # lines 15, 16, 17
    # test "the first exception decides" continues with this app
    assert get(app, "/raise/E1") == ("any", 500)  # lines 19, 20
    assert received == ["E1"]
    # line 21: a fresh process gives "E2", 500
    assert get(app, "/raise/E") == ("any", 500)  # lines 21, 22
    assert get(app, "/respond/404") == ("...", 404)  # line 24
    # line 25: a fresh process gives "E2", 500
    # line 25: the script expects "E2"
    assert get(app, "/raise/E") == ("any", 500)  # line 25
    # test "a handler that stays" continues with this app
    app.errorhandler(E1)(handle_e1)  # line 33
    # line 34: a fresh process gives "late", 500
    assert get(app, "/raise/E") == ("any", 500)  # line 34


def test_from_line_37():
    app = create_app(at_line=33)
    assert get(app, "/raise/E1") == ("late", 500)  # lines 37, 38
