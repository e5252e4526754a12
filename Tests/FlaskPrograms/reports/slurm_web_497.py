# rackslab/Slurm-web issue 497: the handler for 500 uses error.code, which a plain exception has not (before 1.1)
from flask import Flask, jsonify


class Backend:
    def connect(self):
        raise ConnectionError("backend is down")


def create_app():
    app = Flask(__name__)
    backend = Backend()

    def json_error(error):
        return jsonify(code=error.code, name=error.name), error.code

    for code in (400, 401, 403, 404, 500):
        app.register_error_handler(code, json_error)

    @app.route("/jobs")
    def jobs():
        backend.connect()
        return jsonify(jobs=[])

    return app


def test_unexpected_error():
    response = create_app().test_client().get("/jobs")
    assert response.status_code == 500
    assert b"Internal Server Error" in response.data


def test_not_found():
    response = create_app().test_client().get("/nodes")
    assert b"Not Found" in response.data
