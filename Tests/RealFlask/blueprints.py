"""The blueprints of a program: the objects and their registrations.

An object may be registered several times. A registration is a place (the app or another blueprint) and possibly a name. A
path is one way from the app down to an object: a parent that is registered twice registers its children twice.
"""

import flask

from registration import attempt, setup_error


class NotDeclared(Exception):
    """A blueprint that does not exist; `reason` says why."""

    def __init__(self, reason):
        super().__init__()
        self.reason = reason


class Registration:
    """One call of register_blueprint. Each has its own URL prefix, so that the real Flask decides which one is requested."""

    def __init__(self, number, declared, place, note):
        self.number = number
        self.blueprint = declared["name"]
        self.parent = place.get("parent")
        self.name = place.get("as")
        # Called with the result of the registration.
        self.note = note

    def options(self):
        options = {"url_prefix": "/r%d" % self.number, "registration": self}
        if self.name is not None:
            options["name"] = self.name
        return options


class Path:
    """A path from the app down to a blueprint. Without a prefix, the release rejected its last registration."""

    def __init__(self, registrations, prefix):
        self.blueprint = registrations[-1].blueprint
        self.name = ".".join(each.blueprint if each.name is None else each.name for each in registrations).lstrip(".")
        self.last = registrations[-1]
        self.prefix = prefix

    def url(self):
        return self.name, self.prefix


class Tree:
    """An app and its blueprint objects. Registers them and records every path."""

    def __init__(self, app, add_routes=lambda blueprint: None):
        self.app = app
        self.objects = {}
        self.paths = []
        self.add_routes = add_routes
        self.open = []

    def create(self, name):
        """Creates the blueprint object. Raises the exceptions of its constructor."""
        made = flask.Blueprint(name, "recorded")
        # Flask calls this for each path, whether the place is the app or another blueprint.
        register = made.register
        made.register = lambda app, options, *rest: self.enter(options, lambda: register(app, options, *rest))
        self.add_routes(made)
        self.objects[name] = made

    def enter(self, options, register):
        """Records the path of one registration. A rejected one does not stop the others; a real app would fail as a whole."""
        registration = options["registration"]
        self.open.append(registration)
        path = Path(list(self.open), options.get("url_prefix", ""))
        self.paths.append(path)
        result = attempt(register, at="register" if registration.parent is None else "mount")
        self.open.pop()
        if "setup_error" in result:
            path.prefix = None
        registration.note(result)

    def nest(self, registration):
        parent, child = self.objects[registration.parent], self.objects[registration.blueprint]
        parent.register_blueprint(child, **registration.options())

    def mount(self, registrations):
        """Nests blueprints first, like an app that registers complete blueprints."""
        for each in registrations:
            if each.parent is not None:
                each.note(attempt(lambda: self.nest(each)))
        for each in registrations:
            if each.parent is None:
                self.app.register_blueprint(self.objects[each.blueprint], **each.options())


