# pallets/flask issue 3502: teardown_request does not get the exception if a handler answered
from flask import Flask, g, jsonify

app = Flask(__name__)
log = []


@app.teardown_request
def end_of_request(error):
    log.append((getattr(g, "rollback", False), error is None))


@app.errorhandler(Exception)
@app.errorhandler(500)
def internal_error(e):
    g.rollback = True
    return jsonify(error=True), 500


@app.route("/")
def index():
    raise Exception("bad")


@app.route("/ok")
def ok():
    return "ok"


def test_teardown_runs():
    client = app.test_client()
    assert client.get("/").status_code == 500
    assert client.get("/ok").status_code == 200
    assert log == [(True, True), (False, True)]
