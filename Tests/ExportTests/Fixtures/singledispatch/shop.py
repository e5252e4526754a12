"""singledispatch/shop.eb for singledispatch 3.11, written by errorbook.

The tests send the requests of the script in order and assert what errorbook predicts for this release.
Each test creates its own app. To run the tests with Python 3.11:

    python3.11 -m venv singledispatch-3.11
    singledispatch-3.11/bin/pip install pytest
    singledispatch-3.11/bin/pytest THIS_FILE.py
"""

import pytest
from functools import singledispatch


class PaymentError(Exception):
    code = 402


class Timeout(Exception):
    pass


class CardTimeout(Timeout, PaymentError):
    pass


class Late(Timeout):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.code = 504


# The exception classes that handlers received for the last request.
received = []


def handle_card_timeout_in_users(error):
    received.append(type(error).__name__)
    return "seen at once", 504


def create_app():
    @singledispatch
    def app(error):
        return PAGE, 500

    app.blueprints = {}

    @singledispatch
    def admin(error):
        return app(error)

    @singledispatch
    def users(error):
        return admin(error)

    @app.register(PaymentError)
    def handle_payment_error(error):
        received.append(type(error).__name__)
        return "card not charged", error.code

    @admin.register(Timeout)
    def handle_timeout_in_admin(error):
        received.append(type(error).__name__)
        return "late", 504

    @app.register(Late)
    def handle_late(error):
        received.append(type(error).__name__)
        return "late", error.code

    @users.register(KeyError)
    def handle_key_error_in_users(error):
        received.append(type(error).__name__)
        raise PaymentError()

    app.blueprints["users"] = users
    app.blueprints["admin"] = admin

    return app


# What the default of the outermost function returns.
PAGE = "a default page"


def answer(function, error):
    """Raises the exception and calls the function with it. Returns the body and the status code."""
    received.clear()
    try:
        raise error
    except Exception as caught:
        return function(caught)


def test_the_script():
    app = create_app()
    assert answer(app, Timeout()) == (PAGE, 500)  # line 13
    assert answer(app, CardTimeout()) == ("card not charged", 402)  # line 14
    assert answer(app.blueprints["users"], CardTimeout()) == ("late", 504)  # line 15
    assert answer(app, Late()) == ("late", 504)  # line 16
    with pytest.raises(PaymentError) as crash:  # line 17
        answer(app.blueprints["users"], KeyError())
    assert crash.type.__name__ == "PaymentError"
    assert answer(app, KeyError()) == (PAGE, 500)  # line 18
    with pytest.raises(KeyboardInterrupt) as crash:  # line 19
        answer(app, KeyboardInterrupt())
    assert crash.type.__name__ == "KeyboardInterrupt"
    assert answer(app.blueprints["users"], Timeout()) == ("late", 504)  # line 20
    assert received == ["Timeout"]
    with pytest.raises(TypeError):  # line 21
        singledispatch(lambda error: None).register(404)(lambda error: None)
    app.blueprints["users"].register(CardTimeout)(handle_card_timeout_in_users)  # line 22
    assert answer(app.blueprints["users"], CardTimeout()) == ("seen at once", 504)  # line 23

    @singledispatch
    def late(error):
        return app.blueprints["users"](error)

    app.blueprints["late"] = late
    assert answer(app.blueprints["late"], CardTimeout()) == ("seen at once", 504)  # line 25
