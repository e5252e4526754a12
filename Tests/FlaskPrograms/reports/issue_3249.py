# pallets/flask issue 3249: since 1.0.3 the handler of a BadRequestKeyError cannot see the missing key
from flask import Flask, jsonify, request
from werkzeug.exceptions import BadRequestKeyError

app = Flask("keys")


@app.errorhandler(BadRequestKeyError)
def bad_key(e):
    return jsonify({"missing": list(e.args)}), 400


@app.route("/")
def root():
    return request.form["name"]


if __name__ == "__main__":
    response = app.test_client().get("/")
    print(response.status_code, response.data)
    app.debug = True
    response = app.test_client().get("/")
    print(response.status_code, response.data)
