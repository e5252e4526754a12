"""An app with coroutines: views, helpers, handlers, hooks and class-based views. It needs Flask 2."""

import asyncio

import pytest
from flask import Flask, abort, g, jsonify
from flask.views import MethodView

STOCK = {"tea": 3, "milk": 0}


class OutOfStock(Exception):
    def __init__(self, item):
        super().__init__(item)
        self.item = item


async def load(item):
    await asyncio.sleep(0)
    if item not in STOCK:
        raise KeyError(item)
    return STOCK[item]


async def order(item):
    count = await load(item)
    if not count:
        raise OutOfStock(item)
    return count


@pytest.fixture
def app():
    app = Flask(__name__)

    @app.before_request
    async def prepare():
        g.user = await current_user()

    async def current_user():
        return "ada"

    @app.errorhandler(OutOfStock)
    async def out_of_stock(error):
        await asyncio.sleep(0)
        return error.item + " is out of stock", 409

    @app.errorhandler(KeyError)
    def unknown_item(error):
        return "unknown item", 404

    @app.errorhandler(403)
    async def forbidden(error):
        return "not for " + g.user, 403

    @app.route("/stock/<item>")
    async def stock(item):
        return str(await load(item))

    @app.route("/order/<item>", methods=["POST"])
    async def place_order(item):
        left = await order(item)
        return "%d left for %s" % (left, g.user), 201

    @app.route("/secret")
    async def secret():
        abort(403)

    @app.route("/plain")
    def plain():
        return "plain " + g.user

    class Items(MethodView):
        async def get(self, item):
            return "item %s: %d" % (item, await load(item))

        async def delete(self, item):
            raise OutOfStock(item)

        def put(self, item):
            return "put " + item

    app.add_url_rule("/items/<item>", view_func=Items.as_view("items"))
    return app


@pytest.fixture
def client(app):
    return app.test_client()


def test_view(client):
    assert client.get("/stock/tea").data == b"3"
    response = client.get("/stock/coffee")
    assert response.status_code == 404
    assert response.data == b"unknown item"


def test_order(client):
    assert client.post("/order/tea").status_code == 201
    assert client.post("/order/tea").data == b"3 left for ada"
    assert client.post("/order/milk").data == b"milk is out of stock"
    assert client.post("/order/none").status_code == 404


def test_abort(client):
    assert client.get("/secret").data == b"not for ada"


def test_plain(client):
    assert client.get("/plain").data == b"plain ada"


def test_method_view(client):
    assert client.get("/items/tea").data == b"item tea: 3"
    assert client.delete("/items/tea").status_code == 409
    assert client.put("/items/tea").data == b"put tea"
