# pallets/flask issue 3093: the handler runs for other codes, but not for a 412 that a view returns
from flask import Flask, abort, make_response
from werkzeug.exceptions import default_exceptions

app = Flask(__name__)


def http_error_handler(error):
    return "handled %s" % error.code, error.code


for code in default_exceptions:
    app.errorhandler(code)(http_error_handler)


@app.route("/aborted")
def aborted():
    abort(412)


@app.route("/returned")
def returned():
    return make_response("precondition failed", 412)


def test_aborted():
    assert app.test_client().get("/aborted").data == b"handled 412"


def test_returned():
    response = app.test_client().get("/returned")
    assert response.status_code == 412
    assert response.data == b"handled 412"


def test_other_codes():
    client = app.test_client()
    assert client.get("/none").data == b"handled 404"
    assert client.post("/returned").data == b"handled 405"
