# pallets/flask issue 5043: the description given to abort is not in the answer, because the handler does not use it
import flask
from werkzeug.exceptions import HTTPException

app = flask.Flask(__name__)


@app.errorhandler(HTTPException)
def as_json(error):
    return flask.jsonify(code=error.code, name=error.name), error.code


@app.errorhandler(403)
def with_description(error):
    return flask.jsonify(code=403, description=error.description), 403


@app.route("/missing")
def missing():
    flask.abort(404, description="no such file")


@app.route("/forbidden")
def forbidden():
    flask.abort(403, description="not your file")


if __name__ == "__main__":
    with app.test_client() as client:
        print(client.get("/missing").data)
        print(client.get("/forbidden").data)
