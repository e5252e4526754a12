import pytest
from shop import app


@pytest.fixture
def client():
    return app.test_client()


def test_price(client):
    assert client.get("/price/1250").data == b"12.50"


def test_free(client):
    assert client.get("/price/0").data == b"free of charge?"


def test_negative(client):
    assert client.get("/price/-1").data == b"not in this shop"