class Blueprints:
    """The blueprints of one program. They can be declared at any time and are mounted before the next request."""

    def __init__(self, app, add_routes):
        self.app = app
        self.tree = Tree(app, add_routes)
        self.waiting = []
        # Groups of registrations that were mounted together.
        self.mounted = []
        self.count = 0
        # Names of blueprints that do not exist, with the reason.
        self.missing = {}
        # Names under which the app rejected a late registration.
        self.refused = set()

    # Declarations

    def declare(self, declared, note):
        """Creates the object if it is new, and stores its registrations for the next mount."""
        name = declared["name"]
        places = declared.get("at") or [{"parent": declared.get("parent"), "as": None}]
        try:
            if before_nesting() and any(place.get("parent") is not None for place in places):
                raise NotDeclared("nested_blueprints_unsupported")
            for place in places:
                self.require_parent(name, place)
        except NotDeclared as missing:
            self.forget(name, places, missing.reason)
            raise
        if name not in self.tree.objects:
            try:
                self.tree.create(name)
            except Exception as error:
                self.forget(name, places, "no_blueprint")
                return setup_error(error, "constructor")
        result = {"ok": True}
        for index, place in enumerate(places):
            place_note = note if len(places) == 1 else note_with(note, index)
            result = self.add(Registration(self.count, declared, place, place_note), result)
            self.count += 1
        return result

    def require_parent(self, name, place):
        parent = place.get("parent")
        if parent is not None and parent not in self.tree.objects:
            raise NotDeclared(self.missing.get(parent, "no_blueprint"))
        # Flask would recurse until Python stops it.
        if parent is not None and name in self.ancestors(parent):
            raise NotDeclared("nested_in_itself")

    def ancestors(self, name):
        """Returns the blueprint and all its parents."""
        parents = {each.parent for group in [*self.mounted, self.waiting] for each in group if each.blueprint == name}
        return {name}.union(*(self.ancestors(parent) for parent in parents if parent is not None))

    def forget(self, name, places, reason):
        if name not in self.tree.objects:
            self.missing[name] = reason
        for place in places:
            if place.get("as") is not None:
                self.missing.setdefault(place["as"], reason)

    def add(self, registration, result):
        if not self.mounted:
            self.waiting.append(registration)
            return result
        # Use an empty blueprint to get Flask's reaction now, so that the real one can still get handlers.
        probe = flask.Blueprint("probe%d" % registration.number, "recorded")
        asked = attempt(lambda: self.place(registration).register_blueprint(probe))
        if "setup_error" in asked:
            if registration.parent is None:
                self.refused.add(registration.blueprint if registration.name is None else registration.name)
            return asked if "ok" in result else result
        self.remove_probe(registration, probe)
        self.waiting.append(registration)
        result = {**asked, **result}
        if not any(path.prefix is not None and path.last.number == registration.number for path in self.rehearse().paths):
            result["ignored"] = True
        return result

    def place(self, registration):
        return self.app if registration.parent is None else self.tree.objects[registration.parent]

    def remove_probe(self, registration, probe):
        if registration.parent is None:
            self.app.blueprints.pop(probe.name)
        else:
            self.tree.objects[registration.parent]._blueprints.pop()

    # Mounting

    def rehearse(self, before_last=lambda tree: None):
        """Returns another app with empty blueprints, to which the waiting registrations are also added."""
        tree = Tree(flask.Flask("rehearsal"))
        for name in self.tree.objects:
            tree.create(name)
        for group in self.mounted:
            tree.mount([silent(each) for each in group])
        before_last(tree)
        tree.mount([silent(each) for each in self.waiting])
        return tree

    def mount(self):
        """Registers the waiting blueprints. Flask accepted them earlier; the app may have changed since, such as debug mode."""
        expected = [path.url() for path in self.rehearse().paths]
        waiting, self.waiting = self.waiting, []
        debug = self.app.config["DEBUG"]
        if self.mounted:
            self.app.config["DEBUG"] = False
        self.tree.mount(waiting)
        self.app.config["DEBUG"] = debug
        self.mounted.append(waiting)
        if expected != [path.url() for path in self.tree.paths]:
            raise AssertionError("The rehearsal registered other blueprints than the app: the recorder is wrong.")

    # Names

    def object(self, name):
        if name not in self.tree.objects:
            raise NotDeclared(self.missing.get(name, "no_blueprint"))
        return self.tree.objects[name]

    def takes_handlers(self, name):
        """Returns whether a handler that the blueprint gets now will be in a table of the app."""
        if not self.mounted:
            return True

        def probe(error):
            """Only its identity counts."""

        tree = self.rehearse(lambda tree: attempt(lambda: tree.objects[name].errorhandler(LookupError)(probe)))
        return any(handler is probe for handler in handlers(tree.app.error_handler_spec))

    def require_path(self, name):
        """Returns the path of a request: by the blueprint's own name if it has only one, else by the registered name."""
        paths = self.rehearse().paths if self.waiting else self.tree.paths
        own = [path for path in paths if path.blueprint == name]
        named = [path for path in paths if path.name == name]
        path = next(iter(own if len(own) == 1 and name not in self.refused else named), None)
        if path is None or path.prefix is None:
            raise NotDeclared(self.why_missing(name))
        return path

    def why_missing(self, name):
        # A rejected blueprint may have left its name to a later one.
        if name in self.refused:
            return "not_mounted"
        for word, reason in self.missing.items():
            if name == word or name.startswith(word + ".") or name.endswith("." + word):
                return reason
        return "not_mounted"


def handlers(entries):
    """Returns all functions in error_handler_spec or a part of it: dictionaries, and lists of pairs in 0.10."""
    if isinstance(entries, dict):
        return [handler for value in entries.values() for handler in handlers(value)]
    if isinstance(entries, list):
        return [handler for _, handler in entries]
    return [entries]


def note_with(note, index):
    """For a statement with several registrations: returns the one that Flask rejected or warned about."""

    def call(result):
        note({**result, "registration": index} if "setup_error" in result or "warning" in result else result)

    return call


def silent(registration):
    """Returns the same registration for a rehearsal, whose results are ignored."""
    copy = Registration.__new__(Registration)
    copy.__dict__.update(registration.__dict__, note=lambda result: None)
    return copy


def before_nesting():
    return not hasattr(flask.Blueprint, "register_blueprint")
