import string
import pytest
from flask import Flask, abort, redirect, request, url_for

ALPHABET = string.ascii_lowercase + string.digits


class InvalidURL(ValueError):
    pass


def encode(number):
    if number == 0:
        return ALPHABET[0]
    result = ""
    while number:
        number, rest = divmod(number, len(ALPHABET))
        result = ALPHABET[rest] + result
    return result


class Shortener(object):
    def __init__(self):
        self.urls = []

    def shorten(self, url):
        if not url.startswith(("http://", "https://")):
            raise InvalidURL(url)
        if url not in self.urls:
            self.urls.append(url)
        return encode(self.urls.index(url))

    def resolve(self, key):
        for number, url in enumerate(self.urls):
            if encode(number) == key:
                return url
        return None


@pytest.fixture
def app():
    app = Flask(__name__)
    shortener = Shortener()

    @app.route("/shorten", methods=["POST"])
    def shorten():
        key = shortener.shorten(request.form["url"])
        return url_for("follow", key=key), 201, {"X-Key": key}

    @app.route("/<key>")
    def follow(key):
        url = shortener.resolve(key)
        if not url:
            abort(404)
        return redirect(url, code=301)

    @app.errorhandler(InvalidURL)
    def invalid(error):
        return "not a URL: {}".format(error), 400

    @app.errorhandler(400)
    def bad(error):
        return "bad request", 400

    @app.errorhandler(404)
    def missing(error):
        return redirect(url_for("shorten"))

    return app


@pytest.fixture
def client(app):
    return app.test_client()


def test_shorten(client):
    r = client.post("/shorten", data={"url": "https://example.com/a"})
    assert r.status_code == 201
    assert r.data == b"/a"
    assert r.headers["X-Key"] == "a"


def test_follow(client):
    client.post("/shorten", data={"url": "https://example.com/a"})
    r = client.get("/a")
    assert r.status_code == 301
    assert r.location == "https://example.com/a"


def test_no_url(client):
    assert client.post("/shorten").data == b"bad request"


def test_invalid(client):
    r = client.post("/shorten", data={"url": "ftp://x"})
    assert r.data == b"not a URL: ftp://x"


def test_missing_redirects(client):
    r = client.get("/zzz")
    assert r.status_code == 302
    assert r.headers["Location"].endswith("/shorten")


def test_shorten_get(client):
    assert client.get("/shorten").status_code == 405


@pytest.mark.parametrize("number, expected", [(0, "a"), (35, "9"), (36, "ba"), (1295, "99")])
def test_encode(number, expected):
    assert encode(number) == expected
