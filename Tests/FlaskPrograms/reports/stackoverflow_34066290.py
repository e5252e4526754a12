# Stack Overflow question 34066290: own messages for abort(400) and abort(404)
from flask import Flask, abort, jsonify

MESSAGES = {400: "Bad request.", 404: "Resource not found."}

app = Flask(__name__)


@app.errorhandler(400)
@app.errorhandler(404)
def own_message(error):
    return jsonify(message=MESSAGES[error.code]), error.code


@app.route("/obj/<int:id>/")
def obj(id):
    if id > 10:
        abort(404)
    if id == 0:
        abort(400)
    return jsonify(id=id)


if __name__ == "__main__":
    client = app.test_client()
    for path in ("/obj/1/", "/obj/0/", "/obj/11/", "/obj/", "/obj/1"):
        response = client.get(path)
        print(path, response.status_code, response.get_data(as_text=True).strip())
