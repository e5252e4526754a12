# Starlette and FastAPI


class Starlette(Framework):
    word, name, package, app_class = "starlette", "Starlette", "starlette.applications", "Starlette"
    code = "status_code"
    parameters_before_error = 1
    status_position = 0

    def version(self):
        try:
            from importlib.metadata import version
        except ImportError:
            import starlette
            return starlette.__version__
        return version("starlette")

    def exception_modules(self):
        import starlette.exceptions
        return (starlette.exceptions,)

    def http(self):
        import starlette.exceptions
        return starlette.exceptions.HTTPException

    def aborted(self):
        return (self.http(),)

    def texts(self):
        return ()

    def aborts(self):
        return ()

    def make_response(self):
        return None

    def responses(self):
        import starlette.responses
        return ((starlette.responses.RedirectResponse, 1, "status_code", 307),
                (starlette.responses.Response, 1, "status_code", 200))

    def is_response(self, node, release):
        return False

    def code_of(self, cls):
        """The code is an argument that the class passes to the constructor of HTTPException."""
        init = cls.__dict__.get("__init__")
        if not issubclass(cls, self.http()) or getattr(init, "__code__", None) is None:
            return False, None
        try:
            found = sources(init)
        except Unknown:
            return False, None
        source = found[0]
        for node in source.walk():
            if isinstance(node, ast.Call) and getattr(node.func, "attr", None) == "__init__":
                named = [each.value for each in node.keywords if each.arg == "status_code"]
                # `HTTPException.__init__(self, 404)` passes the instance too.
                passes_self = bool(node.args) and getattr(node.args[0], "id", None) == source.first
                named += node.args[1:2] if passes_self else node.args[:1]
                number = self.argument(source, init, named[0]) if named else None
                return (True, number) if number is not None else (True, "not a literal")
        return False, None

    def argument(self, source, init, node):
        """Returns the number of an argument, which may be the default of a parameter."""
        if isinstance(node, ast.Name) and node.id in source.parameters:
            defaults = list(init.__defaults__ or ())
            names = source.parameters[len(source.parameters) - len(defaults):]
            value = dict(zip(names, defaults)).get(node.id)
            return int(value) if isinstance(value, int) else None
        return source.number(node)

    def registrations(self, app):
        """Yields every handler as (scope, target, function). A scope is the number of an app."""
        for index, (each, _, _) in enumerate(mounted_apps(app)):
            for target, function in each.exception_handlers.items():
                if getattr(plain(function), "__module__", None) != "fastapi.exception_handlers":
                    yield index or None, target, function

    def registered_modules(self, app):
        for _, _, function in self.registrations(app):
            yield getattr(plain(function), "__module__", None)
        for each, _, _ in mounted_apps(app):
            for route in each.routes:
                yield getattr(plain(getattr(route, "endpoint", None)), "__module__", None)

    def blueprints(self, app, release, notes):
        return MountedApps(app, notes)

    def note(self, app, notes):
        for each, path, _ in mounted_apps(app):
            where = " of the app at {0}".format(path) if path else ""
            middleware = [getattr(one, "cls", None) for one in getattr(each, "user_middleware", ())]
            if middleware:
                names = ", ".join(sorted(set(described(one)[0] for one in middleware if one is not None)))
                notes.warn("left out: middleware{0} ({1}), which can return a response, raise, or change a response".format(
                    where, names))

    def includes(self, app, other):
        return any(each is other for each, _, _ in mounted_apps(app))


class FastAPI(Starlette):
    word, name, package, app_class = "fastapi", "FastAPI", "fastapi", "FastAPI"

    def version(self):
        return Framework.version(self)

    def exception_modules(self):
        import fastapi.exceptions
        return (fastapi.exceptions,)

    def aborted(self):
        import fastapi.exceptions
        return (self.http(), fastapi.exceptions.HTTPException)

    def known(self, cls, release):
        return "StarletteHTTPException" if cls is self.http() else Starlette.known(self, cls, release)


def mounted_apps(app, path="", parent=None):
    """Returns the app and the apps that are mounted in it: each with its path and the number of the app around it."""
    found = [(app, path, parent)]
    add_mounted(app, path, 0, found)
    return found


def add_mounted(app, path, index, found):
    for route in app.routes:
        inner = getattr(route, "app", None)
        if type(route).__name__ == "Mount" and framework_of(inner) is not None:
            found.append((inner, path + route.path, index))
            # An app that is mounted in itself would have no end.
            if not any(each is inner for each, _, _ in found[:-1]):
                add_mounted(inner, path + route.path, len(found) - 1, found)


class MountedApps(object):
    """The mounted apps. The script gives each a name from its path."""

    def __init__(self, app, notes):
        self.given = {}
        self.lines = []
        names, first = Names(), {}
        for index, (each, path, parent) in enumerate(mounted_apps(app)):
            if index == 0:
                continue
            own = path.rstrip("/").rpartition("/")[2]
            inside = " in {0}".format(self.given[parent]) if parent else ""
            name = names.give(identifier(own or "mounted"), identifier(path.strip("/") or "mounted"))
            if id(each) in first:
                self.given[index] = first[id(each)]
                self.lines.append("blueprint {0}{1} as {2}  # also at {3}".format(first[id(each)], inside, name, one_line(path)))
                continue
            self.given[index] = first[id(each)] = name
            self.lines.append("blueprint {0}{1}  # at {2}".format(name, inside, one_line(path)))

    def name(self, scope):
        return self.given.get(scope)
