# pallets/flask issue 2948: a handler for Exception that raises in debug mode breaks redirects (1.0 to 1.0.2)
from flask import Blueprint, Flask

bp = Blueprint("section", __name__)
app = Flask(__name__)


@bp.route("/")
def hello():
    return "the section"


@bp.route("/fail")
def fail():
    raise Exception("bug")


@app.errorhandler(Exception)
def unknown_error(e):
    if app.debug:
        raise e
    return '{"code": 5, "message": "%s"}' % e


app.register_blueprint(bp, url_prefix="/%s" % bp.name)


def test_section():
    assert app.test_client().get("/section/").data == b"the section"
    assert app.test_client().get("/section").status_code in (301, 308)


def test_fail():
    response = app.test_client().get("/section/fail")
    assert response.data == b'{"code": 5, "message": "bug"}'
