"""Class-based views."""

from flask import Flask, abort
from flask.views import MethodView, View


class NotReady(Exception):
    pass


class Item(MethodView):
    def get(self, item_id):
        if item_id == 0:
            abort(404)
        return "item %d" % item_id

    def post(self, item_id):
        raise NotReady()

    def delete(self, item_id):
        return "", 204


class About(View):
    methods = ["GET", "POST"]

    def __init__(self, title):
        self.title = title

    def dispatch_request(self):
        return "About " + self.title


app = Flask(__name__)
app.add_url_rule("/items/<int:item_id>", view_func=Item.as_view("item"))
app.add_url_rule("/about", view_func=About.as_view("about", title="us"))
app.add_url_rule("/plain", "plain", lambda: "plain")


@app.errorhandler(NotReady)
def not_ready(error):
    return "not ready", 503


@app.errorhandler(404)
@app.errorhandler(405)
def client_error(error):
    return "client error %s" % error.code, error.code


client = app.test_client()


def test_get():
    assert client.get("/items/4").data == b"item 4"
    assert client.get("/items/0").data == b"client error 404"


def test_post():
    assert client.post("/items/4").status_code == 503


def test_delete():
    assert client.delete("/items/4").status_code == 204


def test_put_is_not_allowed():
    assert client.put("/items/4").data == b"client error 405"


def test_about():
    assert client.get("/about").data == b"About us"
    assert client.post("/about").status_code == 200
    assert client.patch("/about").status_code == 405


def test_plain():
    assert client.get("/plain").data == b"plain"
    assert client.head("/plain").data == b""
