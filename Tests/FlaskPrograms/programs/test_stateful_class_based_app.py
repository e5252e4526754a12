import unittest
from flask import Flask


class Elevator(object):
    class Stuck(RuntimeError):
        code = 503

    class NoSuchFloor(LookupError):
        code = 404

    def __init__(self, floors, log=None):
        self.floor = 0
        self.floors = floors
        self.log = log if log is not None else []
        self.app = Flask("elevator")
        self.app.add_url_rule("/go/<int(signed=True):floor>", "go", self.go, methods=["POST"])
        self.app.add_url_rule("/where", view_func=self.where)
        for error in (self.Stuck, self.NoSuchFloor):
            self.app.register_error_handler(error, self.on_error)
        self.app.before_request(self.before)
        self.app.after_request(self.after)

    def before(self):
        self.log.append("before")
        if self.floor == 13:
            raise self.Stuck("between floors")

    def after(self, response):
        self.log.append("after %d" % response.status_code)
        return response

    def go(self, floor):
        if floor not in range(-2, self.floors):
            raise self.NoSuchFloor(floor)
        self.floor = floor
        return "at %d" % floor

    def where(self):
        return str(self.floor)

    def on_error(self, error):
        return "%s: %s" % (error.__class__.__name__, error), error.code


class ElevatorTests(unittest.TestCase):
    def setUp(self):
        self.elevator = Elevator(20)
        self.client = self.elevator.app.test_client()

    def test_go(self):
        self.assertEqual(b"at 3", self.client.post("/go/3").data)
        self.assertEqual(b"3", self.client.get("/where").data)

    def test_basement(self):
        self.assertEqual(b"at -1", self.client.post("/go/-1").data)

    def test_too_high(self):
        response = self.client.post("/go/20")
        self.assertEqual(404, response.status_code)
        self.assertEqual(b"NoSuchFloor: 20", response.data)

    def test_stuck(self):
        self.client.post("/go/13")
        response = self.client.get("/where")
        self.assertEqual(503, response.status_code)
        self.assertEqual(self.elevator.log, ["before", "after 200", "before", "after 503"])

    def test_no_int(self):
        self.assertEqual(404, self.client.post("/go/up").status_code)


def load_tests(loader, tests, pattern):
    return tests
