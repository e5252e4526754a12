# pallets/flask issue 1498: the 404 handler of a blueprint with url_prefix only runs for abort(404) in its views
import unittest

from flask import Blueprint, Flask, abort

app = Flask(__name__)
blue = Blueprint("blue", __name__)


@blue.route("/greeting")
def greeting():
    return "good morning"


@blue.route("/aborted")
def aborted():
    abort(404)


blue.errorhandler(404)(lambda error: ("blue page", 404))
app.register_blueprint(blue, url_prefix="/blue")
app.errorhandler(404)(lambda error: ("app page", 404))


class WhichPage(unittest.TestCase):
    def setUp(self):
        self.client = app.test_client()

    def check(self, path, status, text):
        response = self.client.get(path)
        self.assertEqual(response.status_code, status)
        self.assertEqual(response.get_data(True), text)

    def test_greeting(self):
        self.check("/blue/greeting", 200, "good morning")

    def test_elsewhere(self):
        self.check("/nowhere", 404, "app page")

    def test_aborted_in_the_blueprint(self):
        self.check("/blue/aborted", 404, "blue page")

    def test_no_route_below_the_prefix(self):
        # The report expects this one.
        self.check("/blue/nowhere", 404, "blue page")


if __name__ == "__main__":
    unittest.main()
