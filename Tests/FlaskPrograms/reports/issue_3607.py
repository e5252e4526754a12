# pallets/flask issue 3607: after_request functions run for unhandled exceptions since 1.1
from flask import Flask

app = Flask(__name__)
calls = []


@app.route("/")
def hello():
    raise ValueError("nobody handles this")


@app.after_request
def after_request_func(response):
    calls.append(response.status_code)
    return response


def test_after_request_is_not_called():
    response = app.test_client().get("/")
    assert response.status_code == 500
    assert calls == []
