from flask import Flask, abort


class TooManyRequests(Exception):
    limit = 3


class TestLimits:
    def setup_method(self, method):
        self.app = Flask(__name__)
        self.count = 0

        @self.app.route("/")
        def index():
            self.count += 1
            if self.count > TooManyRequests.limit:
                raise TooManyRequests()
            return "request %d" % self.count

        @self.app.errorhandler(TooManyRequests)
        def limited(error):
            return "limit of %d reached" % error.limit, 429

        self.client = self.app.test_client()

    def teardown_method(self):
        del self.client

    def test_first(self):
        assert self.client.get("/").data == b"request 1"

    def test_limit(self):
        for _ in range(3):
            assert self.client.get("/").status_code == 200
        assert self.client.get("/").status_code == 429
        assert self.client.get("/").data == b"limit of 3 reached"


class TestWithoutLimits:
    app = Flask("plain")

    @app.route("/stop")
    def stop():
        abort(400, "stop it")

    def setup_method(self):
        self.client = self.app.test_client()

    def test_stop(self):
        response = self.client.get("/stop")
        assert response.status_code == 400
        assert b"stop it" in response.data

    def test_head_and_options(self):
        assert self.client.head("/stop").status_code == 400
        response = self.client.options("/stop")
        assert response.status_code == 200
        assert "GET" in response.headers["Allow"]
