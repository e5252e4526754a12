"""`url_for` in views, handlers and tests."""

import pytest
from flask import Blueprint, Flask, redirect, request, url_for
from werkzeug.routing import BuildError

shop = Blueprint("shop", __name__, url_prefix="/shop", static_folder="pictures")


@shop.route("/")
def index():
    return url_for(".item", number=3)


@shop.route("/item/<int:number>")
def item(number):
    return "item %d" % number


@shop.route("/old/<name>")
def old(name):
    return redirect(url_for(name))


app = Flask(__name__)
app.register_blueprint(shop)


@app.route("/urls")
def urls():
    return " ".join(
        [url_for("urls"), url_for("shop.index"), url_for("shop.item", number=7), url_for("file", path="a/b.txt")]
    )


@app.route("/query")
def query():
    return url_for("urls", page=2) + " " + url_for("urls", name="a b") + " " + url_for("urls", page=None)


@app.route("/files/<path:path>")
def file(path):
    return path


@app.route("/static-url")
def static_url():
    return url_for("static", filename="css/a.css")


@app.route("/shop-picture")
def picture():
    return url_for("shop.static", filename="tea.png")


@app.route("/incomplete")
def incomplete():
    return url_for("shop.item")


@app.errorhandler(BuildError)
def no_url(e):
    return "no URL", 500


@app.errorhandler(404)
def missing(e):
    return redirect(url_for("urls"))


@pytest.fixture
def client():
    return app.test_client()


def test_urls(client):
    assert client.get("/urls").data == b"/urls /shop/ /shop/item/7 /files/a/b.txt"
    assert client.get("/shop/").data == b"/shop/item/3"


def test_query(client):
    assert client.get("/query").data == b"/urls?page=2 /urls?name=a+b /urls"


def test_static(client):
    assert client.get("/static-url").data == b"/static/css/a.css"
    assert client.get("/shop-picture").status_code == 200


def test_redirects(client):
    assert client.get("/shop/old/shop.index").status_code == 302
    assert client.get("/nowhere").status_code == 302
    assert client.get("/nowhere", follow_redirects=True).status_code == 200


def test_no_url(client):
    assert client.get("/incomplete").data == b"no URL"
    assert client.get("/shop/old/shop.nothing").data == b"no URL"
    assert client.get("/shop/old/.item").data == b"no URL"


def test_in_a_request_context():
    with app.test_request_context("/"):
        assert url_for("urls") == "/urls"
        assert url_for("shop.item", number=1) == "/shop/item/1"
        assert request.path == "/"
        with pytest.raises(BuildError):
            url_for("nothing")
        pytest.raises(BuildError, url_for, "shop.item")


def test_in_an_app_context():
    with app.app_context():
        with pytest.raises(RuntimeError):
            url_for("urls")


def test_without_context():
    with pytest.raises(RuntimeError):
        url_for("urls")


def test_build_error_is_a_lookup_error():
    other = Flask(__name__)

    @other.route("/")
    def start():
        return url_for("nothing")

    @other.errorhandler(LookupError)
    def lookup(e):
        return "lookup", 500

    assert other.test_client().get("/").data == b"lookup"


def test_handlers_of_build_errors():
    other = Flask(__name__)

    @other.route("/")
    def start():
        return url_for("nothing")

    other.url_build_error_handlers.append(lambda error, endpoint, values: "/elsewhere")
    assert other.test_client().get("/").data == b"/elsewhere"


def test_file_of_blueprint(client):
    assert client.get("/shop/pictures/tea.png").status_code in (200, 302, 404)
