from __future__ import annotations

from dataclasses import asdict, dataclass, field
from enum import Enum
from typing import Dict, List, Optional

import pytest
from flask import Flask, jsonify, request


class Priority(Enum):
    LOW = "low"
    HIGH = "high"


class ErrorCode(str, Enum):
    MISSING = "ticket.missing"
    CLOSED = "ticket.closed"
    INVALID = "ticket.invalid"


@dataclass
class Problem:
    code: ErrorCode
    title: str
    status: int = 400
    hints: List[str] = field(default_factory=list)


class TicketError(Exception):
    def __init__(self, problem: Problem) -> None:
        self.problem = problem


@dataclass
class Ticket:
    number: int
    subject: str
    priority: Priority = Priority.LOW
    closed: bool = False


class Tickets:
    def __init__(self) -> None:
        self._tickets: Dict[int, Ticket] = {}

    def add(self, subject: str, priority: Optional[str] = None) -> Ticket:
        if not subject.strip():
            raise TicketError(Problem(ErrorCode.INVALID, "A ticket needs a subject", 422, ["subject"]))
        try:
            chosen = Priority(priority) if priority else Priority.LOW
        except ValueError as error:
            raise TicketError(Problem(ErrorCode.INVALID, str(error), 422, ["priority"])) from error
        ticket = Ticket(len(self._tickets) + 1, subject.strip(), chosen)
        self._tickets[ticket.number] = ticket
        return ticket

    def get(self, number: int) -> Ticket:
        ticket = self._tickets.get(number)
        if ticket is None:
            raise TicketError(Problem(code=ErrorCode.MISSING, title=f"No ticket {number}", status=404))
        return ticket

    def close(self, number: int) -> Ticket:
        ticket = self.get(number)
        if ticket.closed:
            raise TicketError(Problem(ErrorCode.CLOSED, "Already closed"))
        ticket.closed = True
        return ticket


def create_app(tickets: Tickets) -> Flask:
    app = Flask(__name__)

    @app.errorhandler(TicketError)
    def handle(error: TicketError):
        problem = error.problem
        return jsonify(code=problem.code.value, title=problem.title, hints=problem.hints), problem.status

    @app.route("/tickets", methods=["POST"])
    def create():
        ticket = tickets.add(request.form.get("subject", ""), request.form.get("priority"))
        return jsonify(number=ticket.number, priority=ticket.priority.name), 201

    @app.route("/tickets/<int:number>")
    def show(number: int):
        ticket = tickets.get(number)
        data = asdict(ticket)
        data["priority"] = ticket.priority.value
        return jsonify(data)

    @app.route("/tickets/<int:number>/close", methods=["POST"])
    def close(number: int):
        tickets.close(number)
        return "", 204

    return app


@pytest.fixture
def tickets():
    return Tickets()


@pytest.fixture
def client(tickets):
    tickets.add("Printer on fire", "high")
    return create_app(tickets).test_client()


def test_show(client):
    response = client.get("/tickets/1")
    assert response.status_code == 200
    assert response.get_json() == {
        "number": 1,
        "subject": "Printer on fire",
        "priority": "high",
        "closed": False,
    }


def test_create(client, tickets):
    response = client.post("/tickets", data={"subject": " Coffee "})
    assert response.status_code == 201
    assert tickets.get(2).subject == "Coffee"


def test_missing(client):
    response = client.get("/tickets/7")
    assert response.status_code == 404
    assert response.get_json()["code"] == "ticket.missing"
    assert response.get_json()["title"] == "No ticket 7"


def test_bad_priority(client):
    response = client.post("/tickets", data={"subject": "x", "priority": "urgent"})
    assert response.status_code == 422
    assert response.get_json()["hints"] == ["priority"]
    assert response.get_json()["title"] == "'urgent' is not a valid Priority"


def test_close_twice(client):
    assert client.post("/tickets/1/close").status_code == 204
    response = client.post("/tickets/1/close")
    assert response.status_code == 400
    assert response.get_json()["code"] == ErrorCode.CLOSED.value


def test_empty_subject(client):
    assert client.post("/tickets", data={"subject": "  "}).status_code == 422
