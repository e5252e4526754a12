# pallets/flask issue 4944: a blueprint with an empty name does not find its own handlers
from flask import Blueprint, Flask, abort

app = Flask(__name__)
blueprint = Blueprint("", __name__)


@blueprint.route("/")
def router():
    abort(404)


@blueprint.errorhandler(404)
def handler(e):
    return "it worked", 404


if __name__ == "__main__":
    app.register_blueprint(blueprint)
    response = app.test_client().get("/")
    print(response.status_code)
    assert response.get_data(as_text=True) == "it worked", response.status
