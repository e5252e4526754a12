"""URL converters: lists, regular expressions as arguments, and objects that are loaded from the URL."""

import pytest
from flask import Blueprint, Flask, abort
from werkzeug.routing import BaseConverter, ValidationError

USERS = {1: "ada", 2: "grace"}


class ListConverter(BaseConverter):
    def to_python(self, value):
        return value.split("+")

    def to_url(self, values):
        return "+".join(values)


class RegexConverter(BaseConverter):
    def __init__(self, url_map, *items):
        super().__init__(url_map)
        self.regex = items[0]


class UserConverter(BaseConverter):
    regex = "[0-9]+"

    def to_python(self, value):
        user = USERS.get(int(value))
        if user is None:
            abort(404, "no such user")
        return user

    def to_url(self, value):
        return str(value)


class BoolConverter(BaseConverter):
    regex = "(?:yes|no|on|off)"

    def to_python(self, value):
        return value in ("yes", "on")


class MonthConverter(BaseConverter):
    regex = r"\d{1,2}"

    def to_python(self, value):
        month = int(value)
        if not 1 <= month <= 12:
            raise ValidationError("not a month")
        return month


class Currency(BaseConverter):
    regex = "[A-Z]{3}"
    weight = 50

    def __init__(self, map, default="EUR"):
        BaseConverter.__init__(self, map)
        self.default = default

    def to_python(self, value):
        return value if value != "XXX" else self.default


def create_app():
    app = Flask(__name__)
    app.url_map.converters["list"] = ListConverter
    app.url_map.converters["regex"] = RegexConverter
    app.url_map.converters["user"] = UserConverter
    app.url_map.converters["bool"] = BoolConverter
    app.url_map.converters["month"] = MonthConverter
    app.url_map.converters["currency"] = Currency

    api = Blueprint("api", __name__, url_prefix="/api")

    @api.route("/users/<user:user>")
    def show_user(user):
        return "api user " + user

    @api.errorhandler(404)
    def api_not_found(error):
        return "api: not found", 404

    app.register_blueprint(api)

    @app.errorhandler(404)
    def not_found(error):
        return "not found", 404

    @app.errorhandler(405)
    def not_allowed(error):
        return "not allowed", 405

    @app.route("/tags/<list:tags>")
    def tags(tags):
        return "%d: %s" % (len(tags), ", ".join(tags))

    @app.route("/codes/<regex('[a-z]{3}[0-9]?'):code>")
    def code(code):
        return "code " + code

    @app.route("/codes/<int:number>")
    def numeric_code(number):
        return "number %d" % number

    @app.route("/users/<user:name>/posts/<int:post>")
    def post(name, post):
        return "%s's post %d" % (name, post)

    @app.route("/flags/<bool:flag>", methods=["PUT"])
    def flag(flag):
        return "on" if flag else "off"

    @app.route("/months/<month:month>")
    def by_month(month):
        return "month %d" % month

    @app.route("/prices/<currency(default='USD'):currency>")
    def prices(currency):
        return "in " + currency

    @app.route("/prices/<name>")
    def price(name):
        return "price of " + name

    return app


@pytest.fixture
def client():
    return create_app().test_client()


@pytest.mark.parametrize(
    "path, status, body",
    [
        ("/tags/a+b+c", 200, "3: a, b, c"),
        ("/tags/a", 200, "1: a"),
        ("/tags/", 404, "not found"),
        ("/codes/abc", 200, "code abc"),
        ("/codes/abc7", 200, "code abc7"),
        ("/codes/12", 200, "number 12"),
        ("/codes/abcd", 404, "not found"),
        ("/users/1/posts/7", 200, "ada's post 7"),
        ("/users/3/posts/7", 404, "not found"),
        ("/users/x/posts/7", 404, "not found"),
        ("/api/users/2", 200, "api user grace"),
        ("/api/users/9", 404, "not found"),
        ("/months/12", 200, "month 12"),
        ("/months/13", 404, "not found"),
        ("/months/123", 404, "not found"),
        ("/prices/EUR", 200, "in EUR"),
        ("/prices/XXX", 200, "in USD"),
        ("/prices/tea", 200, "price of tea"),
    ],
)
def test_get(client, path, status, body):
    response = client.get(path)
    assert response.get_data(as_text=True) == body
    assert response.status_code == status


@pytest.mark.parametrize("word, body", [("yes", "on"), ("off", "off"), ("maybe", "not found")])
def test_flags(client, word, body):
    assert client.put("/flags/" + word).get_data(as_text=True) == body


def test_flag_is_only_put(client):
    assert client.get("/flags/yes").status_code == 405
