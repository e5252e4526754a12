import pytest
from flask import Flask


class Custom(Exception):
    pass


def make_app(**config):
    app = Flask(__name__)
    app.config.update(config)

    @app.route("/raise")
    def raise_():
        raise Custom("seen by the test")

    @app.route("/handled")
    def handled():
        raise LookupError("x")

    @app.errorhandler(LookupError)
    def lookup(e):
        return "lookup", 404

    return app


def test_testing_propagates():
    client = make_app(TESTING=True).test_client()
    with pytest.raises(Custom) as excinfo:
        client.get("/raise")
    assert str(excinfo.value) == "seen by the test"


def test_match():
    client = make_app(TESTING=True).test_client()
    with pytest.raises(Custom, match="by the"):
        client.get("/raise")


def test_debug_propagates():
    app = make_app()
    app.debug = True
    with pytest.raises(Custom):
        app.test_client().get("/raise")


def test_default_does_not():
    assert make_app().test_client().get("/raise").status_code == 500


def test_explicit_off():
    client = make_app(TESTING=True, PROPAGATE_EXCEPTIONS=False).test_client()
    assert client.get("/raise").status_code == 500


def test_explicit_on():
    client = make_app(PROPAGATE_EXCEPTIONS=True).test_client()
    with pytest.raises(Custom):
        client.get("/raise")


def test_500_handler():
    app = make_app()

    @app.errorhandler(500)
    def oops(e):
        original = getattr(e, "original_exception", e)
        return "oops: %s" % type(original).__name__, 500

    client = app.test_client()
    assert client.get("/raise").data == b"oops: Custom"
    app.testing = True
    with pytest.raises(Custom):
        client.get("/raise")


@pytest.mark.parametrize("testing", [True, False])
def test_handled_never_propagates(testing):
    client = make_app(TESTING=testing).test_client()
    response = client.get("/handled")
    assert response.status_code == 404
    assert response.data == b"lookup"
