"""after_request functions that replace, change and break responses."""

import json

import pytest
from flask import Flask, Response, abort, jsonify, make_response, request


class Broken(Exception):
    pass


def create_app(*features):
    app = Flask(__name__)
    app.calls = []

    @app.errorhandler(404)
    def not_found(error):
        return "no page", 404

    @app.errorhandler(Broken)
    def broken(error):
        return "handled", 400

    if "500" in features:

        @app.errorhandler(500)
        def server_error(error):
            return "server error", 500

    if "envelope" in features:

        @app.after_request
        def envelope(response):
            body = response.get_data(as_text=True)
            response.set_data(json.dumps({"status": response.status_code, "body": body}))
            response.headers["Content-Type"] = "application/json"
            return response

    if "replace" in features:

        @app.after_request
        def hide(response):
            if response.status_code >= 400:
                return make_response("hidden %d" % response.status_code, 200)
            return response

    if "status" in features:

        @app.after_request
        def teapot(response):
            if request.path == "/tea":
                response.status_code = 418
            return response

    if "raise" in features:

        @app.after_request
        def fail(response):
            app.calls.append(response.status_code)
            raise Broken("after")

    if "sometimes" in features:

        @app.after_request
        def check(response):
            if "X-Ok" not in request.headers and response.status_code == 200:
                raise Broken("unchecked")
            return response

    if "count" in features:

        @app.after_request
        def count(response):
            app.calls.append(response.status_code)
            return response

    @app.route("/")
    def index():
        return "index"

    @app.route("/tea")
    def tea():
        return "tea"

    @app.route("/json")
    def some_json():
        return jsonify(a=1)

    @app.route("/broken")
    def broken_page():
        raise Broken()

    @app.route("/crash")
    def crash():
        return 1 // 0

    @app.route("/denied")
    def denied():
        abort(403)

    return app


PATHS = ["/", "/tea", "/json", "/broken", "/crash", "/missing"]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("features", ["envelope", "replace", "status", "raise", "sometimes", "replace envelope"])
def test_page(path, features):
    client = create_app(*features.split()).test_client()
    assert client.get(path).status_code in (200, 400, 404, 418, 500)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("features", ["raise", "sometimes", "replace", "envelope count"])
def test_page_with_500(path, features):
    client = create_app("500", *features.split()).test_client()
    assert client.get(path).status_code in (200, 400, 404, 418, 500)


def test_envelope():
    response = create_app("envelope").test_client().get("/")
    assert json.loads(response.data) == {"status": 200, "body": "index"}


def test_order():
    app = create_app("count", "raise", "500")
    assert app.test_client().get("/").status_code == 500
    assert 200 in app.calls


def test_escapes():
    app = create_app("raise")
    app.testing = True
    with pytest.raises(Broken):
        app.test_client().get("/")


def test_count():
    app = create_app("count")
    client = app.test_client()
    for path in ("/", "/missing", "/broken"):
        client.get(path)
    assert app.calls == [200, 404, 400]


def test_ok_header():
    client = create_app("sometimes").test_client()
    assert client.get("/", headers={"X-Ok": "1"}).data == b"index"
    assert client.get("/").status_code == 500
