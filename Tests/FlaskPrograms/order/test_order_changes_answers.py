"""One application for the module: under releases with the cache of error handlers, the order of the tests decides."""

import unittest

from flask import Flask


class E1(Exception):
    pass


class E2(Exception):
    pass


class E(E1, E2):
    pass


def make_app():
    app = Flask("order")
    app.register_error_handler(E2, lambda error: ("E2", 500))
    app.register_error_handler(Exception, lambda error: ("Exception", 500))

    @app.route("/<name>")
    def fail(name):
        raise {"E1": E1, "E2": E2, "E": E}[name]

    return app


functions = make_app().test_client()


def test_z_runs_first():
    assert functions.get("/E1").data == b"Exception"


def test_a_runs_second():
    assert functions.get("/E").data == b"E2"


class AlphabeticalTests(unittest.TestCase):
    client = make_app().test_client()

    def test_z_runs_last(self):
        self.assertEqual(self.client.get("/E").data, b"E2")

    def test_a_runs_first(self):
        self.assertEqual(self.client.get("/E1").data, b"Exception")


class FreshTests(unittest.TestCase):
    def setUp(self):
        self.client = make_app().test_client()

    def test_1(self):
        self.assertEqual(self.client.get("/E1").data, b"Exception")

    def test_2(self):
        self.assertEqual(self.client.get("/E").data, b"E2")


class TestFileOrder:
    client = make_app().test_client()

    def test_z_runs_first(self):
        assert self.client.get("/E").data == b"E2"

    def test_a_runs_second(self):
        assert self.client.get("/E1").data == b"Exception"

    def test_b_runs_third(self):
        assert self.client.get("/E").data == b"E2"
