"""An application without tests: it only has routes and handlers."""

import os

from flask import Flask, abort, jsonify

app = Flask(__name__)
app.config["SECRET_KEY"] = os.environ.get("SECRET_KEY", "dev")


class PaymentRequired(Exception):
    pass


@app.errorhandler(PaymentRequired)
def payment_required(error):
    return jsonify(error="payment required"), 402


@app.route("/")
def index():
    return "index"


@app.route("/premium")
def premium():
    raise PaymentRequired()


if __name__ == "__main__":
    app.run(debug=True)
