"""Notes in a SQLite database, with a command line. Most requests need the database."""

import argparse
import sqlite3

import click
import pytest
from flask import Flask, abort, current_app, g, jsonify, request

SCHEMA = "create table note (id integer primary key, text not null);"


def get_db():
    if "db" not in g:
        g.db = sqlite3.connect(current_app.config["DATABASE"])
        g.db.row_factory = sqlite3.Row
    return g.db


def close_db(error=None):
    db = g.pop("db", None)
    if db is not None:
        db.close()


def init_db():
    get_db().executescript(SCHEMA)


@click.command("init-db")
def init_db_command():
    init_db()
    click.echo("Initialized the database.")


class EmptyNote(ValueError):
    pass


def create_app(database="notes.sqlite"):
    app = Flask(__name__)
    app.config["DATABASE"] = database
    app.teardown_appcontext(close_db)

    @app.errorhandler(EmptyNote)
    def empty(error):
        return jsonify(error="a note needs text"), 400

    @app.errorhandler(sqlite3.Error)
    def database_error(error):
        return jsonify(error="database"), 503

    @app.route("/notes", methods=["GET", "POST"])
    def notes():
        db = get_db()
        if request.method == "POST":
            text = request.form.get("text", "").strip()
            if not text:
                raise EmptyNote
            db.execute("insert into note (text) values (?)", (text,))
            db.commit()
            return "", 201
        rows = db.execute("select text from note order by id").fetchall()
        return jsonify(notes=[row["text"] for row in rows])

    @app.route("/notes/<int:number>")
    def note(number):
        row = (
            get_db().execute("select text from note where id = ?", (number,)).fetchone()
        )
        if row is None:
            abort(404)
        return row["text"]

    @app.route("/about")
    def about():
        return "notes 1.0"

    return app


@pytest.fixture
def app(tmp_path):
    app = create_app(str(tmp_path / "test.sqlite"))
    with app.app_context():
        init_db()
    return app


@pytest.fixture
def client(app):
    return app.test_client()


def test_about(client):
    assert client.get("/about").data == b"notes 1.0"


def test_add_note(client):
    assert client.post("/notes", data={"text": "buy tea"}).status_code == 201
    assert client.get("/notes/1").data == b"buy tea"


def test_empty_note(client):
    assert client.post("/notes", data={"text": " "}).status_code == 400


def test_missing_note(client):
    assert client.get("/notes/7").status_code == 404


def test_without_schema(tmp_path):
    client = create_app(str(tmp_path / "empty.sqlite")).test_client()
    assert client.get("/notes").status_code == 503


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=5000)
    options = parser.parse_args()
    create_app().run(port=options.port)
