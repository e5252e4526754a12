"""A REST API that keeps its data in a dictionary, so that answers depend on earlier requests."""

import json
import unittest

from flask import Flask, abort, jsonify, request, url_for
from werkzeug.exceptions import BadRequest


def create_app():
    app = Flask(__name__)
    app.config["TESTING"] = True
    tasks = {}

    def find(task_id):
        if task_id not in tasks:
            abort(404, description="no task %d" % task_id)
        return tasks[task_id]

    @app.errorhandler(404)
    def not_found(error):
        return jsonify(error=error.description), 404

    @app.errorhandler(BadRequest)
    def bad_request(error):
        return jsonify(error="bad request"), 400

    @app.route("/tasks", methods=["GET"])
    def all_tasks():
        return jsonify(tasks=[tasks[key] for key in sorted(tasks)])

    @app.route("/tasks", methods=["POST"])
    def create():
        data = request.get_json(force=True)
        if "title" not in data:
            abort(400)
        number = len(tasks) + 1
        tasks[number] = {"id": number, "title": data["title"], "done": False}
        return jsonify(tasks[number]), 201

    @app.route("/tasks/<int:task_id>", methods=["GET"])
    def one(task_id):
        return jsonify(find(task_id))

    @app.route("/tasks/<int:task_id>", methods=["PUT"])
    def update(task_id):
        find(task_id).update(request.get_json())
        return jsonify(find(task_id))

    @app.route("/tasks/<int:task_id>", methods=["DELETE"])
    def remove(task_id):
        find(task_id)
        del tasks[task_id]
        return "", 204

    return app


class TodoTests(unittest.TestCase):
    def setUp(self):
        self.client = create_app().test_client()

    def post(self, **data):
        return self.client.post(
            "/tasks", data=json.dumps(data), content_type="application/json"
        )

    def test_empty(self):
        self.assertEqual(json.loads(self.client.get("/tasks").data), {"tasks": []})

    def test_create(self):
        response = self.post(title="write")
        self.assertEqual(response.status_code, 201)
        self.assertEqual(json.loads(response.data)["id"], 1)
        self.assertEqual(self.client.get("/tasks/1").status_code, 200)

    def test_create_without_title(self):
        self.assertEqual(self.post(name="write").status_code, 400)

    def test_not_json(self):
        response = self.client.post("/tasks", data="{")
        self.assertEqual(response.status_code, 400)

    def test_delete(self):
        self.post(title="write")
        self.assertEqual(self.client.delete("/tasks/1").status_code, 204)
        self.assertEqual(self.client.delete("/tasks/1").status_code, 404)

    def test_unknown(self):
        response = self.client.get("/tasks/4")
        self.assertEqual(json.loads(response.data), {"error": "no task 4"})
