# pallets/flask issue 2927: a handler for 301 cannot be registered, so the module cannot be imported
from flask import Flask, redirect

app = Flask(__name__)


@app.route("/old")
def old():
    return redirect("/new", 301)


@app.errorhandler(301)
def moved(error):
    return "moved", 301


if __name__ == "__main__":
    print(app.test_client().get("/old").status_code)
