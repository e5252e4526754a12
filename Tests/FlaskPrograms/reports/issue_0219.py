# pallets/flask issue 219: an HTTPException without a code, raised in before_request
from flask import Flask
from werkzeug.exceptions import HTTPException, NotFound

app = Flask(__name__)
other = Flask("other")


@app.before_request
def refuse():
    raise HTTPException("no code")


@app.route("/")
def view():
    return "a view"


@other.before_request
def hide():
    raise NotFound("hidden")


@other.errorhandler(404)
def hidden(e):
    return e.description, 404


other.add_url_rule("/", "view", view)

if __name__ == "__main__":
    try:
        print(app.test_client().get("/").status)
    except Exception as error:
        print(type(error), error)
    print(other.test_client().get("/").data)
