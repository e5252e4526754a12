"""repeated.eb for Flask 2.0.3, written by errorbook.

The tests send the requests of the script in order and assert what errorbook predicts for this release.
Each test creates its own app. To run the tests with Python 3.11:

    python3.11 -m venv flask-2.0.3
    flask-2.0.3/bin/pip install pytest Flask==2.0.3 Werkzeug==2.0.3 Jinja2==3.1.6 MarkupSafe==3.0.4 itsdangerous==2.2.0 click==8.5.1
    flask-2.0.3/bin/pytest THIS_FILE.py
"""

from flask import Blueprint, Flask, abort


class E(Exception):
    pass


class F(E):
    pass


def handle_f_in_users(error):
    return "late", 500


def handle_e_in_late(error):
    return "late", 500


def create_app(at_line):
    """Returns the app as of a line of the script."""
    app = Flask(__name__)
    admin = Blueprint("admin", __name__)
    shop = Blueprint("shop", __name__, url_prefix="/shop")
    users = Blueprint("users", __name__)

    if at_line >= 27:
        late = Blueprint("late", __name__, url_prefix="/late")

    @users.errorhandler(E)
    def handle_e_in_users(error):
        return "users", 500

    @admin.errorhandler(F)
    def handle_f_in_admin(error):
        return "admin", 500

    @app.errorhandler(E)
    def handle_e(error):
        return "app", 500

    if at_line >= 27:
        users.errorhandler(F)(handle_f_in_users)
        late.errorhandler(E)(handle_e_in_late)

    @admin.route("/raise/F")
    def raise_f_in_admin():
        raise F()

    @shop.route("/abort/404")
    def abort_404_in_shop():
        abort(404)

    @users.route("/raise/E")
    def raise_e_in_users():
        raise E()

    @users.route("/raise/F")
    def raise_f_in_users():
        raise F()

    if at_line >= 27:
        @late.route("/raise/E")
        def raise_e_in_late():
            raise E()

    admin.register_blueprint(users, url_prefix="/users")
    shop.register_blueprint(users, name="clients", url_prefix="/clients")

    if at_line >= 27:
        late.register_blueprint(users, url_prefix="/users")
        shop.register_blueprint(users, name="more", url_prefix="/more")

    app.register_blueprint(admin, url_prefix="/admin")
    app.register_blueprint(shop)
    app.register_blueprint(admin, name="staff", url_prefix="/staff")

    if at_line >= 27:
        app.register_blueprint(users, name="people", url_prefix="/people")
        app.register_blueprint(late)

    return app


# Default pages differ between releases, so the tests treat all of them as equal.
PAGE = "a default page"


def get(app, path):
    """Sends a GET request and returns the body and the status code."""
    answer = app.test_client().get(path)
    body = answer.get_data(as_text=True)
    if body.lower().startswith("<!doctype html"):
        body = PAGE
    return body, answer.status_code


def test_from_line_12():
    app = create_app(at_line=11)
    assert get(app, "/admin/users/raise/E") == ("users", 500)  # line 12
    assert get(app, "/shop/clients/raise/E") == ("users", 500)  # line 13
    assert get(app, "/staff/users/raise/E") == ("users", 500)  # line 14
    assert get(app, "/admin/raise/F") == ("admin", 500)  # line 15
    assert get(app, "/staff/raise/F") == ("admin", 500)  # line 16
    assert get(app, "/admin/users/raise/F") == ("users", 500)  # line 17
    assert get(app, "/staff/users/visit/unknown") == (PAGE, 404)  # line 18
    assert get(app, "/shop/abort/404") == (PAGE, 404)  # line 19
    app.blueprints["admin.users"].errorhandler(F)(handle_f_in_users)  # line 20: accepted, but has no effect
    assert get(app, "/admin/users/raise/F") == ("users", 500)  # line 21
    app.register_blueprint(app.blueprints["admin.users"], name="people", url_prefix="/people")
    assert get(app, "/people/raise/F") == ("late", 500)  # line 23
    assert get(app, "/shop/clients/raise/F") == ("users", 500)  # line 24

    late = Blueprint("late", __name__, url_prefix="/late")

    @late.route("/raise/E")
    def raise_e_in_late():
        raise E()

    app.blueprints["shop"].register_blueprint(app.blueprints["admin.users"], name="more", url_prefix="/more")  # line 26: accepted, but has no effect
    late.errorhandler(E)(handle_e_in_late)  # line 27
    late.register_blueprint(app.blueprints["admin.users"], url_prefix="/users")
    app.register_blueprint(late)
    assert get(app, "/late/raise/E") == ("late", 500)  # line 28
    assert get(app, "/late/users/raise/F") == ("late", 500)  # line 29


def test_from_line_31():
    app = create_app(at_line=27)
    assert get(app, "/admin/users/raise/F") == ("late", 500)  # line 31
    assert get(app, "/people/raise/F") == ("late", 500)  # line 32
    assert get(app, "/late/users/raise/E") == ("users", 500)  # line 33
    assert get(app, "/shop/more/raise/E") == ("users", 500)  # line 34
