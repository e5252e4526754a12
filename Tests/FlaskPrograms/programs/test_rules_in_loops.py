"""Routes and handlers from tables."""

import pytest
from flask import Flask

PAGES = {"/": "home", "/about": "about us", "/contact": "write to us"}
ERRORS = [
    (ValueError, 400),
    (PermissionError, 403),
    (LookupError, 404),
    (NotImplementedError, 501),
]

app = Flask(__name__)


def make_view(text):
    def view():
        return text

    return view


def make_failing_view(error):
    def view():
        raise error("from the table")

    return view


def make_handler(status):
    return lambda e: ("%s -> %d" % (type(e).__name__, status), status)


for number, (path, text) in enumerate(PAGES.items()):
    app.add_url_rule(path, "page%d" % number, make_view(text))

for error, status in ERRORS:
    app.add_url_rule(
        "/fail/" + error.__name__, error.__name__, make_failing_view(error)
    )
    app.register_error_handler(error, make_handler(status))

app.add_url_rule("/index", endpoint="index", view_func=lambda: "".join(["in", "dex"]))


@pytest.mark.parametrize("path", sorted(PAGES))
def test_pages(path):
    response = app.test_client().get(path)
    assert response.status_code == 200
    assert response.get_data(as_text=True) == PAGES[path]


@pytest.mark.parametrize("error, status", ERRORS)
def test_errors(error, status):
    response = app.test_client().get("/fail/%s" % error.__name__)
    assert response.status_code == status
    assert response.data == b"%s -> %d" % (error.__name__.encode(), status)


@pytest.mark.parametrize("name, status", [("KeyError", 404), ("RuntimeError", 404)])
def test_no_such_view(name, status):
    assert app.test_client().get("/fail/" + name).status_code == status


def test_index():
    assert app.test_client().get("/index").data == b"index"
