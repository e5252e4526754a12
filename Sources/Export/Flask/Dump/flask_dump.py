# Flask


class Flask(Framework):
    word, name, package, app_class = "flask", "Flask", "flask", "Flask"
    has_bodies = True

    def exception_modules(self):
        import werkzeug.exceptions
        import werkzeug.routing
        return (werkzeug.exceptions, werkzeug.routing)

    def http(self):
        import werkzeug.exceptions
        return werkzeug.exceptions.HTTPException

    def texts(self):
        import flask
        return (flask.jsonify, flask.render_template, flask.render_template_string, flask.json.dumps)

    def aborts(self):
        import flask
        import werkzeug.exceptions
        return (flask.abort, werkzeug.exceptions.abort)

    def make_response(self):
        import flask
        return flask.make_response

    def responses(self):
        import flask
        import werkzeug.utils
        import werkzeug.wrappers
        response = getattr(werkzeug.wrappers, "BaseResponse", werkzeug.wrappers.Response)
        return ((flask.redirect, 1, "code", 302), (werkzeug.utils.redirect, 1, "code", 302), (response, 1, "status", 200))

    def is_response(self, node, release):
        if isinstance(node, ast.Dict):
            return release >= (1, 1, 0)
        return release >= (2, 2, 0) or not isinstance(node, (ast.List, ast.ListComp))

    def modules(self, app):
        return [app.import_name]

    def options(self, app, release):
        return flask_options(app, release)

    def registrations(self, app):
        return flask_registrations(app)

    def registered_modules(self, app):
        """Yields the modules of everything that is registered on an app."""
        for blueprint in app.blueprints.values():
            yield blueprint.import_name
        for _, _, function in self.registrations(app):
            yield getattr(plain(function), "__module__", None)
        for function in app.view_functions.values():
            yield getattr(plain(function), "__module__", None)

    def blueprints(self, app, release, notes):
        return FlaskBlueprints(app, release, notes)

    def note(self, app, notes):
        note_flask_overrides(app, notes)
        note_flask_functions(app, notes)

    def includes(self, app, other):
        return other is app


class FlaskBlueprints(object):
    """The blueprints of the app. Nested ones come after the blueprint around them."""

    def __init__(self, app, release, notes):
        self.registered = app.blueprints
        self.notes = notes
        # Before 2.0.1 a nested blueprint is registered under its own name, without a path.
        self.has_paths = order(release) >= (2, 0, 1)
        self.names = Names()
        self.given = {}
        self.lines = []
        self.parents = {}
        # Names that need no change are assigned first.
        for key, blueprint in self.registered.items():
            if blueprint_name(blueprint.name) == blueprint.name and blueprint.name not in self.names.taken:
                self.given[id(blueprint)] = self.names.give(blueprint.name, blueprint.name)
        self.written = set()
        for key, blueprint in self.registered.items():
            for nested, options in getattr(blueprint, "_blueprints", ()):
                self.add_parent(key, nested, options)
        for key in self.registered:
            self.declare(key)

    def add_parent(self, key, nested, options):
        child = nested.name
        if self.has_paths:
            child = "{0}.{1}".format(key, options.get("name", nested.name)).lstrip(".")
        if self.registered.get(child) is nested:
            self.parents.setdefault(child, []).append(key)

    def name(self, scope):
        """Returns the script's name for the blueprint registered as a scope; None if there is none."""
        return self.given.get(id(self.registered[scope])) if scope in self.registered else None

    def declare(self, key):
        blueprint = self.registered[key]
        if id(blueprint) in self.written:
            return
        self.written.add(id(blueprint))
        # Each registration once. If the parent is registered several times, the parent's own statement says so.
        top, inside = [], []
        for each in [each for each in self.registered if self.registered[each] is blueprint]:
            for parent in self.parents.get(each, [None]):
                if parent is None:
                    top.append(each)
                    continue
                holder = self.registered[parent]
                if holder is not blueprint and (holder, self.own_name(each, parent)) not in inside:
                    self.declare(parent)
                    inside.append((holder, self.own_name(each, parent)))
        short = blueprint_name(blueprint.name)
        if id(blueprint) not in self.given:
            self.given[id(blueprint)] = self.names.give(short, identifier(key))
        name = self.given[id(blueprint)]
        self.write(blueprint, name, top, [(self.given[id(holder)], own) for holder, own in inside])

    def own_name(self, key, parent):
        """Returns the name of a nested registration inside its parent."""
        return key[len(parent) + 1:] if self.has_paths and key.startswith(parent + ".") else key

    def write(self, blueprint, name, top, inside):
        own = blueprint_name(blueprint.name)
        remark = ""
        if own != blueprint.name:
            remark = "  # {0}".format(one_line(blueprint.name))
        elif own != name:
            remark = "  # another blueprint is also called {0}".format(one_line(blueprint.name))
        for each in top:
            self.lines.append("blueprint {0}{1}{2}".format(shown(name), self.renamed(blueprint, name, each), remark))
        if inside:
            places = ", ".join(shown(holder) + self.renamed(blueprint, name, each) for holder, each in inside)
            self.lines.append("blueprint {0} in {1}{2}".format(shown(name), places, remark))

    def renamed(self, blueprint, name, registered):
        """Returns `as NAME` if a registration's name differs from the object's name in the script."""
        text = blueprint_name(registered)
        if self.has_paths and "." in text:
            text = text.replace(".", "_")
            self.notes.warn("the blueprint {0} is registered as {1}; errorbook cannot use this name and calls it {2}".format(
                blueprint.name, registered, text))
        if text != registered:
            # Use the object's own name, or an unused one.
            text = name if registered == blueprint.name else self.names.give(text, text + "_2")
        return " as {0}".format(shown(text)) if self.has_paths and text != name else ""


