"""names.eb for Flask 1.1.4, written by errorbook.

The tests send the requests of the script in order and assert what errorbook predicts for this release.
Each test creates its own app. To run the tests with Python 3.11:

    python3.11 -m venv flask-1.1.4
    flask-1.1.4/bin/pip install pytest Flask==1.1.4 Werkzeug==1.0.1 Jinja2==2.11.3 MarkupSafe==2.0.1 itsdangerous==1.1.0 click==7.1.2
    flask-1.1.4/bin/pytest THIS_FILE.py
"""

from flask import Blueprint, Flask, abort


class E(Exception):
    pass


def handle_e_in_api_v1(error):
    return "api.v1", 500


def create_app(at_line):
    """Returns the app as of a line of the script."""
    app = Flask(__name__)
    api = Blueprint("api", __name__, url_prefix="/api")
    api_v1 = Blueprint("api.v1", __name__, url_prefix="/api.v1")
    unnamed = Blueprint("", __name__, url_prefix="/unnamed_")
    v1 = Blueprint("v1", __name__, url_prefix="/two")
    unnamed_2 = Blueprint("unnamed", __name__, url_prefix="/unnamed")

    @api.errorhandler(E)
    def handle_e_in_api(error):
        return "api", 500

    @unnamed.errorhandler(E)
    def handle_e_in_unnamed(error):
        return "unnamed", 500

    @v1.errorhandler(E)
    def handle_e_in_v1(error):
        return "v1", 500

    if at_line >= 17:
        api_v1.errorhandler(E)(handle_e_in_api_v1)

    @api.route("/raise/E")
    def raise_e_in_api():
        raise E()

    @api_v1.route("/raise/E")
    def raise_e_in_api_v1():
        raise E()

    @unnamed.route("/raise/E")
    def raise_e_in_unnamed():
        raise E()

    @unnamed.route("/visit/redirect/")
    def visit_redirect_in_unnamed():
        return "URLs without a trailing slash do not reach this view"

    @unnamed.route("/abort/404")
    def abort_404_in_unnamed():
        abort(404)

    @v1.route("/raise/E")
    def raise_e_in_v1():
        raise E()

    @unnamed_2.route("/raise/E")
    def raise_e_in_unnamed_2():
        raise E()

    app.register_blueprint(api)
    app.register_blueprint(api_v1)
    app.register_blueprint(unnamed)
    app.register_blueprint(v1, name="two")
    app.register_blueprint(unnamed_2)

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


def test_from_line_12():
    app = create_app(at_line=11)
    assert get(app, "/api/raise/E") == ("api", 500)  # line 12
    assert get(app, "/api.v1/raise/E") == (PAGE, 500)  # line 13
    assert get(app, "/unnamed_/raise/E") == ("unnamed", 500)  # line 14
    assert get(app, "/two/raise/E") == ("v1", 500)  # line 15
    assert get(app, "/unnamed/raise/E") == (PAGE, 500)  # line 16
    app.blueprints["api.v1"].errorhandler(E)(handle_e_in_api_v1)  # line 17: accepted, but has no effect


def test_from_line_19():
    app = create_app(at_line=17)
    assert get(app, "/api.v1/raise/E") == ("api.v1", 500)  # line 19
    assert get(app, "/api.v1/visit/unknown") == (PAGE, 404)  # line 20
    assert get(app, "/unnamed_/visit/redirect") == (PAGE, 308)  # line 21
    assert get(app, "/unnamed_/abort/404") == (PAGE, 404)  # line 22
