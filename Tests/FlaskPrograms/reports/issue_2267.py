# pallets/flask issue 2267: after one request failed, another one gets the wrong error handler
from flask import Flask


class E1(Exception):
    pass


class E2(Exception):
    pass


class E(E1, E2):
    pass


app = Flask(__name__)


@app.errorhandler(E2)
def second(error):
    return "E2", 500


@app.errorhandler(Exception)
def anything(error):
    return "Exception", 500


@app.route("/<name>", methods=["POST"])
def fail(name):
    raise globals()[name]


def test_handler_of_e_does_not_depend_on_earlier_requests():
    client = app.test_client()
    assert client.post("/E1").data == b"Exception"
    assert client.post("/E").data == b"E2"


if __name__ == "__main__":
    client = app.test_client()
    for name in ("E1", "E"):
        print(name, client.post("/" + name).data)