def flask_registrations(app):
    """Yields every handler as (scope, target, function), from any form of error_handler_spec."""
    spec = app.error_handler_spec
    places = dict((name, index) for index, name in enumerate(app.blueprints))
    for scope in sorted(spec, key=lambda each: (each is not None, places.get(each, 0))):
        for code, table in spec[scope].items():
            if isinstance(table, dict):
                # Since 0.11: a table of classes for each code.
                pairs = table.items()
            elif code is None:
                # 0.10: a list of pairs of class and function.
                pairs = table or ()
            else:
                # 0.10: a function for each code.
                pairs = [(code, table)]
            for target, function in pairs:
                yield scope, target, function


FLASK_OPTIONS = ("DEBUG", "TESTING", "PROPAGATE_EXCEPTIONS", "TRAP_HTTP_EXCEPTIONS", "TRAP_BAD_REQUEST_ERRORS")

# Methods that a subclass, or an extension that patches the app, can override.
FLASK_APP_METHODS = ("wsgi_app", "full_dispatch_request", "preprocess_request", "dispatch_request", "handle_user_exception",
               "handle_http_exception", "handle_exception", "_find_error_handler", "_get_exc_class_and_code",
               "trap_http_exception", "raise_routing_exception", "make_response", "finalize_request", "process_response",
               "register_error_handler", "_register_error_handler")
FLASK_BLUEPRINT_METHODS = ("register", "make_setup_state", "record", "record_once", "errorhandler", "app_errorhandler",
                     "register_error_handler")


def flask_options(app, release):
    for name in FLASK_OPTIONS:
        value = app.config.get(name)
        if value:
            yield "config {0} on".format(name)
        elif value is not None and (
                name == "PROPAGATE_EXCEPTIONS" or (name == "TRAP_BAD_REQUEST_ERRORS" and order(release) >= (1, 0, 0))):
            # This differs from an unset option.
            yield "config {0} off".format(name)


def note_flask_overrides(app, notes):
    """Notes the methods that the app and its blueprints override."""
    import flask
    own = [name for name in FLASK_APP_METHODS if is_overridden(app, flask.Flask, name)]
    for name in own:
        notes.warn("left out: the app overrides {0}, but errorbook uses Flask's own".format(name))
    if type(app) is not flask.Flask and not own:
        notes.comment("The app is a {0}, a subclass of Flask.".format(type(app).__name__))
    for key, blueprint in app.blueprints.items():
        own = [name for name in FLASK_BLUEPRINT_METHODS if is_overridden(blueprint, flask.Blueprint, name)]
        if own:
            notes.warn("left out: the blueprint {0} overrides {1}, but errorbook uses Flask's own".format(
                key or '""', ", ".join(own)))
        elif type(blueprint) is not flask.Blueprint:
            notes.comment("The blueprint {0} is a {1}, a subclass of Blueprint.".format(
                key or '""', type(blueprint).__name__))


def is_overridden(thing, cls, name):
    return name in vars(thing) or getattr(type(thing), name, None) != getattr(cls, name, None)


def note_flask_functions(app, notes):
    """Notes the functions that run around a request: they can return, raise, or change the response."""
    kinds = (("before_first_request_funcs", "can raise"),
             ("before_request_funcs", "can return a response or raise before a view runs"),
             ("after_request_funcs", "can change a response"))
    for name, effect in kinds:
        table = getattr(app, name, None) or {}
        functions = [each for group in table.values() for each in group] if isinstance(table, dict) else list(table)
        if functions:
            names = ", ".join(sorted(set(described(each)[0] for each in functions)))
            notes.warn("left out: {0} ({1}), which {2}".format(name[:-len("_funcs")], names, effect))
    import flask
    signal = flask.got_request_exception
    if getattr(signal, "receivers", None):
        notes.comment("left out: receivers of got_request_exception; they see exceptions but return no response")
