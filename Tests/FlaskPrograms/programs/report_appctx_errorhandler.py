"""Error handlers do not run for exceptions in after_request / teardown. Bug or by design?"""
from flask import Flask, request

app = Flask(__name__)
events = []


@app.route("/<what>")
def view(what):
    events.append("view")
    return what


@app.after_request
def after(response):
    events.append("after")
    if request.path == "/after":
        raise ValueError("in after_request")
    return response


@app.before_request
def before():
    if request.path == "/before":
        raise ValueError("in before_request")
    if request.path == "/short":
        return "short", 203


@app.errorhandler(ValueError)
def on_value_error(e):
    events.append("handler")
    return "handled: %s" % e, 400


@app.errorhandler(500)
def on_500(e):
    events.append("500")
    return "500 page", 500


if __name__ == "__main__":
    c = app.test_client()
    for path in "/ok /before /after /short".split():
        del events[:]
        rv = c.get(path)
        print(path, rv.status_code, rv.data, events)
