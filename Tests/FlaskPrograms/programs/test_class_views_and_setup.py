"""Methods of class-based views, and setup methods that Flask refuses."""

import threading

import pytest
from flask import Blueprint, Flask
from flask.views import MethodView, View


class Reading(MethodView):
    def get(self):
        return "read"


class Writing(Reading):
    def post(self):
        return "written"


class Limited(MethodView):
    methods = ["GET"]

    def get(self):
        return "read"

    def post(self):
        return "written"


class MoreThanLimited(Limited):
    def put(self):
        return "put"


class Greeting(View):
    methods = ["GET", "POST"]

    def __init__(self, word, person="you"):
        self.word = word
        self.person = person

    def dispatch_request(self):
        return self.word + " " + self.person


created = []


class Counted(View):
    init_every_request = False

    def __init__(self):
        created.append(self)

    def dispatch_request(self):
        return str(len(created))


app = Flask(__name__)
for number, view in enumerate([Reading, Writing, Limited, MoreThanLimited]):
    app.add_url_rule("/%d" % number, view_func=view.as_view("view%d" % number))
app.add_url_rule("/greet", view_func=Greeting.as_view("greet", "hello"))
app.add_url_rule("/greet/ada", view_func=Greeting.as_view("greet_ada", "hello", person="Ada"))
app.add_url_rule("/counted", view_func=Counted.as_view("counted"))
client = app.test_client()


@pytest.mark.parametrize("number", range(4))
def test_methods(number):
    path = "/%d" % number
    assert client.get(path).status_code == 200
    posted = client.post(path).status_code
    put = client.put(path).status_code
    assert (posted, put) in [(405, 405), (200, 405), (405, 405), (405, 200)]


def test_names_of_methods():
    assert set(Writing.methods) == {"POST", "GET"}
    assert set(MoreThanLimited.methods) == set(["GET", "PUT"])
    assert set(Reading.methods) != {"GET", "HEAD"}


def test_arguments_of_views():
    assert client.get("/greet").data == b"hello you"
    assert client.post("/greet/ada").data == b"hello Ada"


def test_sets():
    assert {1, 2} == {2, 1}
    assert {1, 2} != {1, 3}
    assert not {1} == {1, 2}


def test_views_that_return_no_response():
    other = Flask(__name__)
    values = {"none": None, "number": 7, "flag": True, "set": {1}, "one": ("text",), "four": ("a", 200, {}, "b")}

    @other.route("/<name>")
    def view(name):
        return values[name]

    answers = other.test_client()
    assert answers.get("/none").status_code == 500
    assert answers.get("/number").status_code == 500
    assert answers.get("/flag").status_code == 500
    assert answers.get("/set").status_code == 500
    assert answers.get("/one").status_code in (200, 500)
    assert answers.get("/four").status_code == 500
    other.testing = True
    with pytest.raises((TypeError, ValueError)):
        answers.get("/none")
    with pytest.raises(TypeError):
        answers.get("/flag")


def test_no_response_and_handlers():
    other = Flask(__name__)

    @other.route("/")
    def view():
        pass

    @other.route("/raise")
    def fail():
        raise TypeError("own")

    @other.errorhandler(TypeError)
    def wrong_type(e):
        return "type", 400

    @other.errorhandler(500)
    def broken(e):
        return "broken", 500

    answers = other.test_client()
    assert answers.get("/raise").data == b"type"
    assert answers.get("/").status_code in (400, 500)


def test_handler_that_returns_nothing():
    other = Flask(__name__)

    @other.errorhandler(404)
    def nothing(e):
        pass

    @other.errorhandler(500)
    def broken(e):
        return "broken", 500

    assert other.test_client().get("/").data == b"broken"


def test_refused_names():
    blueprint = Blueprint("names", __name__)

    def view():
        return ""

    view.__name__ = "a.b"
    assert view.__name__ == "a.b"
    with pytest.raises((AssertionError, ValueError)):
        blueprint.add_url_rule("/", endpoint="a.b")
    try:
        blueprint.add_url_rule("/", view_func=view)
    except (AssertionError, ValueError):
        pass
    else:
        raise RuntimeError("Flask before 1.0 accepts the name")


def test_shortcuts_take_no_methods():
    with pytest.raises((TypeError, AttributeError)):
        Flask(__name__).get("/", methods=["GET"])


def test_blueprint_in_itself():
    blueprint = Blueprint("own", __name__)
    with pytest.raises((ValueError, AttributeError)):
        blueprint.register_blueprint(blueprint)


def test_folders_of_static_files():
    other = Flask(__name__, static_folder="assets")
    answers = other.test_client()
    assert answers.get("/static/a.css").status_code == 404
    assert answers.post("/assets/a.css").status_code == 405


def test_path_of_static_files():
    answers = Flask(__name__, static_url_path="/files").test_client()
    assert answers.post("/files/a.css").status_code == 405
    assert answers.post("/static/a.css").status_code == 404


def test_requests_of_a_thread():
    results = []

    def send():
        results.append(client.get("/0").status_code)

    thread = threading.Thread(target=send)
    thread.start()
    thread.join()
    assert results == [200]


def test_headers_of_a_client():
    from flask import request

    other = Flask(__name__)

    @other.route("/")
    def view():
        return request.headers.get("X-Token", "none")

    answers = other.test_client()
    answers.environ_base["HTTP_X_TOKEN"] = "abc"
    assert answers.get("/").data == b"abc"


def test_set_sort_keys_of_json():
    from flask import jsonify

    other = Flask(__name__)

    @other.route("/")
    def view():
        return jsonify({"b": 1, "a": 2})

    assert b'"a"' in other.test_client().get("/").data


def test_counted():
    assert client.get("/counted").data == b"1"
    assert client.get("/counted").data in (b"1", b"2")
