"""Handlers of a blueprint and of the application, for a code and for classes: which one is first."""

import pytest
from flask import Blueprint, Flask
from werkzeug.exceptions import Conflict, HTTPException

KINDS = {"code": 409, "class": Conflict, "base": HTTPException, "all": Exception}


def build(in_blueprint, in_app):
    app = Flask("precedence")
    bp = Blueprint("bp", __name__)
    for kind in in_blueprint:
        bp.register_error_handler(KINDS[kind], lambda e, kind=kind: ("bp " + kind, 409))
    for kind in in_app:
        app.register_error_handler(
            KINDS[kind], lambda e, kind=kind: ("app " + kind, 409)
        )

    @bp.route("/conflict")
    def conflict():
        raise Conflict()

    @bp.route("/error")
    def error():
        raise KeyError()

    app.register_blueprint(bp)
    return app.test_client()


@pytest.mark.parametrize(
    "in_blueprint, in_app, text",
    [
        (["code"], ["code"], "bp code"),
        (["base"], ["code"], "app code"),
        (["all"], ["class"], "app class"),
        (["all"], ["base"], "bp all"),
        (["all", "base"], ["all"], "bp base"),
        ([], ["all", "base"], "app base"),
        (["code", "class"], [], "bp class"),
    ],
)
def test_conflict(in_blueprint, in_app, text):
    response = build(in_blueprint, in_app).get("/conflict")
    assert response.status_code == 409
    assert response.get_data(as_text=True) == text


def test_other_error():
    assert build(["all"], ["all"]).get("/error").data == b"bp all"
    assert build(["base"], ["all"]).get("/error").data == b"app all"
    assert build(["base"], ["base"]).get("/error").status_code == 500


def test_no_handler():
    assert build([], []).get("/conflict").status_code == 409
