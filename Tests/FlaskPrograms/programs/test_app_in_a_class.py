"""The application belongs to an object; views and handlers are its methods."""

import threading

from flask import Flask, abort


class Server:
    instances = 0

    def __init__(self, name, debug=False):
        Server.instances += 1
        self.lock = threading.Lock()
        self.app = Flask(name)
        self.app.debug = debug
        self.app.add_url_rule("/status", "status", self.status)
        self.app.add_url_rule(
            "/jobs/<int:job>", "job", self.job, methods=["GET", "DELETE"]
        )
        self.app.errorhandler(KeyError)(self.no_job)
        self.app.register_error_handler(400, Server.bad_request)
        self.jobs = {1: "sleep", 2: "eat"}

    def status(self):
        with self.lock:
            return "%d jobs" % len(self.jobs)

    def job(self, job):
        if job == 0:
            abort(400)
        return self.jobs[job]

    def no_job(self, error):
        return "no job %s" % error, 404

    @staticmethod
    def bad_request(error):
        return "jobs start at 1", 400

    @property
    def client(self):
        return self.app.test_client()


def test_jobs():
    server = Server("jobs")
    assert server.client.get("/jobs/1").data == b"sleep"
    assert server.client.get("/jobs/3").data == b"no job 3"
    assert server.client.get("/jobs/0").data == b"jobs start at 1"
    assert server.client.delete("/jobs/2").status_code == 200
    assert server.client.post("/jobs/2").status_code == 405


def test_status():
    server = Server("status", debug=True)
    del server.jobs[1]
    assert server.client.get("/status").data == b"1 jobs"
    assert server.client.get("/jobs/1").status_code == 404


def test_instances():
    assert Server.instances == 2
