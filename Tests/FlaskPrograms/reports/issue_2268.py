# pallets/flask issue 2268: a handler for Exception does not get a BadRequestKeyError
from flask import Flask, request

app = Flask(__name__)


@app.errorhandler(Exception)
def handle_all(error):
    return "caught %s" % type(error).__name__, 500


@app.route("/good")
def good():
    raise RuntimeError("caught as expected")


@app.route("/bad")
def bad():
    return request.args["missing"]


if __name__ == "__main__":
    client = app.test_client()
    for path in ["/good", "/bad"]:
        response = client.get(path)
        print(path, response.status_code, response.get_data(as_text=True))
