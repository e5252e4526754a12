import rates
from flask import Flask, render_template_string
from rates import RateError

app = Flask(__name__)
app.config["SHOP"] = "corner"
cache = rates.Cache()


@app.errorhandler(RateError)
def rate_error(error):
    return render_template_string("{{ config.SHOP }}: {{ error }}", error=error), 502


@app.errorhandler(ValueError)
def bad_value(error):
    return "bad value: %s" % error, 400


@app.route("/rate/<currency>")
def rate(currency):
    known = cache.lookup(currency)
    if known is not None:
        return "cached %d" % known
    return "rate %d" % rates.fetch(currency)
