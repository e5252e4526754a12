"""A shop of some size, made to be imported: a factory, blueprints (nested where Flask can), a package of exceptions, and
handlers of every kind. Each handler answers with its own qualified name, so that a client sees which one ran."""

from flask import Flask

from . import handlers, views


def create_app():
    app = Flask(__name__)
    handlers.register(app)
    for blueprint in views.blueprints():
        # Flask 2.0.0 forgets the prefix of the blueprint itself when it nests another one.
        app.register_blueprint(blueprint, url_prefix=blueprint.url_prefix)
    views.add_raise_route(app)
    return app


def create_configured_app(settings):
    """A factory that needs arguments."""
    app = create_app()
    app.config.update(settings)
    return app


def create_broken_app():
    raise RuntimeError("the database is down")


def create_nothing():
    return {"not": "an app"}


print("shop is imported")
