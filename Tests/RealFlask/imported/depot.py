"""A depot, made to be imported: each form of handler, constructor and blueprint that the importer reads. Each handler
answers with the place of its function, so that a client sees which one ran."""

import functools
import importlib
import sys
from http import HTTPStatus

import flask
from flask import Blueprint, Flask, abort, jsonify, make_response, redirect, render_template_string
from werkzeug.exceptions import Conflict, HTTPException
from werkzeug.wrappers import Response

import depot_errors
from depot_errors import E

GONE = 410

print("depot sees", sys.argv)


def place(depth=1):
    """The function that calls this, as `depot.NAME:LINE`."""
    code = sys._getframe(depth).f_code
    return "depot.{}:{}".format(code.co_qualname, code.co_firstlineno)


def add_raise_route(to, endpoint="fail"):
    @to.route("/raise/<module>/<name>", endpoint=endpoint)
    def fail(module, name):
        raise getattr(importlib.import_module(module), name)()


app = Flask(__name__)
app.config["TESTING"] = True
app.config["PROPAGATE_EXCEPTIONS"] = False
add_raise_route(app, "fail_in_app")
other_app = Flask("other")


@app.before_request
def check_token():
    pass


# Handlers with one name


def handle(error):
    return place(), 401


app.errorhandler(E[1])(handle)


def handle(error):
    return place(), 402


app.errorhandler(E[2])(handle)
app.errorhandler(E[3])(lambda error: (place(), 403))
app.errorhandler(E[4])(lambda error: (place(), 404))
# One line, so that only a number tells them apart.
for each, answer in (E[5], lambda error: (place() + " #1", 405)), (E[6], lambda error: (place() + " #2", 405)):
    app.errorhandler(each)(answer)


def closure(number):
    def inner(error):
        return place() + " #{}".format(number), 406

    return inner


app.errorhandler(E[7])(closure(1))
app.errorhandler(E[8])(closure(2))


class Desk(object):
    def __call__(self, error):
        return "depot.Desk:{}".format(Desk.__call__.__code__.co_firstlineno) + self.number, 407

    def method(self, error):
        return place() + self.number, 408


first, second = Desk(), Desk()
first.number, second.number = " #1", " #2"
app.errorhandler(E[9])(first)
app.errorhandler(E[10])(second)
app.errorhandler(E[11])(first.method)
app.errorhandler(E[12])(second.method)
# The same function twice has the same effect.
app.errorhandler(E[13])(first.method)


def partial(number, error):
    return place() + " #{}".format(number), 409


app.errorhandler(E[14])(functools.partial(partial, 1))
app.errorhandler(E[15])(functools.partial(partial, 2))


# Statuses


@app.errorhandler(E[16])
def constant(error):
    return place(), GONE


@app.errorhandler(E[17])
def enumeration(error):
    return place(), HTTPStatus.CONFLICT


@app.errorhandler(E[18])
def enumeration_value(error):
    return place(), HTTPStatus.CONFLICT.value, {"X-Depot": "1"}


@app.errorhandler(E[19])
def reason(error):
    return place(), "411 LENGTH REQUIRED"


@app.errorhandler(E[20])
def made(error):
    return make_response(place(), 412)


@app.errorhandler(E[21])
def response(error):
    return Response(place(), status=413)


@app.errorhandler(E[22])
def late_status(error):
    answer = flask.make_response(place())
    answer.headers["X-Depot"] = "1"
    answer.status_code = 414
    return answer


@app.errorhandler(E[23])
def text(error):
    return "%s" % place()


@app.errorhandler(E[24])
def template(error):
    return render_template_string("{{ place }}", place=place())


@app.errorhandler(E[25])
def headers(error):
    return "{}".format(place()), {"X-Depot": "1"}


@app.errorhandler(E[26])
def branches(error):
    if error.args:
        return place(), 415
    else:
        status = 415
        return place(), status


@app.errorhandler(E[27])
def differs(error):
    if error.args:
        return place(), 500
    return place(), 503


