# pallets/flask issue 1494: a blueprint cannot handle 405 either, because no endpoint was chosen
import unittest

from flask import Blueprint, Flask

app = Flask(__name__)
bp = Blueprint("bp", __name__)


@bp.route("/", methods=["GET"])
def hello():
    return "hello"


bp.register_error_handler(405, lambda e: ("405 of the blueprint", 405))
app.register_blueprint(bp)
app.register_error_handler(405, lambda e: ("405 of the app", 405))


class Test405(unittest.TestCase):
    def setUp(self):
        self.client = app.test_client()

    def test_get(self):
        self.assertEqual(self.client.get("/").data, b"hello")

    def test_post_as_it_is(self):
        self.assertEqual(self.client.post("/").data, b"405 of the app")

    def test_post_as_wished(self):
        response = self.client.post("/")
        self.assertEqual(response.status_code, 405)
        self.assertEqual(response.data, b"405 of the blueprint")
