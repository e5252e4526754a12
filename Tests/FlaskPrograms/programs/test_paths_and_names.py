"""A file browser without files: names are split and joined with os.path, and bad ones are refused."""

import asyncio
import os
import os.path
import queue
import sqlite3
from os import path as paths
from os.path import basename, splitext

import pytest
from flask import Flask, abort, request

ALLOWED = {".txt", ".md", ".gz"}
ROOT = os.path.join("/srv", "files")

app = Flask(__name__)


class BadName(Exception):
    pass


@app.errorhandler(BadName)
def bad_name(error):
    return "bad name: %s" % error, 400


@app.errorhandler(415)
def wrong_type(error):
    return "wrong type", 415


@app.errorhandler(sqlite3.IntegrityError)
def duplicate(error):
    return "duplicate", 409


@app.errorhandler(sqlite3.Error)
def database_error(error):
    return "database: " + type(error).__name__, 500


@app.errorhandler(queue.Full)
def busy(error):
    return "busy", 503


@app.route("/files/<path:name>")
def show(name):
    if ".." in name.split("/") or os.path.isabs(name):
        raise BadName(name)
    root, extension = splitext(name)
    if extension not in ALLOWED:
        abort(415)
    return os.path.join(ROOT, name) + " " + basename(root)


@app.route("/parent/<path:name>")
def parent(name):
    return paths.dirname(name) + "|" + "|".join(os.path.split(name))


@app.route("/normal/<path:name>")
def normal(name):
    return paths.normpath(paths.join("/base", name))


@app.route("/upload", methods=["POST"])
def upload():
    name = request.form["name"]
    stem, ext = os.path.splitext(os.path.basename(name))
    if not stem or not ext:
        raise BadName(name or "empty")
    return stem + "-1" + ext.lower()


@app.route("/database/<kind>")
def database(kind):
    errors = {"integrity": sqlite3.IntegrityError, "operational": sqlite3.OperationalError, "error": sqlite3.Error}
    raise errors[kind]("from the database")


@app.route("/queue")
def put():
    raise queue.Full


@app.route("/caught")
def caught():
    try:
        raise sqlite3.ProgrammingError("closed")
    except sqlite3.DatabaseError as error:
        return "caught " + str(error)


@app.route("/cancel")
def cancel():
    try:
        raise asyncio.CancelledError("stop")
    except Exception:
        return "never"
    except BaseException as error:
        return "cancelled: %s" % error


@pytest.mark.parametrize(
    "path, body",
    [
        ("/files/a.txt", "/srv/files/a.txt a"),
        ("/files/docs/notes.md", "/srv/files/docs/notes.md notes"),
        ("/files/a.tar.gz", "/srv/files/a.tar.gz a.tar"),
        ("/files/a.exe", "wrong type"),
        ("/files/.txt", "wrong type"),
        ("/files/noext", "wrong type"),
        ("/files/a/../b.txt", "bad name: a/../b.txt"),
        ("/parent/a/b/c", "a/b|a/b|c"),
        ("/parent/a", "||a"),
        ("/normal/x/./y/../z", "/base/x/z"),
        ("/normal/../../x", "/x"),
        ("/database/integrity", "duplicate"),
        ("/database/operational", "database: OperationalError"),
        ("/database/error", "database: Error"),
        ("/queue", "busy"),
        ("/caught", "caught closed"),
        ("/cancel", "cancelled: stop"),
    ],
)
def test_get(path, body):
    assert app.test_client().get(path).get_data(as_text=True) == body


@pytest.mark.parametrize(
    "name, body",
    [("C/Photo.JPG", "Photo-1.jpg"), ("", "bad name: empty"), (".profile", "bad name: .profile")],
)
def test_upload(name, body):
    assert app.test_client().post("/upload", data={"name": name}).get_data(as_text=True) == body
