from flask import Flask, redirect, request, url_for

from errors import PageLocked, PageNotFound, WikiError

PAGES = {}
LOCKED = ("home",)


def create_app(testing=False):
    app = Flask("wiki")
    app.config["TESTING"] = testing

    @app.route("/")
    def index():
        return redirect(url_for("page", title="home"))

    @app.route("/<title>", methods=["GET", "POST"])
    def page(title):
        if request.method == "POST":
            if title in LOCKED:
                raise PageLocked(title)
            PAGES[title] = request.form["text"]
            return "saved", 201
        if title not in PAGES:
            raise PageNotFound(title)
        return PAGES[title]

    @app.errorhandler(WikiError)
    def wiki_error(error):
        return error.message(), error.status

    return app
