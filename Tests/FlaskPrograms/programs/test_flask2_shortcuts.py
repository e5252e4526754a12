"""Written for Flask 2: app.get and app.post, dictionaries as answers, response.text."""

import pytest
from flask import Flask, abort, request

app = Flask(__name__)
app.config.update({"TESTING": True})

users = {1: {"name": "Ada"}, 2: {"name": "Bob"}}


class ValidationError(Exception):
    def __init__(self, field, reason):
        self.field = field
        self.reason = reason


@app.errorhandler(ValidationError)
def validation_error(err):
    return {"field": err.field, "reason": err.reason}, 422


@app.errorhandler(404)
def not_found(err):
    return {"error": "not found"}, 404


@app.get("/users/<int:user_id>")
def get_user(user_id):
    if user_id not in users:
        abort(404)
    return users[user_id]


@app.post("/users")
def create_user():
    data = request.get_json()
    if "name" not in data:
        raise ValidationError("name", "required")
    if len(data["name"]) < 2:
        raise ValidationError("name", "too short")
    return {"id": 3, **data}, 201


@app.delete("/users/<int:user_id>")
def delete_user(user_id):
    return "", 204


@pytest.fixture()
def client():
    return app.test_client()


def test_get(client):
    assert client.get("/users/1").json == {"name": "Ada"}


def test_get_unknown(client):
    response = client.get("/users/9")
    assert response.status_code == 404
    assert response.get_json() == {"error": "not found"}


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        ({}, "required"),
        ({"name": "A"}, "too short"),
        pytest.param({"name": ""}, "too short", id="empty"),
    ],
)
def test_invalid(client, payload, reason):
    response = client.post("/users", json=payload)
    assert response.status_code == 422
    assert response.json["reason"] == reason


def test_create(client):
    response = client.post("/users", json={"name": "Eve"})
    assert response.status_code == 201
    assert response.json == {"id": 3, "name": "Eve"}


def test_delete(client):
    response = client.delete("/users/1")
    assert response.status_code == 204
    assert response.text == ""


def test_no_json(client):
    assert client.post("/users", data="name=Eve").status_code in (400, 415)
