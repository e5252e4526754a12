import contextlib
import threading
from collections import deque

import pytest
from flask import Flask, current_app, g, jsonify, request


class ChatError(Exception):
    status = 400


class RoomFull(ChatError):
    status = 503


class NotAMember(ChatError):
    status = 403


class Room:
    def __init__(self, name, capacity=2):
        self.name = name
        self.capacity = capacity
        self.members = set()
        self.messages = deque(maxlen=3)
        self.lock = threading.Lock()

    @contextlib.contextmanager
    def member(self, user):
        if user not in self.members:
            raise NotAMember("{} is not in {}".format(user, self.name))
        with self.lock:
            yield self

    def join(self, user):
        if len(self.members) >= self.capacity:
            raise RoomFull(self.name)
        self.members.add(user)


class Rooms(dict):
    def __missing__(self, name):
        room = self[name] = Room(name)
        return room


def get_rooms():
    if "rooms" not in g:
        g.rooms = current_app.extensions["rooms"]
    return g.rooms


def create_app():
    app = Flask(__name__)
    app.extensions["rooms"] = Rooms()

    @app.route("/<room>/join/<user>", methods=["POST"])
    def join(room, user):
        get_rooms()[room].join(user)
        return jsonify(members=sorted(get_rooms()[room].members))

    @app.route("/<room>/say/<user>", methods=["POST"])
    def say(room, user):
        with get_rooms()[room].member(user) as r:
            r.messages.append("%s: %s" % (user, request.form["text"]))
            return jsonify(list(r.messages))

    @app.errorhandler(ChatError)
    def chat_error(error):
        return jsonify(error=type(error).__name__, text=str(error)), error.status

    return app


@pytest.fixture
def client():
    return create_app().test_client()


def test_join(client):
    assert client.post("/tea/join/ann").get_json() == {"members": ["ann"]}
    assert client.post("/tea/join/bob").get_json() == {"members": ["ann", "bob"]}
    full = client.post("/tea/join/cid")
    assert full.status_code == 503
    assert full.get_json() == {"error": "RoomFull", "text": "tea"}


def test_say(client):
    client.post("/tea/join/ann")
    for word in "one two three four".split():
        r = client.post("/tea/say/ann", data={"text": word})
    assert r.get_json() == ["ann: two", "ann: three", "ann: four"]


def test_stranger(client):
    r = client.post("/tea/say/eve", data={"text": "hi"})
    assert r.status_code == 403
    assert r.get_json()["text"] == "eve is not in tea"


def test_no_text(client):
    client.post("/tea/join/ann")
    assert client.post("/tea/say/ann").status_code == 400
