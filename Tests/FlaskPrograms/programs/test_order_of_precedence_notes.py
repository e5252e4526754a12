# Notes to self while learning error handlers. Each test is one question.
from flask import Blueprint, Flask, abort


def test_does_code_beat_class():
    app = Flask(__name__)

    @app.errorhandler(Exception)
    def exc(e):
        return "exc", 500

    @app.errorhandler(404)
    def nf(e):
        return "nf", 404

    @app.route("/")
    def index():
        abort(404)

    assert app.test_client().get("/").data == b"nf"


def test_last_registration_wins():
    app = Flask(__name__)
    app.register_error_handler(404, lambda e: ("one", 404))
    app.register_error_handler(404, lambda e: ("two", 404))
    assert app.test_client().get("/").data == b"two"


def test_handler_that_raises():
    app = Flask(__name__)

    @app.errorhandler(KeyError)
    def key(e):
        raise ValueError("again")

    @app.errorhandler(ValueError)
    def value(e):
        return "value"

    @app.route("/")
    def index():
        raise KeyError

    r = app.test_client().get("/")
    assert r.status_code == 500
    assert r.data != b"value"


def test_handler_that_aborts():
    app = Flask(__name__)

    @app.errorhandler(KeyError)
    def key(e):
        abort(404)

    @app.errorhandler(404)
    def nf(e):
        return "nf", 404

    @app.route("/")
    def index():
        return {}["k"]

    assert app.test_client().get("/").status_code == 500


def test_blueprint_before_app():
    app = Flask(__name__)
    bp = Blueprint("bp", __name__)

    @bp.route("/x")
    def x():
        abort(404)

    bp.errorhandler(404)(lambda e: ("bp", 404))
    app.errorhandler(404)(lambda e: ("app", 404))
    app.register_blueprint(bp)
    c = app.test_client()
    assert (c.get("/x").data, c.get("/y").data) == (b"bp", b"app")


def test_general_blueprint_or_specific_app():
    app = Flask(__name__)
    bp = Blueprint("bp", __name__)

    @bp.route("/x")
    def x():
        raise IndexError

    bp.register_error_handler(Exception, lambda e: ("bp exception", 500))
    app.register_error_handler(IndexError, lambda e: ("app index", 500))
    app.register_blueprint(bp)
    assert app.test_client().get("/x").data == b"bp exception"


def test_handlers_see_late_registration():
    app = Flask(__name__)
    app.config["PROPAGATE_EXCEPTIONS"] = False

    @app.route("/")
    def index():
        raise OSError(2, "No such file")

    client = app.test_client()
    assert client.get("/missing").status_code == 404
    if not getattr(app, "_check_setup_finished", None):
        app.register_error_handler(OSError, lambda e: ("errno %s" % e.errno, 500))
        assert client.get("/").data == b"errno 2"


def test_return_forms():
    app = Flask(__name__)
    results = iter([("a", 400), ("b", 400, {"X": "1"}), "c", ("d", {"X": "2"})])
    app.register_error_handler(404, lambda e: next(results))
    client = app.test_client()
    rvs = [client.get("/") for _ in range(4)]
    assert [rv.status_code for rv in rvs] == [400, 400, 200, 200]
    assert [rv.headers.get("X") for rv in rvs] == [None, "1", None, "2"]
