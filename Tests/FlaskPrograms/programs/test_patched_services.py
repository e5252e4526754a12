"""Services that tests replace with unittest.mock: return values, side effects, calls that are checked."""

import sys
import unittest
from unittest import mock
from unittest.mock import MagicMock, Mock, patch

import pytest
from flask import Flask, abort, request


class PaymentError(Exception):
    def __init__(self, reason, code=402):
        super().__init__(reason)
        self.reason = reason
        self.code = code


class Gateway:
    def charge(self, user, amount):
        raise ConnectionError("no network")

    def refund(self, user):
        return "refunded " + user


gateway = Gateway()
PRICES = {"tea": 3, "coffee": 4}


def find_user(name):
    if name == "nobody":
        return None
    return {"name": name}


def send_mail(to, subject="hello"):
    raise TimeoutError("mail server")


app = Flask(__name__)


@app.errorhandler(PaymentError)
def payment_error(error):
    return "payment: " + error.reason, error.code


@app.errorhandler(ConnectionError)
def connection_error(error):
    return "gateway is down", 502


@app.errorhandler(TimeoutError)
def timeout(error):
    return "timeout", 504


@app.errorhandler(404)
def not_found(error):
    return "no such user", 404


@app.route("/buy/<name>/<item>", methods=["POST"])
def buy(name, item):
    user = find_user(name)
    if user is None:
        abort(404)
    receipt = gateway.charge(user["name"], PRICES[item])
    return "receipt %s" % receipt, 201


@app.route("/refund/<name>")
def refund(name):
    return gateway.refund(name)


@app.route("/mail/<name>")
def mail(name):
    send_mail(name, subject="welcome")
    return "sent"


@app.route("/price/<item>")
def price(item):
    return str(PRICES.get(item, "unknown"))


@pytest.fixture
def client():
    return app.test_client()


def test_without_patches(client):
    assert client.post("/buy/ada/tea").status_code == 502
    assert client.post("/buy/nobody/tea").status_code == 404
    assert client.get("/mail/ada").data == b"timeout"


def test_return_value(client):
    with patch.object(gateway, "charge", return_value=17) as charge:
        response = client.post("/buy/ada/coffee")
    assert response.status_code == 201
    assert response.data == b"receipt 17"
    charge.assert_called_once_with("ada", 4)
    assert client.post("/buy/ada/coffee").status_code == 502


def test_side_effects(client):
    effects = [PaymentError("card expired"), 8, PaymentError("blocked", 403)]
    with mock.patch.object(Gateway, "charge", side_effect=effects) as charge:
        assert client.post("/buy/ada/tea").data == b"payment: card expired"
        assert client.post("/buy/ada/tea").data == b"receipt 8"
        assert client.post("/buy/ada/tea").status_code == 403
    assert charge.call_count == 3


@patch.object(Gateway, "charge", side_effect=TimeoutError)
def test_decorator(charge, client):
    assert client.post("/buy/ada/tea").data == b"timeout"
    assert charge.called


@patch(__name__ + ".send_mail")
@patch(f"{__name__}.find_user", return_value={"name": "grace"})
def test_two_decorators(find, send, client):
    assert client.get("/mail/bob").data == b"sent"
    send.assert_called_once_with("bob", subject="welcome")
    with patch.object(gateway, "charge", lambda user, amount: user.upper()):
        assert client.post("/buy/nobody/tea").data == b"receipt GRACE"
    find.assert_called_once_with("nobody")


@patch.dict(PRICES, {"milk": 1})
def test_dictionary(client):
    assert client.get("/price/milk").data == b"1"
    with patch.dict(PRICES, {"juice": 5}, clear=True):
        assert client.get("/price/juice").data == b"5"
        assert client.get("/price/tea").data == b"unknown"
    assert client.get("/price/tea").data == b"3"


def test_dictionary_is_restored(client):
    assert client.get("/price/milk").data == b"unknown"


def test_mock_instead_of_gateway(client, monkeypatch):
    fake = MagicMock()
    fake.refund.return_value = "nothing to refund"
    fake.charge.side_effect = lambda user, amount: amount * 100
    monkeypatch.setitem(globals(), "gateway", fake)
    assert client.get("/refund/ada").data == b"nothing to refund"
    assert client.post("/buy/ada/tea").data == b"receipt 300"
    fake.refund.assert_called_with("ada")


def test_wrong_call(client):
    with patch.object(gateway, "charge", Mock(return_value=1)) as charge:
        client.post("/buy/ada/tea")
    charge.assert_called_once_with("ada", 99)


def test_not_called(client):
    with patch.object(gateway, "charge") as charge:
        assert client.post("/buy/nobody/tea").status_code == 404
    charge.assert_not_called()


class RefundTests(unittest.TestCase):
    def setUp(self):
        patcher = patch.object(gateway, "refund", side_effect=PaymentError("too late", 410))
        self.refund = patcher.start()
        self.addCleanup(patcher.stop)
        self.client = app.test_client()

    def test_refund(self):
        response = self.client.get("/refund/ada")
        self.assertEqual(response.status_code, 410)
        self.assertEqual(response.data, b"payment: too late")
        self.refund.assert_called_once_with("ada")

    @mock.patch.object(gateway, "charge", return_value=5)
    def test_buy(self, charge):
        self.assertEqual(self.client.post("/buy/ada/tea").data, b"receipt 5")
        charge.assert_called_once()


@pytest.mark.skipif(sys.version_info < (3, 8), reason="needs Python 3.8")
def test_last(client):
    assert client.get("/refund/ada").data == b"refunded ada"


def test_json_module(client):
    json = pytest.importorskip("json")
    assert client.get("/price/none").data == b"unknown"
