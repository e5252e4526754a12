import json
import unittest

from flask import Blueprint, Flask, jsonify, request
from werkzeug.exceptions import HTTPException

polls = Blueprint("polls", __name__, url_prefix="/polls")


class PollException(Exception):
    """Base of all exceptions of the polls."""

    status_code = 400
    default_message = "poll error"

    def __init__(self, message=None, status_code=None, payload=None):
        Exception.__init__(self)
        self.message = message or self.default_message
        if status_code is not None:
            self.status_code = status_code
        self.payload = payload

    def to_dict(self):
        rv = dict(self.payload or ())
        rv["message"] = self.message
        return rv


class AlreadyVoted(PollException):
    default_message = "you have voted already"
    status_code = 409


class UnknownChoice(PollException):
    def __init__(self, choice, choices):
        super(UnknownChoice, self).__init__(
            "unknown choice", status_code=422, payload={"choice": choice, "choices": sorted(choices)}
        )


class Poll:
    def __init__(self, question, *choices):
        self.question = question
        self.votes = {choice: 0 for choice in choices}
        self.voters = set()

    def vote(self, voter, choice):
        if voter in self.voters:
            raise AlreadyVoted
        if choice not in self.votes:
            raise UnknownChoice(choice, self.votes)
        self.voters.add(voter)
        self.votes[choice] += 1

    @property
    def winner(self):
        return max(self.votes, key=lambda choice: self.votes[choice])

    def __len__(self):
        return len(self.voters)

    def __repr__(self):
        return "<Poll {!r}: {} votes>".format(self.question, len(self))


class Store:
    polls = {}


@polls.errorhandler(PollException)
def handle_poll_exception(error):
    response = jsonify(error.to_dict())
    response.status_code = error.status_code
    return response


@polls.errorhandler(KeyError)
def handle_key_error(error):
    return jsonify(message="no such poll", key=error.args[0]), 404


@polls.route("/<key>/vote", methods=["POST"])
def vote(key):
    poll = Store.polls[key]
    poll.vote(request.form.get("voter", "anonymous"), request.form.get("choice"))
    return jsonify(total=len(poll))


@polls.route("/<key>")
def show(key):
    poll = Store.polls[key]
    return jsonify(repr=repr(poll), winner=poll.winner, votes=poll.votes)


def create_app():
    app = Flask(__name__)
    app.register_blueprint(polls)

    @app.errorhandler(Exception)
    def last_resort(error):
        if isinstance(error, HTTPException):
            return error
        return "last resort", 500

    return app


class PollTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.app = create_app()

    def setUp(self):
        Store.polls = {"food": Poll("What do we eat?", "pizza", "soup")}
        self.client = self.app.test_client()

    def tearDown(self):
        Store.polls.clear()

    def vote(self, voter, choice, poll="food"):
        return self.client.post("/polls/%s/vote" % poll, data={"voter": voter, "choice": choice})

    def assertMessage(self, response, status, message):
        self.assertEqual(response.status_code, status)
        self.assertEqual(json.loads(response.data)["message"], message)

    def test_vote(self):
        response = self.vote("ann", "soup")
        self.assertEqual(json.loads(response.data), {"total": 1})
        shown = json.loads(self.client.get("/polls/food").data)
        self.assertEqual(shown["winner"], "soup")
        self.assertEqual(shown["repr"], "<Poll 'What do we eat?': 1 votes>")

    def test_twice(self):
        self.vote("ann", "soup")
        self.assertMessage(self.vote("ann", "pizza"), 409, "you have voted already")

    def test_unknown_choice(self):
        response = self.vote("bob", "fish")
        self.assertMessage(response, 422, "unknown choice")
        self.assertEqual(json.loads(response.data)["choices"], ["pizza", "soup"])

    def test_unknown_poll(self):
        self.assertMessage(self.vote("bob", "fish", poll="drinks"), 404, "no such poll")

    def test_get_vote(self):
        self.assertEqual(self.client.get("/polls/food/vote").status_code, 405)

    def test_subtests(self):
        for path, status in [("/polls/food", 200), ("/polls/x", 404), ("/x", 404)]:
            with self.subTest(path=path):
                self.assertEqual(self.client.get(path).status_code, status)
