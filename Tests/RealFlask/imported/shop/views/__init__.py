"""The blueprints of the shop."""

import importlib

from ..release import nests


def blueprints():
    from . import admin, api

    made = [admin.admin, api.make()]
    if not nests:
        made.append(admin.users)
    return made


def add_raise_route(place):
    """A view that raises the exception that the tests ask for."""

    @place.route("/raise/<module>/<name>")
    def fail(module, name):
        raise getattr(importlib.import_module(module), name)()
