"""A base TestCase with shared tests, subTest and the many assert methods."""

import unittest

from flask import Flask, abort


def create(testing):
    app = Flask(__name__)
    app.testing = testing

    @app.errorhandler(ZeroDivisionError)
    def zero(error):
        return "infinite", 400

    @app.route("/half/<int:n>")
    def half(n):
        return str(n // 2)

    @app.route("/inverse/<int:n>")
    def inverse(n):
        return "{:.3f}".format(1 / n)

    @app.route("/secret")
    def secret():
        raise PermissionError("secret")

    @app.route("/stop")
    def stop():
        abort(403)

    return app


class BaseTests:
    TESTING = False

    def setUp(self):
        self.app = create(self.TESTING)
        self.client = self.app.test_client()

    def assertStatus(self, path, status):
        self.assertEqual(self.client.get(path).status_code, status)

    def test_half(self):
        for n, text in ((2, b"1"), (7, b"3"), (0, b"0")):
            with self.subTest(n=n):
                self.assertEqual(self.client.get("/half/%d" % n).data, text)

    def test_inverse(self):
        self.assertEqual(self.client.get("/inverse/8").data, b"0.125")
        self.assertStatus("/inverse/0", 400)

    def test_stop(self):
        self.assertStatus("/stop", 403)


class ProductionTests(BaseTests, unittest.TestCase):
    def test_secret(self):
        self.assertStatus("/secret", 500)


class DevelopmentTests(BaseTests, unittest.TestCase):
    TESTING = True

    def test_secret(self):
        with self.assertRaises(PermissionError) as context:
            self.client.get("/secret")
        self.assertEqual(str(context.exception), "secret")
        self.assertRaises(PermissionError, self.client.get, "/secret")

    def test_secret_is_regex(self):
        with self.assertRaisesRegex(OSError, "sec.et"):
            self.client.get("/secret")

    @unittest.skip("not written yet")
    def test_later(self):
        self.fail()

    @unittest.expectedFailure
    def test_known_bug(self):
        self.assertEqual(self.client.get("/half/3").data, b"1.5")
