"""routes.eb for Flask 0.12.2, written by errorbook.

The tests send the requests of the script in order and assert what errorbook predicts for this release.
Each test creates its own app. To run the tests with Python 3.11:

    python3.11 -m venv flask-0.12.2
    flask-0.12.2/bin/pip install pytest Flask==0.12.2 Werkzeug==0.16.1 Jinja2==2.11.3 MarkupSafe==2.0.1 itsdangerous==1.1.0 click==7.1.2
    flask-0.12.2/bin/pytest THIS_FILE.py
"""

from flask import Blueprint, Flask, abort


class E1(Exception):
    pass


class E2(Exception):
    pass


class E(E1, E2):
    pass


def create_app():
    # Without instance_path, Flask 0.12.2 calls is_package, which pytest's import hook does not have.
    app = Flask(__name__, instance_path="/")
    shop = Blueprint("shop", __name__, url_prefix="/shop")
    checkout = Blueprint("checkout", __name__, url_prefix="/checkout")

    @app.errorhandler(E2)
    def handle_e2(error):
        return "E2", 500

    @app.errorhandler(Exception)
    def handle_exception(error):
        return "any", 500

    @shop.errorhandler(404)
    def handle_404_in_shop(error):
        return "no such order", 404

    @app.route("/raise/E")
    def raise_e():
        raise E()

    @app.route("/raise/E1/checkout")
    def raise_e1_at_checkout():
        raise E1()

    @app.route("/raise/E/checkout")
    def raise_e_at_checkout():
        raise E()

    @app.route("/abort/404/orders")
    def abort_404_at_orders():
        abort(404)

    @app.route("/respond/200/checkout")
    def respond_200_at_checkout():
        return "done", 200

    @app.route("/respond/200-2/checkout")
    def respond_200_at_checkout_2():
        return "gone", 200

    @app.route("/raise/E1")
    def raise_e1():
        raise E1()

    @shop.route("/raise/E/pay.card")
    def raise_e_at_pay_card_in_shop():
        raise E()

    @shop.route("/raise/E/unnamed_")
    def raise_e_at_unnamed_in_shop():
        raise E()

    @shop.route("/abort/404/orders")
    def abort_404_at_orders_in_shop():
        abort(404)

    @shop.route("/respond/200-2/unnamed")
    def respond_200_at_unnamed_in_shop():
        return "gone", 200

    @shop.route("/raise/E/checkout")
    def raise_e_at_checkout_in_shop():
        raise E()

    @shop.route("/raise/E")
    def raise_e_in_shop():
        raise E()

    @checkout.route("/raise/E")
    def raise_e_in_checkout():
        raise E()

    app.register_blueprint(shop)
    app.register_blueprint(checkout)

    return app


# Default pages differ between releases, so the tests treat all of them as equal.
PAGE = "a default page"


def get(app, path):
    """Sends a GET request and returns the body and the status code."""
    answer = app.test_client().get(path)
    body = answer.get_data(as_text=True)
    if body.lower().startswith("<!doctype html"):
        body = PAGE
    return body, answer.status_code


def test_a_route_is_not_a_blueprint():
    """a route is not a blueprint"""

    app = create_app()
    assert get(app, "/shop/raise/E/checkout") == ("E2", 500)  # line 23
    assert get(app, "/shop/raise/E") == ("E2", 500)  # line 24


def test_line_26_order_matters():
    app = create_app()
    assert get(app, "/raise/E1") == ("any", 500)  # line 26
    # line 26: a fresh process gives "E2", 500
    assert get(app, "/raise/E") == ("any", 500)  # line 26

    app = create_app()
    assert get(app, "/raise/E") == ("E2", 500)  # line 26


def test_the_script():
    app = create_app()
    assert get(app, "/raise/E") == ("E2", 500)  # line 11
    assert get(app, "/raise/E1/checkout") == ("any", 500)  # line 12
    assert get(app, "/raise/E/checkout") == ("E2", 500)  # line 13
    assert get(app, "/shop/raise/E/pay.card") == ("E2", 500)  # line 14
    assert get(app, "/checkout/raise/E") == ("E2", 500)  # line 15
    assert get(app, "/shop/raise/E/unnamed_") == ("E2", 500)  # line 16
    assert get(app, "/shop/abort/404/orders") == ("no such order", 404)  # line 17
    assert get(app, "/abort/404/orders") == (PAGE, 404)  # line 18
    assert get(app, "/respond/200/checkout") == ("done", 200)  # line 19
    assert get(app, "/respond/200-2/checkout") == ("gone", 200)  # line 20
    assert get(app, "/shop/respond/200-2/unnamed") == ("gone", 200)  # line 21
