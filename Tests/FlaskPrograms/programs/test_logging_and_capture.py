"""Handlers that log before they answer, and tests that look at the log."""

import logging
import traceback

import pytest
from flask import Flask, current_app, got_request_exception

app = Flask(__name__)
app.logger.setLevel(logging.INFO)


class Audit(list):
    def add(self, text):
        self.append(text)


audit = Audit()


@app.errorhandler(Exception)
def unexpected(error):
    current_app.logger.exception("unexpected")
    audit.add(traceback.format_exc().splitlines()[-1])
    return "logged", 500


@app.errorhandler(PermissionError)
def permission(error):
    app.logger.warning("no permission: %s", error)
    return "no permission", 403


@app.route("/unexpected")
def view_unexpected():
    raise ValueError("surprise")


@app.route("/permission")
def view_permission():
    raise PermissionError("secret file")


@pytest.fixture
def client():
    audit.clear()
    return app.test_client()


def test_unexpected(client):
    response = client.get("/unexpected")
    assert response.data == b"logged"
    assert audit == ["ValueError: surprise"]


def test_permission(client, caplog):
    with caplog.at_level(logging.WARNING):
        assert client.get("/permission").status_code == 403
    assert "secret file" in caplog.text
    assert not audit


def test_print(client, capsys):
    print(client.get("/permission").get_data(as_text=True))
    assert capsys.readouterr().out == "no permission\n"
