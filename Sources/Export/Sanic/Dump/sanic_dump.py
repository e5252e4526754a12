# Sanic


class Sanic(Framework):
    word, name, package, app_class = "sanic", "Sanic", "sanic", "Sanic"
    code = "status_code"
    parameters_before_error = 1
    status_position = 1

    def exception_modules(self):
        import sanic.exceptions
        return (sanic.exceptions,)

    def http(self):
        import sanic.exceptions
        return sanic.exceptions.SanicException

    def aborted(self):
        return (self.http(),)

    def texts(self):
        return ()

    def aborts(self):
        import sanic.exceptions
        return tuple(each for each in (getattr(sanic.exceptions, "abort", None),) if each is not None)

    def make_response(self):
        return None

    def responses(self):
        import sanic.response
        found = [(getattr(sanic.response, name), 1, "status", 200) for name in ("text", "json", "html", "raw")]
        found += [(sanic.response.empty, 0, "status", 204), (sanic.response.redirect, 2, "status", 302)]
        base = getattr(sanic.response, "BaseHTTPResponse", sanic.response.HTTPResponse)
        return tuple(found + [(base, 1, "status", 200)])

    def is_response(self, node, release):
        return False

    def registrations(self, app):
        """Yields every handler as (scope, target, function)."""
        of_blueprints = []
        for name, blueprint in app.blueprints.items():
            for target, function in sanic_blueprint_handlers(blueprint):
                of_blueprints.append((name, target, function))
        functions = [function for _, _, function in of_blueprints]
        handler = app.error_handler
        # Up to 21.3 a list of classes and functions, then a table by class, and since 21.9 by class and route.
        pairs = getattr(handler, "handlers", None) if isinstance(getattr(handler, "handlers", None), list) else None
        if not pairs:
            pairs = list(handler.cached_handlers.items())
        for key, function in pairs:
            target, route = key if isinstance(key, tuple) else (key, None)
            if route is None and function is not None and not any(each is function for each in functions):
                yield None, target, function
        for each in of_blueprints:
            yield each

    def registered_modules(self, app):
        for _, _, function in self.registrations(app):
            yield getattr(plain(function), "__module__", None)
        for route in sanic_routes(app):
            yield getattr(plain(route.handler), "__module__", None)

    def blueprints(self, app, release, notes):
        return SanicBlueprints(app)

    def note(self, app, notes):
        import sanic.handlers
        if type(app.error_handler) is not sanic.handlers.ErrorHandler:
            notes.warn("left out: the app has an error handler of its own class {0}, but errorbook uses Sanic's".format(
                type(app.error_handler).__name__))
        if type(app).__name__ != "Sanic":
            notes.comment("The app is a {0}, a subclass of Sanic.".format(type(app).__name__))
        kinds = (("request", "can return a response or raise before a view runs"), ("response", "can change a response"))
        for kind, effect in kinds:
            functions = [getattr(each, "func", each) for each in getattr(app, kind + "_middleware", ())]
            if functions:
                names = ", ".join(sorted(set(described(each)[0] for each in functions)))
                notes.warn("left out: {0} middleware ({1}), which {2}".format(kind, names, effect))

    def includes(self, app, other):
        return other is app


def sanic_blueprint_handlers(blueprint):
    """Returns the handlers of a blueprint in the order of their source: since 21.3 they are in a set without an order."""
    found = []
    for future in getattr(blueprint, "_future_exceptions", getattr(blueprint, "exceptions", ())):
        # 20.12 calls them args.
        targets = getattr(future, "exceptions", getattr(future, "args", ()))
        for target in targets:
            found += [(each, future.handler) for each in (target if isinstance(target, (tuple, list)) else (target,))]
    return sorted(found, key=lambda pair: described(pair[1])[1] or 0)


def sanic_routes(app):
    routes = getattr(app.router, "routes", None)
    if routes is None:
        routes = getattr(app.router, "routes_all", {})
    return list(routes.values() if isinstance(routes, dict) else routes)


class SanicBlueprints(object):
    """The blueprints of the app."""

    def __init__(self, app):
        names = Names()
        self.given = dict((key, names.give(blueprint_name(key), blueprint_name(key))) for key in app.blueprints)
        self.lines = ["blueprint {0}{1}".format(shown(name), "" if name == key else "  # {0}".format(one_line(key)))
                      for key, name in self.given.items()]

    def name(self, scope):
        return self.given.get(scope)
