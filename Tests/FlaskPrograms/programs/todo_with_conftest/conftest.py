import pytest
from flask import Flask, abort, jsonify


class TodoError(Exception):
    def __init__(self, message):
        self.message = message


def make_app():
    app = Flask("todo")
    todos = ["write", "review"]

    @app.errorhandler(TodoError)
    def todo_error(error):
        return jsonify(error=error.message), 422

    @app.route("/todos")
    def list_todos():
        return "\n".join(todos)

    @app.route("/todos/<int:index>")
    def one(index):
        if index >= len(todos):
            abort(404)
        return todos[index]

    @app.route("/todos/<int:index>/finish", methods=["POST"])
    def finish(index):
        if index != 0:
            raise TodoError("finish the first one first")
        return "", 204

    return app


@pytest.fixture(scope="session")
def app():
    app = make_app()
    app.config["TESTING"] = True
    return app


@pytest.fixture
def client(app):
    with app.test_client() as client:
        yield client