def answer_of(error):
    return place(2), 416


@app.errorhandler(E[28])
def passed_on(error):
    return answer_of(error)


@app.errorhandler(E[29])
def computed(error):
    return place(), 400 + len(error.args)


@app.errorhandler(E[30])
def nothing(error):
    pass


@app.errorhandler(E[43])
def late_abort(error):
    from flask import abort as stop

    stop(409)


@app.errorhandler(E[31])
def moved(error):
    return redirect("/elsewhere")


@app.errorhandler(E[32])
def data(error):
    return jsonify(error="no")


@app.errorhandler(E[33])
def tried(error):
    try:
        return place(), 417
    finally:
        error.args = ()


@app.errorhandler(E[34])
def attribute(error):
    return place(), error.status_code


# Exceptions that handlers return or raise


@app.errorhandler(depot_errors.Odd)
def code_of(error):
    return place(), error.code


@app.errorhandler(depot_errors.Api)
def page(error):
    return error


@app.errorhandler(E[35])
def again(error):
    raise error


@app.errorhandler(E[36])
def again_bare(error):
    raise


def raises(number, error):
    raise error


app.errorhandler(E[40])(functools.partial(raises, 1))


def raises_error(error):
    raise error


@app.errorhandler(E[41])
def again_elsewhere(error):
    return raises_error(error)


@app.errorhandler(E[37])
def aborts(error):
    abort(409)


@app.errorhandler(E[38])
def another(error):
    raise Conflict("taken") from error


@app.errorhandler(E[39])
@app.errorhandler(depot_errors.Early)
def code_or_500(error):
    return place(), getattr(error, "code", 500)


@app.errorhandler(depot_errors.Both)
def own_page(error):
    answer = error.get_response()
    answer.data = place()
    return answer


# Blueprints


def blueprint(name):
    """A blueprint with a route; None where Flask refuses the name."""
    try:
        made = Blueprint(name, __name__)
    except ValueError:
        return None
    add_raise_route(made)
    return made


api, dotted, empty = blueprint("api"), blueprint("api.v1"), blueprint("")
if dotted is not None:

    @dotted.errorhandler(E[1])
    def in_dotted(error):
        return place(), 421


if empty is not None:

    @empty.errorhandler(E[1])
    def in_empty(error):
        return place(), 422


for each in (api, dotted, empty):
    if each is not None:
        app.register_blueprint(each, url_prefix="/" + (each.name or "empty"))

users, admin, shop, audit = [blueprint(name) for name in ("users", "admin", "shop", "audit")]
admin_list, shop_list = blueprint("list"), blueprint("list")
nests = hasattr(Blueprint, "register_blueprint")
renames = nests and "name" in (Blueprint.register.__doc__ or "")


def register(holder, place, **options):
    holder.register_blueprint(place, url_prefix="/" + options.get("name", place.name), **options)


@users.errorhandler(E[1])
def in_users(error):
    return place(), 423


@audit.errorhandler(E[1])
def in_audit(error):
    return place(), 424


@admin_list.errorhandler(E[1])
def in_admin_list(error):
    return place(), 425


@shop_list.errorhandler(E[1])
def in_shop_list(error):
    return place(), 426


if renames:
    register(admin, audit)
    register(shop, audit, name="records")
    register(admin, admin_list)
    register(shop, shop_list)
elif nests:
    register(admin, audit)
else:
    register(app, audit)
register(app, users)
register(app, admin)
register(app, shop)
if renames:
    register(app, users, name="people")


def create_debug_app():
    """A second app, with options that matter and a Flask of its own."""

    class Depot(Flask):
        def handle_exception(self, error):
            return "Depot", 500

    made = Depot(__name__)
    made.config.update(DEBUG=True, TRAP_HTTP_EXCEPTIONS=True, TRAP_BAD_REQUEST_ERRORS=False, PROPAGATE_EXCEPTIONS=True)
    made.errorhandler(HTTPException)(handle)
    made.wsgi_app = functools.partial(made.wsgi_app)
    return made
