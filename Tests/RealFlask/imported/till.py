"""The app of Flask issue 2267: the class that gets the wrong handler has none of its own."""

from flask import Flask

import till_errors


def create_app():
    app = Flask(__name__)

    @app.errorhandler(till_errors.PaymentError)
    def payment(error):
        return "till.payment", 402

    @app.errorhandler(Exception)
    def anything(error):
        return "till.anything", 500

    return app
