#!/usr/bin/env python3
"""Prints what a few URLs answer, like a smoke test before a release."""

import sys

from flask import Flask, abort
from werkzeug.exceptions import HTTPException, NotFound, ServiceUnavailable

app = Flask("smoke")
app.config["PROPAGATE_EXCEPTIONS"] = False

PATHS = ["/", "/health", "/health/db", "/old", "/crash", "/nowhere"]


@app.errorhandler(HTTPException)
def http(e):
    return f"{e.code} {e.name}", e.code


@app.errorhandler(Exception)
def anything(e):
    return f"500 {type(e).__name__}", 500


@app.route("/")
def index():
    return "200 OK"


@app.route("/health")
@app.route("/health/<part>")
def health(part=None):
    if part == "db":
        raise ServiceUnavailable("no database")
    return "200 healthy"


@app.route("/old")
def old():
    abort(410)


@app.route("/crash")
def crash():
    names = ["a", "b"]
    return names[2]


def main(paths):
    client = app.test_client()
    failures = 0
    for path in paths:
        response = client.get(path)
        text = response.get_data(as_text=True)
        print(path, response.status_code, text)
        if not text.startswith(str(response.status_code)):
            failures += 1
    return failures


if __name__ == "__main__":
    sys.exit(main(PATHS))
