"""Dispatching with `match`: commands, events, shapes and exceptions."""

from dataclasses import dataclass
from enum import Enum

import pytest
from flask import Flask, abort
from werkzeug.exceptions import HTTPException, NotFound


class Color(Enum):
    RED = "red"
    BLUE = "blue"


@dataclass
class Circle:
    radius: int


@dataclass
class Box:
    width: int
    height: int = 1


class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y


class CommandError(Exception):
    def __init__(self, command, code=None):
        super().__init__(command)
        self.command = command
        self.code = code


EVENTS = {
    "login": {"type": "login", "user": "ada"},
    "move": {"type": "move", "to": [3, 4], "speed": 2},
    "batch": {"type": "batch", "items": [1, 2, 3, 4]},
    "empty": {},
    "text": "just text",
    "none": None,
    "pair": ("a", 1),
    "number": 7,
    "true": True,
}

SHAPES = {"circle": Circle(3), "box": Box(2, 5), "flat": Box(9), "point": Point(0, 4), "corner": Point(1, 1)}

app = Flask(__name__)


@app.errorhandler(CommandError)
def command_error(error):
    match error:
        case CommandError(code=None):
            return "unknown command: " + error.command, 400
        case CommandError(code=int(code)) if code >= 500:
            return "command failed", code
        case _:
            return "command refused", error.code


@app.errorhandler(HTTPException)
def http_error(error):
    match error:
        case NotFound():
            return "nothing here", 404
        case HTTPException(code=401 | 403 as code):
            return f"no entry ({code})", code
        case HTTPException():
            return "error %d" % error.code, error.code


@app.route("/run/<path:line>")
def run(line):
    match line.split("/"):
        case ["stop"]:
            return "stopped"
        case ["go", ("north" | "south") as direction]:
            return "going " + direction
        case ["go", *_]:
            abort(403)
        case ["say", first, *rest]:
            return " ".join([first.upper(), *rest])
        case ["fail", code]:
            raise CommandError("fail", int(code))
        case [command, *_]:
            raise CommandError(command)


@app.route("/events/<name>")
def event(name):
    match EVENTS.get(name, False):
        case {"type": "login", "user": user}:
            return f"{user} logged in"
        case {"type": "move", "to": [x, y], **rest}:
            return f"moved to {x}, {y} with {len(rest)} more"
        case {"type": "batch", "items": [first, *_, last]}:
            return f"from {first} to {last}"
        case {}:
            return "an event without a type"
        case str(text):
            return "text: " + text
        case None:
            return "", 204
        case (a, b):
            return f"{a}={b}"
        case True:
            return "true"
        case int(number) if number % 2:
            return f"odd {number}"
        case _:
            abort(404)


@app.route("/shapes/<name>")
def shape(name):
    match SHAPES.get(name):
        case Circle(radius=r):
            return f"circle of {r}"
        case Box(width, 1):
            return f"flat box of {width}"
        case Box(width, height):
            return f"box of {width * height}"
        case Point(0, y):
            return f"on the axis at {y}"
        case Point(x=x, y=y) if x == y:
            return "on the diagonal"
        case None:
            abort(404)


@app.route("/colors/<name>")
def color(name):
    try:
        value = Color(name) if name == "red" else Color.BLUE
    except ValueError:
        value = None
    match value:
        case Color.RED:
            return "warm"
        case Color.BLUE:
            return "cold"
    return "none"


@app.route("/numbers/<int:number>")
def numbers(number):
    match number:
        case 0:
            return "zero"
        case 1 | 2 | 3:
            return "few"
        case n if n > 100:
            return f"many: {n}"
    return "some"


@pytest.fixture
def client():
    return app.test_client()


@pytest.mark.parametrize(
    "path, status, body",
    [
        ("/run/stop", 200, "stopped"),
        ("/run/go/north", 200, "going north"),
        ("/run/go/up", 403, "no entry (403)"),
        ("/run/say/hello/big/world", 200, "HELLO big world"),
        ("/run/fail/503", 503, "command failed"),
        ("/run/fail/409", 409, "command refused"),
        ("/run/jump/high", 400, "unknown command: jump"),
        ("/run/stop/now", 400, "unknown command: stop"),
        ("/events/login", 200, "ada logged in"),
        ("/events/move", 200, "moved to 3, 4 with 1 more"),
        ("/events/batch", 200, "from 1 to 4"),
        ("/events/empty", 200, "an event without a type"),
        ("/events/text", 200, "text: just text"),
        ("/events/none", 204, ""),
        ("/events/pair", 200, "a=1"),
        ("/events/number", 200, "odd 7"),
        ("/events/true", 200, "true"),
        ("/events/other", 404, "nothing here"),
        ("/shapes/circle", 200, "circle of 3"),
        ("/shapes/box", 200, "box of 10"),
        ("/shapes/flat", 200, "flat box of 9"),
        ("/shapes/point", 200, "on the axis at 4"),
        ("/shapes/corner", 200, "on the diagonal"),
        ("/shapes/star", 404, "nothing here"),
        ("/colors/blue", 200, "cold"),
        ("/numbers/0", 200, "zero"),
        ("/numbers/2", 200, "few"),
        ("/numbers/10", 200, "some"),
        ("/numbers/101", 200, "many: 101"),
        ("/numbers/x", 404, "nothing here"),
    ],
)
def test_answers(client, path, status, body):
    response = client.get(path)
    assert response.status_code == status
    assert response.get_data(as_text=True) == body


def test_wrong_method(client):
    assert client.post("/numbers/1").data == b"error 405"
