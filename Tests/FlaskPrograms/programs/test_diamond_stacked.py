"""A diamond of exceptions under two configurations: parametrize is stacked."""

import pytest
from flask import Flask


class Base(Exception):
    pass


class Left(Base):
    pass


class Right(Base):
    pass


class Bottom(Left, Right):
    pass


class Deep(Bottom):
    pass


HANDLED = {
    "right": {Right: "right"},
    "left and right": {Left: "left", Right: "right"},
    "base": {Base: "base"},
    "none": {},
}


def app_with(handlers):
    app = Flask("diamond")
    for cls, text in handlers.items():
        app.register_error_handler(cls, lambda error, text=text: (text, 400))

    @app.route("/<any(Base, Left, Right, Bottom, Deep):name>")
    def fail(name):
        raise globals()[name]("from the view")

    return app


@pytest.mark.parametrize("name", ["Left", "Right", "Deep"])
@pytest.mark.parametrize("handlers", ["right", "left and right", "base"])
def test_handled(handlers, name):
    client = app_with(HANDLED[handlers]).test_client()
    response = client.get("/" + name)
    if handlers == "right" and name == "Left":
        assert response.status_code == 500
    else:
        assert response.status_code == 400
        assert response.data.decode() in handlers


def test_order_of_requests():
    client = app_with(HANDLED["right"]).test_client()
    answers = [
        client.get("/" + name).status_code
        for name in ("Left", "Bottom", "Right", "Bottom")
    ]
    assert answers == [500, 400, 400, 400]


def test_nothing_is_handled():
    client = app_with(HANDLED["none"]).test_client()
    assert client.get("/Deep").status_code == 500
    assert client.get("/Up").status_code == 404
