# pallets/flask issue 2197: a handler raises again what it does not want, and hopes that the next handler gets it
from flask import Flask


class DatabaseError(Exception):
    def __init__(self, number):
        super().__init__("error %d" % number)
        self.number = number


def make(handler_of_database):
    app = Flask(__name__)
    app.register_error_handler(DatabaseError, handler_of_database)
    app.register_error_handler(Exception, any_error)

    @app.route("/query/<int:number>")
    def query(number):
        raise DatabaseError(number)

    return app.test_client()


def any_error(error):
    return "any error", 500


def raises_again(error):
    if error.number == 1213:
        return "deadlock, please retry", 503
    raise error


def calls_the_other(error):
    if error.number == 1213:
        return "deadlock, please retry", 503
    return any_error(error)


def test_wanted():
    assert make(raises_again).get("/query/1213").status_code == 503


def test_raised_again():
    response = make(raises_again).get("/query/1")
    assert response.status_code == 500
    assert response.data == b"any error"


def test_called():
    assert make(calls_the_other).get("/query/1").data == b"any error"
