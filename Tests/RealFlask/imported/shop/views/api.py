from flask import Blueprint

from .. import errors
from . import add_raise_route


def make():
    # A name that is not an identifier.
    api = Blueprint("api-v1", __name__, url_prefix="/api")

    @api.errorhandler(errors.NotFound)
    def missing(error):
        return "shop.views.api.make.<locals>.missing", 404

    @api.errorhandler(errors.Reserved)
    def reserved(error):
        return "shop.views.api.make.<locals>.reserved", 410

    add_raise_route(api)
    return api
