"""A small web shop. Payment errors are reported in plain text."""

import pytest
from flask import Flask, abort, request
from werkzeug.exceptions import HTTPException, NotFound

app = Flask(__name__)

CATALOG = {"tea": 350, "coffee": 500, "cake": 420}
STOCK = {"tea": 3, "coffee": 0, "cake": 10}


class ShopError(Exception):
    """Base class of everything that can go wrong in the shop."""


class OutOfStock(ShopError):
    pass


class PaymentError(ShopError):
    pass


class CardTimeout(PaymentError, TimeoutError):
    pass


@app.errorhandler(ShopError)
def shop_error(error):
    return "The shop could not complete your order.", 409


@app.errorhandler(PaymentError)
def payment_error(error):
    return "Your card was not charged.", 402


@app.errorhandler(OutOfStock)
def out_of_stock(error):
    return "Sold out: %s" % error, 410


@app.errorhandler(404)
def missing_page(error):
    return "No such product", 404


@app.route("/products/<name>")
def product(name):
    if name not in CATALOG:
        abort(404)
    return "%s costs %d cents" % (name, CATALOG[name])


@app.route("/products/<name>/order", methods=["POST"])
def order(name):
    if name not in STOCK:
        raise NotFound()
    if STOCK[name] == 0:
        raise OutOfStock(name)
    return "Ordered %s" % name, 201


@app.route("/pay/<method>")
def pay(method):
    if method == "card":
        raise CardTimeout("no answer from the bank")
    elif method == "cash":
        raise ShopError("we do not take cash")
    return "paid"


@pytest.fixture
def client():
    app.config["TESTING"] = True
    with app.test_client() as client:
        yield client


def test_product(client):
    response = client.get("/products/tea")
    assert response.status_code == 200
    assert response.data == b"tea costs 350 cents"


def test_unknown_product(client):
    response = client.get("/products/water")
    assert response.status_code == 404
    assert response.data == b"No such product"


def test_order(client):
    assert client.post("/products/tea/order").status_code == 201


def test_order_unknown_product(client):
    assert client.post("/products/water/order").data == b"No such product"


def test_sold_out(client):
    response = client.post("/products/coffee/order")
    assert response.status_code == 410
    assert b"coffee" in response.data


def test_order_with_get_is_not_allowed(client):
    assert client.get("/products/tea/order").status_code == 405


def test_payments(client):
    assert client.get("/pay/card").data == b"Your card was not charged."
    assert client.get("/pay/card").status_code == 402
    assert client.get("/pay/cash").status_code == 409
    assert client.get("/pay/voucher").data == b"paid"
