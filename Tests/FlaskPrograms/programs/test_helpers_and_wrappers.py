"""Tests with helpers: functions that send and check, a wrapper class around the client, url_for."""

import pytest
from flask import Flask, abort, url_for


class Forbidden(Exception):
    pass


app = Flask(__name__)
app.config["TESTING"] = True


@app.errorhandler(Forbidden)
def forbidden(error):
    return "forbidden", 403


@app.errorhandler(404)
def not_found(error):
    return "not found", 404


@app.route("/rooms/<int:room>", endpoint="room")
def show_room(room):
    if room == 13:
        raise Forbidden()
    if room > 20:
        abort(404)
    return "room %d" % room


@app.route("/rooms", methods=["POST"], endpoint="rooms")
def add_room():
    return "added", 201


class ApiClient:
    prefix = "/rooms"

    def __init__(self, application):
        self.client = application.test_client()
        self.sent = 0

    def get(self, room):
        self.sent += 1
        return self.client.get("%s/%s" % (self.prefix, room))

    def expect(self, room, status, text=None):
        response = self.get(room)
        assert response.status_code == status, response.data
        if text is not None:
            assert response.get_data(as_text=True) == text
        return response


def check(response, status, text):
    assert response.status_code == status
    assert response.data == text.encode()


@pytest.fixture
def api(request):
    api = ApiClient(app)

    def finish():
        api.client = None

    request.addfinalizer(finish)
    return api


def test_wrapper(api):
    api.expect(1, 200, "room 1")
    api.expect(13, 403, "forbidden")
    api.expect(99, 404)
    assert api.sent == 3


def test_helper():
    client = app.test_client()
    check(client.get("/rooms/2"), 200, "room 2")
    check(client.post("/rooms"), 201, "added")
    check(client.get("/rooms/thirteen"), 404, "not found")


def test_url_for():
    with app.test_request_context():
        path = url_for("room", room=13)
    assert path == "/rooms/13"
    check(app.test_client().get(path), 403, "forbidden")


def test_many():
    client = app.test_client()
    statuses = [client.get("/rooms/%d" % room).status_code for room in range(11, 16)]
    assert statuses == [200, 200, 403, 200, 200]
    room = 19
    while client.get("/rooms/%d" % room).status_code == 200:
        room += 1
    assert room == 21
