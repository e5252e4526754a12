"""Bug report: the 404 handler of my blueprint is never used."""

from flask import Blueprint, Flask, abort

bp = Blueprint("bp", __name__, url_prefix="/bp")


@bp.errorhandler(404)
def bp_not_found(error):
    return "blueprint page", 404


@bp.route("/aborts")
def aborts():
    abort(404)


@bp.route("/returns")
def returns():
    return "returned", 404


def main():
    app = Flask(__name__)
    app.register_blueprint(bp)
    with app.test_client() as client:
        for path in ("/bp/aborts", "/bp/returns", "/bp/does-not-exist", "/elsewhere"):
            response = client.get(path)
            print("%-20s %s %r" % (path, response.status_code, response.data[:20]))


if __name__ == "__main__":
    main()
