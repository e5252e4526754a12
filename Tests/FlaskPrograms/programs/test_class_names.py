"""Classes that share a name or get another one, constructors that skip a base, and pages without a body."""
import builtins

from flask import Blueprint, Flask
from werkzeug.exceptions import HTTPException, InternalServerError

app = Flask(__name__, instance_path="/")
app.config["PROPAGATE_EXCEPTIONS"] = False


class Declined(Exception):
    pass


FirstDeclined = Declined


class Declined(Exception):
    pass


class Refused(Exception):
    pass


Refused.__name__ = "NotAccepted"


class Labeled(Exception):
    def __init__(self, label):
        self.label = "labeled " + label


class Bare(Labeled):
    def __init__(self, label):
        super(Labeled, self).__init__(label)
        self.label = "bare"


class Plain(Labeled):
    def __init__(self, label):
        builtins.super(Plain, self).__init__(label)


class Empty(HTTPException):
    code = 204


class Several(InternalServerError, ExceptionGroup):
    pass


@app.errorhandler(Exception)
def any_error(error):
    if isinstance(error, HTTPException):
        return error
    return f"{type(error).__name__} failed", 400


@app.errorhandler(Labeled)
def labeled(error):
    return error.label, 422


def raising(exception):
    def view():
        raise exception()

    return view


app.add_url_rule("/first", "first", raising(lambda: FirstDeclined()))
app.add_url_rule("/second", "second", raising(lambda: Declined()))
app.add_url_rule("/refused", "refused", raising(lambda: Refused()))
app.add_url_rule("/bare", "bare", raising(lambda: Bare("x")))
app.add_url_rule("/plain", "plain", raising(lambda: Plain("x")))
app.add_url_rule("/empty", "empty", raising(lambda: Empty()))
app.add_url_rule("/several", "several", raising(lambda: Several("several", [ValueError()])))


def body(path):
    return app.test_client().get(path).get_data(as_text=True)


def test_classes_with_one_name():
    assert body("/first") == "Declined failed"
    assert body("/second") == "Declined failed"


def test_a_class_with_another_name():
    assert body("/refused") == "NotAccepted failed"
    assert Refused.__name__ == "NotAccepted"


def test_super_with_arguments():
    assert body("/bare") == "bare"
    assert body("/plain") == "labeled x"


def test_a_page_without_a_body():
    response = app.test_client().get("/empty")
    assert (response.get_data(as_text=True), response.status_code) == ("", 204)


def test_a_group_is_the_response():
    assert app.test_client().get("/several").status_code == 500


def test_nested_twice():
    nested = Flask(__name__, instance_path="/")
    outer = Blueprint("outer", __name__)
    inner = Blueprint("inner", __name__)

    @inner.route("/raise")
    def fail():
        raise Declined()

    @inner.errorhandler(Declined)
    def declined(error):
        return "inner", 402

    outer.register_blueprint(inner, url_prefix="/inner")
    nested.register_blueprint(outer, url_prefix="/one")
    nested.register_blueprint(outer, url_prefix="/two", name="two")
    client = nested.test_client()
    client.get("/one/inner/raise")
    client.get("/two/inner/raise")
    client.get("/two/one/inner/raise")
