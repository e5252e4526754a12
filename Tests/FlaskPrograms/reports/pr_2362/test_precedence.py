# pallets/flask pull request 2362: the error handler cache is removed; a test in the form of Flask's own tests
import pytest


def test_handler_of_the_nearest_class(app, client):
    class Network(Exception):
        pass

    class Payment(Exception):
        pass

    class PaymentNetwork(Network, Payment):
        pass

    @app.errorhandler(Payment)
    def payment(e):
        assert isinstance(e, Payment)
        return "payment"

    @app.errorhandler(Exception)
    def anything(e):
        assert isinstance(e, Exception)
        return "anything"

    @app.route("/network")
    def network_view():
        raise Network

    @app.route("/both")
    def both_view():
        raise PaymentNetwork

    rv = client.get("/network")
    assert rv.data == b"anything"

    rv = client.get("/both")
    assert rv.data == b"payment"


def test_the_other_order(app, client):
    class A(Exception):
        pass

    class B(Exception):
        pass

    class AB(A, B):
        pass

    @app.errorhandler(B)
    def handle_b(e):
        return "b"

    @app.errorhandler(Exception)
    def handle_exception(e):
        return type(e).__name__

    @app.route("/<int:number>")
    def fail(number):
        raise (A, B, AB)[number]

    assert client.get("/2").data == b"b"
    assert client.get("/0").data == b"A"
    assert client.get("/2").data == b"b"
    with pytest.raises(AssertionError):
        assert client.get("/1").data == b"B"
