# pallets/flask issue 4039: handlers of a blueprint whose name has a dot are not called in 2.0.0
from flask import Blueprint, Flask, jsonify

app = Flask(__name__)
site = Blueprint("web.site", __name__, url_prefix="/site")
api = Blueprint("web.api", __name__, url_prefix="/api")


@site.errorhandler(Exception)
def site_error(error):
    return "site: %s" % error, 500


@site.route("/")
def site_index():
    raise Exception("broken")


@api.errorhandler(Exception)
def api_error(error):
    return jsonify(error="api"), 500


@api.route("/")
def api_index():
    raise Exception("broken")


app.register_blueprint(site)
app.register_blueprint(api)


def test_site():
    assert app.test_client().get("/site/").data == b"site: broken"


def test_api():
    assert b"api" in app.test_client().get("/api/").data
