from unittest import mock
from unittest.mock import patch

import money
import pytest
import rates


@pytest.fixture
def client():
    return money.app.test_client()


def test_without_network(client):
    response = client.get("/rate/EUR")
    assert response.status_code == 502
    assert response.data == b"corner: no network for EUR"


def test_patched_path(client):
    with patch("rates.fetch", return_value=11) as fetch:
        assert client.get("/rate/NOK").data == b"rate 11"
    fetch.assert_called_once_with("NOK")
    assert client.get("/rate/NOK").status_code == 502


@mock.patch("money.cache")
def test_patched_object(cache, client):
    cache.lookup.return_value = 7
    assert client.get("/rate/SEK").data == b"cached 7"
    cache.lookup.side_effect = [None, ValueError("no such currency")]
    assert client.get("/rate/SEK").status_code == 502
    assert client.get("/rate/SEK").data == b"bad value: no such currency"


@patch.object(rates.Cache, "lookup", return_value=3)
def test_patched_class(lookup, client):
    assert client.get("/rate/DKK").data == b"cached 3"
    assert lookup.call_count == 1


def test_module(client):
    with patch.object(rates, "fetch", side_effect=lambda currency: len(currency)):
        assert client.get("/rate/USD").data == b"rate 3"


def test_monkeypatch(client, monkeypatch):
    monkeypatch.setattr(rates, "fetch", lambda currency: 9)
    assert client.get("/rate/USD").data == b"rate 9"


def test_restored(client):
    assert client.get("/rate/USD").status_code == 502
