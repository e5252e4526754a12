"""refused_names.eb for Flask 3.1.0, written by errorbook.

The tests send the requests of the script in order and assert what errorbook predicts for this release.
Each test creates its own app. To run the tests with Python 3.11:

    python3.11 -m venv flask-3.1.0
    flask-3.1.0/bin/pip install pytest Flask==3.1.0 Werkzeug==3.1.9 Jinja2==3.1.6 MarkupSafe==3.0.4 itsdangerous==2.2.0 click==8.5.1 blinker==1.9.0
    flask-3.1.0/bin/pytest THIS_FILE.py
"""

import pytest
from flask import Blueprint, Flask


class E(Exception):
    pass


def create_app():
    app = Flask(__name__)
    # Line 5: the blueprint "api.v1" is left out, because its name makes Flask raise ValueError.
    # Line 8: the blueprint "" is left out, because its name makes Flask raise ValueError.
    api = Blueprint("api", __name__, url_prefix="/api")

    @api.errorhandler(E)
    def handle_e_in_api(error):
        return "api", 500

    @api.route("/raise/E")
    def raise_e_in_api():
        raise E()

    app.register_blueprint(api)

    return app


def get(app, path):
    """Sends a GET request and returns the body and the status code."""
    answer = app.test_client().get(path)
    body = answer.get_data(as_text=True)
    return body, answer.status_code


def test_line_5_is_refused():
    with pytest.raises(ValueError):  # line 5
        Blueprint("api.v1", __name__)


def test_line_8_is_refused():
    with pytest.raises(ValueError):  # line 8
        Blueprint("", __name__)


def test_from_line_7():
    app = create_app()
    assert get(app, "/api/raise/E") == ("api", 500)  # line 7
    assert get(app, "/api/raise/E") == ("api", 500)  # line 9


def test_from_line_11():
    app = create_app()
    assert get(app, "/api/raise/E") == ("api", 500)  # line 11
