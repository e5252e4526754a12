"""oldest.eb for Flask 0.10.1, written by errorbook.

The tests send the requests of the script in order and assert what errorbook predicts for this release.
Each test creates its own app. To run the tests with Python 3.11:

    python3.11 -m venv flask-0.10.1
    flask-0.10.1/bin/pip install pytest Flask==0.10.1 Werkzeug==0.16.1 Jinja2==2.11.3 MarkupSafe==2.0.1 itsdangerous==1.1.0 click==7.1.2
    flask-0.10.1/bin/pytest THIS_FILE.py
"""

import pytest
from flask import Blueprint, Flask, abort
from werkzeug.exceptions import NotFound


class Base(Exception):
    pass


class Derived(Base):
    pass


def create_app():
    # Without instance_path, Flask 0.10.1 calls is_package, which pytest's import hook does not have.
    app = Flask(__name__, instance_path="/")
    admin = Blueprint("admin", __name__, url_prefix="/admin")

    @app.errorhandler(Base)
    def handle_base(error):
        return "base first", 500

    @app.errorhandler(Derived)
    def handle_derived(error):
        return "never", 500

    @app.errorhandler(NotFound)
    def handle_not_found(error):
        return "dead", 404

    @app.errorhandler(404)
    def handle_404(error):
        return "by number", 404

    @app.errorhandler(500)
    def handle_500(error):
        return "any other", 500

    # Line 10: the handler for 500 is left out, because registering it raises AssertionError.

    @admin.errorhandler(Derived)
    def handle_derived_in_admin(error):
        return "admin", 500

    @app.route("/raise/Derived")
    def raise_derived():
        raise Derived()

    @app.route("/abort/404")
    def abort_404():
        abort(404)

    @app.route("/raise/KeyError")
    def raise_key_error():
        raise KeyError()

    @admin.route("/raise/Derived")
    def raise_derived_in_admin():
        raise Derived()

    app.register_blueprint(admin)

    return app


def get(app, path):
    """Sends a GET request and returns the body and the status code."""
    answer = app.test_client().get(path)
    body = answer.get_data(as_text=True)
    return body, answer.status_code


def test_line_10_is_refused():
    admin = Blueprint("admin", __name__, url_prefix="/admin")
    admin.errorhandler(500)(lambda error: "")
    with pytest.raises(AssertionError):  # line 10
        Flask(__name__, instance_path="/").register_blueprint(admin)


def test_the_script():
    app = create_app()
    assert get(app, "/raise/Derived") == ("base first", 500)  # line 12
    assert get(app, "/admin/raise/Derived") == ("admin", 500)  # line 13
    assert get(app, "/abort/404") == ("by number", 404)  # line 14
    assert get(app, "/visit/unknown") == ("by number", 404)  # line 15
    assert get(app, "/raise/KeyError") == ("any other", 500)  # line 16
    # line 17: the script expects Flask to refuse this handler
    app.blueprints["admin"].errorhandler(500)(lambda error: "")
