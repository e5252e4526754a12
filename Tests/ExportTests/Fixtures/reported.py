"""reported.eb for Flask 0.12.2, written by errorbook.

The tests send the requests of the script in order and assert what errorbook predicts for this release.
Each test creates its own app. To run the tests with Python 3.11:

    python3.11 -m venv flask-0.12.2
    flask-0.12.2/bin/pip install pytest Flask==0.12.2 Werkzeug==0.16.1 Jinja2==2.11.3 MarkupSafe==2.0.1 itsdangerous==1.1.0 click==7.1.2
    flask-0.12.2/bin/pytest THIS_FILE.py

The script also names Flask 1.0: `errorbook export flask --flask RELEASE` writes the file for another release.
"""

from flask import Flask


class E1(Exception):
    pass


class E2(Exception):
    pass


class E(E1, E2):
    pass


def create_app():
    # Without instance_path, Flask 0.12.2 calls is_package, which pytest's import hook does not have.
    app = Flask(__name__, instance_path="/")

    @app.errorhandler(E2)
    def handle_e2(error):
        return "E2", 500

    @app.errorhandler(Exception)
    def handle_exception(error):
        return "Exception", 500

    @app.route("/raise/E1")
    def raise_e1():
        raise E1()

    @app.route("/raise/E")
    def raise_e():
        raise E()

    return app


def get(app, path):
    """Sends a GET request and returns the body and the status code."""
    answer = app.test_client().get(path)
    body = answer.get_data(as_text=True)
    return body, answer.status_code


def test_e_alone():
    """E alone"""

    app = create_app()
    assert get(app, "/raise/E") == ("E2", 500)  # line 12


def test_e1_does_not_touch_e():
    """E1 does not touch E"""

    app = create_app()
    assert get(app, "/raise/E1") == ("Exception", 500)  # line 15
    # line 16: a fresh process gives "E2", 500
    # line 16: the script expects "E2", 500
    assert get(app, "/raise/E") == ("Exception", 500)  # line 16


def test_the_script():
    app = create_app()
    assert get(app, "/raise/E1") == ("Exception", 500)  # line 8
    # line 9: a fresh process gives "E2", 500
    assert get(app, "/raise/E") == ("Exception", 500)  # line 9
