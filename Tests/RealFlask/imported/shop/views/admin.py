from flask import Blueprint

from .. import errors
from ..release import nests
from . import add_raise_route

admin = Blueprint("admin", __name__, url_prefix="/admin")
users = Blueprint("users", __name__, url_prefix="/users")


@admin.errorhandler(404)
def page(error):
    return "shop.views.admin.page", 404


@admin.errorhandler(errors.ShopError)
def shop_error(error):
    return "shop.views.admin.shop_error", 500


@users.errorhandler(errors.Timeout)
def retry(error):
    return "shop.views.admin.retry", 503


@users.errorhandler(errors.Teapot)
def teapot(error):
    return "shop.views.admin.teapot", 418


add_raise_route(admin)
add_raise_route(users)

if nests:
    admin.register_blueprint(users, url_prefix=users.url_prefix)
