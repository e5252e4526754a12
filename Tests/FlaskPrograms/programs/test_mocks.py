"""Tests that replace functions: what the view calls is only known at run time."""

from unittest import mock

import pytest
from flask import Flask

app = Flask(__name__)


class WeatherError(Exception):
    pass


class Weather:
    def temperature(self, city):
        raise WeatherError("no network in this program")


weather = Weather()


def wind(city):
    return 12


@app.errorhandler(WeatherError)
def weather_error(error):
    return "weather is not available", 503


@app.errorhandler(TimeoutError)
def timeout(error):
    return "timeout", 504


@app.route("/temperature/<city>")
def temperature(city):
    return "%d degrees" % weather.temperature(city)


@app.route("/wind/<city>")
def show_wind(city):
    return "%d km/h" % wind(city)


@pytest.fixture
def client():
    return app.test_client()


def test_not_replaced(client):
    assert client.get("/temperature/oslo").status_code == 503
    assert client.get("/wind/oslo").data == b"12 km/h"


def test_monkeypatch_method(client, monkeypatch):
    monkeypatch.setattr(weather, "temperature", lambda city: 21)
    assert client.get("/temperature/oslo").data == b"21 degrees"


def test_monkeypatch_function(client, monkeypatch):
    def fail(city):
        raise TimeoutError

    monkeypatch.setitem(globals(), "wind", fail)
    assert client.get("/wind/oslo").status_code == 504


def test_patch_object(client):
    with mock.patch.object(weather, "temperature", side_effect=TimeoutError("slow")):
        assert client.get("/temperature/oslo").data == b"timeout"
    assert client.get("/temperature/oslo").status_code == 503


@mock.patch.object(Weather, "temperature", return_value=3)
def test_patch_decorator(temperature):
    assert app.test_client().get("/temperature/bergen").data == b"3 degrees"
    assert temperature.call_count == 1
