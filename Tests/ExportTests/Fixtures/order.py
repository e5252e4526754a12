"""order.eb for Flask 0.12.2, written by errorbook.

The tests send the requests of the script in order and assert what errorbook predicts for this release.
Each test creates its own app. To run the tests with Python 3.11:

    python3.11 -m venv flask-0.12.2
    flask-0.12.2/bin/pip install pytest Flask==0.12.2 Werkzeug==0.16.1 Jinja2==2.11.3 MarkupSafe==2.0.1 itsdangerous==1.1.0 click==7.1.2
    flask-0.12.2/bin/pytest THIS_FILE.py

Left out, because tests can only try some orders of requests: `expect safe Timeout` in line 12. `errorbook run`
checks such claims for all orders.
"""

from flask import Blueprint, Flask


class Timeout(Exception):
    pass


class PaymentError(Exception):
    pass


class CardTimeout(Timeout, PaymentError):
    pass


class Stolen(Timeout, PaymentError):
    pass


def handle_card_timeout(error):
    return "card not charged", 402


def create_app(at_line):
    """Returns the app as of a line of the script."""
    # Without instance_path, Flask 0.12.2 calls is_package, which pytest's import hook does not have.
    app = Flask(__name__, instance_path="/")
    shop = Blueprint("shop", __name__, url_prefix="/shop")

    @app.errorhandler(PaymentError)
    def handle_payment_error(error):
        return "card not charged", 402

    @app.errorhandler(Exception)
    def handle_exception(error):
        return "unknown error", 500

    @shop.errorhandler(PaymentError)
    def handle_payment_error_in_shop(error):
        return "ask at the till", 402

    @shop.errorhandler(Exception)
    def handle_exception_in_shop(error):
        return "the shop failed", 500

    if at_line >= 21:
        app.errorhandler(CardTimeout)(handle_card_timeout)

    @app.route("/raise/Timeout")
    def raise_timeout():
        raise Timeout()

    @app.route("/raise/CardTimeout")
    def raise_card_timeout():
        raise CardTimeout()

    @shop.route("/raise/Timeout")
    def raise_timeout_in_shop():
        raise Timeout()

    @shop.route("/raise/Stolen")
    def raise_stolen_in_shop():
        raise Stolen()

    @shop.route("/raise/CardTimeout")
    def raise_card_timeout_in_shop():
        raise CardTimeout()

    app.register_blueprint(shop)

    return app


def get(app, path):
    """Sends a GET request and returns the body and the status code."""
    answer = app.test_client().get(path)
    body = answer.get_data(as_text=True)
    return body, answer.status_code


def test_line_11_order_matters():
    app = create_app(at_line=10)
    assert get(app, "/raise/Timeout") == ("unknown error", 500)  # line 11
    # line 11: a fresh process gives "card not charged", 402
    assert get(app, "/raise/CardTimeout") == ("unknown error", 500)  # line 11

    app = create_app(at_line=10)
    assert get(app, "/raise/CardTimeout") == ("card not charged", 402)  # line 11


def test_line_16_order_matters():
    app = create_app(at_line=10)
    assert get(app, "/shop/raise/Timeout") == ("the shop failed", 500)  # line 16
    # line 16: a fresh process gives "ask at the till", 402
    assert get(app, "/shop/raise/Stolen") == ("the shop failed", 500)  # line 16

    app = create_app(at_line=10)
    assert get(app, "/shop/raise/Stolen") == ("ask at the till", 402)  # line 16


def test_it_matters_here():
    """it matters here"""

    app = create_app(at_line=10)
    assert get(app, "/shop/raise/Timeout") == ("the shop failed", 500)  # line 17
    # line 18: a fresh process gives "ask at the till", 402
    assert get(app, "/shop/raise/CardTimeout") == ("the shop failed", 500)  # line 18


def test_line_22_order_matters():
    # the script expects that no order of requests changes a response

    app = create_app(at_line=21)
    assert get(app, "/shop/raise/Timeout") == ("the shop failed", 500)  # line 22
    # line 22: a fresh process gives "ask at the till", 402
    assert get(app, "/shop/raise/CardTimeout") == ("the shop failed", 500)  # line 22

    app = create_app(at_line=21)
    assert get(app, "/shop/raise/CardTimeout") == ("ask at the till", 402)  # line 22


def test_line_25_order_matters():
    # the script expects that no order of requests changes a response

    app = create_app(at_line=10)
    assert get(app, "/raise/Timeout") == ("unknown error", 500)  # line 25
    # line 25: a fresh process gives "card not charged", 402
    assert get(app, "/raise/CardTimeout") == ("unknown error", 500)  # line 25

    app = create_app(at_line=10)
    assert get(app, "/raise/CardTimeout") == ("card not charged", 402)  # line 25


def test_the_script():
    app = create_app(at_line=10)
    assert get(app, "/raise/CardTimeout") == ("card not charged", 402)  # line 13
    assert get(app, "/raise/CardTimeout") == ("card not charged", 402)  # line 24
