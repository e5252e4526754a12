# pallets/flask issue 2735: in 1.0.0 with debug on, abort(400) is a 500
import flask

APP = flask.Flask(__name__)


@APP.route("/<arg>")
def index(arg):
    return flask.abort(400)


APP.debug = True

if __name__ == "__main__":
    client = APP.test_client()
    print(client.get("/test").status_code)
    assert client.get("/test").status_code == 400
