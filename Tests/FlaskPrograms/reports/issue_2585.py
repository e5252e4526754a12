# pallets/flask issue 2585: with TRAP_HTTP_EXCEPTIONS, the handler for HTTPException is not found and the error escapes
from flask import Flask, abort
from werkzeug.exceptions import HTTPException

app = Flask(__name__)
app.config["TRAP_HTTP_EXCEPTIONS"] = True


@app.errorhandler(HTTPException)
def http_error(err):
    return "%d %s" % (err.code, err.name), err.code


@app.route("/private")
def private():
    abort(403)


def test_unknown_page():
    response = app.test_client().get("/fnord.html")
    assert response.status_code == 404
    assert response.data == b"404 Not Found"


def test_abort():
    response = app.test_client().get("/private")
    assert response.data == b"403 Forbidden"
