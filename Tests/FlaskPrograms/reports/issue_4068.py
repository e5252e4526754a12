# pallets/flask issue 4068: a before_request of the parent blueprint and a route of the child
from flask import Blueprint, Flask
from werkzeug.exceptions import Unauthorized

parent = Blueprint("parent", __name__)
child = Blueprint("child", __name__)


@parent.before_request
def log_in_first():
    raise Unauthorized()


@parent.errorhandler(Unauthorized)
def unauthorized(e):
    return "please log in", 401


@parent.route("/of-parent")
def of_parent():
    return "ok"


@child.route("/of-child")
def of_child():
    return "ok"


app = Flask(__name__)
parent.register_blueprint(child)
app.register_blueprint(parent)


def test_parent():
    assert app.test_client().get("/of-parent").data == b"please log in"


def test_child():
    assert app.test_client().get("/of-child").data == b"please log in"
