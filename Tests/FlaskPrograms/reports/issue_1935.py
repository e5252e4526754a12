# pallets/flask issue 1935: a 404 handler on a blueprint, and still the default page
from flask import Blueprint, Flask, jsonify

simple_page = Blueprint("simple_page", __name__)


@simple_page.route("/page")
def page():
    return "a page"


@simple_page.errorhandler(404)
def page_not_found(e):
    return jsonify(result="error"), 404


app = Flask(__name__)
app.register_blueprint(simple_page)

if __name__ == "__main__":
    client = app.test_client()
    print(client.get("/page").data)
    print(client.get("/other").status_code, client.get("/other").data)
