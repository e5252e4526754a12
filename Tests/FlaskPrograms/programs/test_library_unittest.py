import json
import unittest
from functools import wraps

from flask import Flask, abort, g, jsonify, make_response, request

app = Flask(__name__)

BOOKS = [
    {"id": 1, "title": "Dune", "year": 1965, "lent": False},
    {"id": 2, "title": "Emma", "year": 1815, "lent": True},
]
TOKENS = {"abc123": "librarian", "xyz": "reader"}


def requires_role(*roles):
    def decorator(view):
        @wraps(view)
        def wrapped(*args, **kwargs):
            token = request.headers.get("X-Token")
            if token is None:
                abort(401)
            g.role = TOKENS.get(token)
            if g.role not in roles:
                abort(403, "You are a {0}".format(g.role))
            return view(*args, **kwargs)

        return wrapped

    return decorator


@app.errorhandler(404)
def not_found(error):
    return make_response(jsonify({"error": "Not found"}), 404)


@app.errorhandler(400)
def bad_request(error):
    return make_response(jsonify({"error": error.description}), 400)


@app.errorhandler(401)
def unauthorized(error):
    response = make_response(jsonify({"error": "Login required"}), 401)
    response.headers["WWW-Authenticate"] = 'Token realm="library"'
    return response


@app.errorhandler(403)
def forbidden(error):
    return jsonify(error=error.description), 403


def find(book_id):
    matches = [book for book in BOOKS if book["id"] == book_id]
    if len(matches) == 0:
        abort(404)
    return matches[0]


@app.route("/books", methods=["GET"])
@requires_role("librarian", "reader")
def list_books():
    return jsonify({"books": [book["title"] for book in BOOKS]})


@app.route("/books/<int:book_id>", methods=["GET"])
@requires_role("librarian", "reader")
def get_book(book_id):
    return jsonify({"book": find(book_id)})


@app.route("/books/<int:book_id>/lend", methods=["POST"])
@requires_role("librarian")
def lend(book_id):
    book = find(book_id)
    if book["lent"]:
        abort(400, "%s is already lent" % book["title"])
    return jsonify({"lent": book["title"]}), 202


class LibraryTestCase(unittest.TestCase):
    def setUp(self):
        app.config["TESTING"] = True
        self.client = app.test_client()

    def get(self, path, token=None):
        headers = {"X-Token": token} if token else {}
        return self.client.get(path, headers=headers)

    def test_needs_token(self):
        response = self.get("/books")
        self.assertEqual(response.status_code, 401)
        self.assertEqual(response.headers["WWW-Authenticate"], 'Token realm="library"')
        self.assertIn(b"Login required", response.data)

    def test_list(self):
        response = self.get("/books", "xyz")
        self.assertEqual(response.status_code, 200)
        self.assertEqual(json.loads(response.data), {"books": ["Dune", "Emma"]})

    def test_wrong_token(self):
        response = self.get("/books", "guess")
        self.assertEqual(response.status_code, 403)
        self.assertEqual(json.loads(response.data)["error"], "You are a None")

    def test_missing_book(self):
        response = self.get("/books/9", "abc123")
        self.assertEqual(response.status_code, 404)
        self.assertEqual(json.loads(response.get_data(as_text=True)), {"error": "Not found"})

    def test_lend(self):
        response = self.client.post("/books/1/lend", headers={"X-Token": "abc123"})
        self.assertEqual(response.status_code, 202)

    def test_lend_twice(self):
        response = self.client.post("/books/2/lend", headers={"X-Token": "abc123"})
        self.assertEqual(response.status_code, 400)
        self.assertEqual(json.loads(response.data), {"error": "Emma is already lent"})

    def test_reader_cannot_lend(self):
        response = self.client.post("/books/2/lend", headers={"X-Token": "xyz"})
        self.assertEqual(response.status_code, 403)
        self.assertTrue(b"reader" in response.data)


if __name__ == "__main__":
    unittest.main()
