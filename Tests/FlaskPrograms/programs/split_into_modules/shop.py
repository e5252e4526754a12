"""The application, in a module of its own."""

from errors import PriceError, register
from flask import Flask

app = Flask(__name__)
register(app)


@app.route("/price/<int:amount>")
def price(amount):
    if amount == 0:
        raise PriceError("free of charge?")
    return "%d.%02d" % divmod(amount, 100)
