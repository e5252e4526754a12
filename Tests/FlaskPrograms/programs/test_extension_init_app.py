"""An extension in the usual form: init_app registers the handlers."""

from flask import Flask, abort, jsonify, request


class ErrorPages:
    def __init__(self, app=None, codes=(400, 404, 500)):
        self.codes = codes
        if app is not None:
            self.init_app(app)

    def init_app(self, app):
        app.extensions = getattr(app, "extensions", {})
        app.extensions["error_pages"] = self
        for code in self.codes:
            app.register_error_handler(code, self.page)

    def page(self, error):
        return "page for {}".format(getattr(error, "code", 500)), getattr(
            error, "code", 500
        )


pages = ErrorPages(codes=[404, 405])


def create_app():
    app = Flask(__name__)
    pages.init_app(app)

    @app.route("/only-get")
    def only_get():
        return "ok"

    @app.route("/bad")
    def bad():
        abort(400)

    return app


def test_extension():
    client = create_app().test_client()
    assert client.get("/unknown").data == b"page for 404"
    assert client.post("/only-get").data == b"page for 405"
    assert client.get("/bad").status_code == 400
    assert client.get("/only-get").status_code == 200


def test_other_codes():
    app = Flask("other")
    ErrorPages(app)

    @app.route("/crash")
    def crash():
        raise RuntimeError

    client = app.test_client()
    assert client.get("/crash").status_code == 500
    assert client.get("/crash").data == b"page for 500"
    assert client.get("/none").data == b"page for 404"
