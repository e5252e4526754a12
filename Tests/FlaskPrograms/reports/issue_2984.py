# pallets/flask issue 2984: a handler for HTTPException gets the redirect to a URL with a slash (1.0 to 1.0.2)
from flask import Flask
from werkzeug.exceptions import HTTPException

app = Flask(__name__)


def my_error_handler(error):
    return "an error", error.code


app.register_error_handler(HTTPException, my_error_handler)


@app.route("/with-slash/")
def with_slash():
    return "", 204


def test_redirect():
    response = app.test_client().get("/with-slash")
    assert response.status_code in (301, 308)
    assert response.data != b"an error"


def test_errors():
    client = app.test_client()
    assert client.get("/with-slash/").status_code == 204
    assert client.get("/no-such-page").data == b"an error"
