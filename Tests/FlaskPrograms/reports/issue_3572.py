# pallets/flask issue 3572: the same decorator works on the app, but has no effect on the blueprint
import pytest
from flask import Blueprint, Flask


def make_client(on_blueprint, for_app):
    bp = Blueprint("views", __name__)

    @bp.route("/")
    def index():
        return "Hello, there might be errors here"

    app = Flask(__name__)
    target = bp if on_blueprint else app
    register = target.app_errorhandler if for_app else target.errorhandler

    @register(404)
    def errors_404(e):
        return "my 404 page", 404

    app.register_blueprint(bp)
    return app.test_client()


@pytest.mark.parametrize(
    "on_blueprint, for_app",
    [(False, False), (True, True), pytest.param(True, False, id="as reported")],
)
def test_own_page(on_blueprint, for_app):
    client = make_client(on_blueprint, for_app)
    assert client.get("/").status_code == 200
    assert client.get("/abc").data == b"my 404 page"
