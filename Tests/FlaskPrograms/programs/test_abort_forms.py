import unittest

import flask
import werkzeug.exceptions
from werkzeug.exceptions import (
    HTTPException,
    MethodNotAllowed,
    NotFound,
    abort as wz_abort,
)

app = flask.Flask(__name__)
app.config["TESTING"] = True


@app.errorhandler(404)
def not_found(e):
    return "handled: " + e.description, 404


@app.errorhandler(HTTPException)
def other(e):
    return "other %s" % e.name, e.code or 500


@app.route("/code")
def code():
    flask.abort(404)


@app.route("/description")
def description():
    flask.abort(404, "no such thing")


@app.route("/keyword")
def keyword():
    flask.abort(404, description="no such keyword")


@app.route("/response")
def response():
    flask.abort(flask.Response("from a response", 404))


@app.route("/made")
def made():
    flask.abort(flask.make_response("made", 409))


@app.route("/unknown-code")
def unknown_code():
    flask.abort(799)


@app.route("/exception")
def exception():
    raise NotFound("raised")


@app.route("/class")
def exception_class():
    raise werkzeug.exceptions.Gone


@app.route("/werkzeug")
def werkzeug_abort():
    wz_abort(403)


@app.route("/methods")
def methods():
    raise MethodNotAllowed(valid_methods=["GET"])


class AbortTests(unittest.TestCase):
    def setUp(self):
        self.client = app.test_client()

    def get(self, path):
        response = self.client.get(path)
        return response.status_code, response.get_data(as_text=True)

    def test_code(self):
        status, text = self.get("/code")
        self.assertEqual(status, 404)
        self.assertTrue(text.startswith("handled: The requested URL was not found"))

    def test_description(self):
        self.assertEqual(self.get("/description"), (404, "handled: no such thing"))
        self.assertEqual(self.get("/keyword"), (404, "handled: no such keyword"))
        self.assertEqual(self.get("/exception"), (404, "handled: raised"))

    def test_response_is_not_handled(self):
        self.assertEqual(self.get("/response"), (404, "from a response"))
        self.assertEqual(self.get("/made"), (409, "made"))

    def test_unknown_code(self):
        with self.assertRaises(LookupError):
            self.client.get("/unknown-code")

    def test_other(self):
        self.assertEqual(self.get("/class"), (410, "other Gone"))
        self.assertEqual(self.get("/werkzeug"), (403, "other Forbidden"))
        self.assertEqual(self.get("/methods")[0], 405)
