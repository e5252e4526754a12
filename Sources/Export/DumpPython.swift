extension DumpScript {
  /// The script; `@NAME@` stands for what is filled in.
  static let python = #"""
    """Writes the error handlers of a live Flask app as a script for errorbook.

        python errorbook_dump.py shop:app > shop.eb
        python errorbook_dump.py shop:create_app --module shop.errors > shop.eb

    It imports the app as a server would, reads its blueprints, its handlers and the classes that they are for, and changes
    nothing in it. The functions themselves stay where they are: each handler answers with its function's name.
    """

    from __future__ import print_function, unicode_literals

    import argparse
    import importlib
    import inspect
    import keyword
    import os
    import re
    import sys
    import unicodedata

    try:
        import builtins
    except ImportError:
        import __builtin__ as builtins

    # What errorbook knows; anything else has to be declared.
    RELEASES = @RELEASES@
    PYTHON_CLASSES = @PYTHON@
    WERKZEUG_CLASSES = @HTTP@
    SINCE = @SINCE@

    # Nothing is written beside the app's own files.
    sys.dont_write_bytecode = True


    class Problem(Exception):
        """Why there is no script, in one line."""


    # The app


    def find_app(target):
        """The Flask object that `module:name`, `module:factory` or `module:factory()` stands for."""
        name, _, expression = target.partition(":")
        module = import_module(name)
        if not expression:
            expression = next((each for each in ("app", "application", "create_app", "make_app") if hasattr(module, each)), "")
        match = re.match(r"^([^\W\d][\w.]*)(\(\s*\))?$", expression, re.UNICODE)
        if not match:
            what = "is neither a name nor a call without arguments" if expression else "was not named, and there is no `app`"
            raise Problem("no app found: after {0}: {1} {2}".format(name, expression or "the object", what))
        found = module
        for part in match.group(1).split("."):
            if not hasattr(found, part):
                raise Problem("no app found: {0} has no {1}".format(name, match.group(1)))
            found = getattr(found, part)
        if not is_flask(found):
            found = call_factory(found, "{0}:{1}".format(name, match.group(1)))
        if not is_flask(found):
            raise Problem("no app found: {0} is of type {1}, not a Flask app".format(target, type(found).__name__))
        return found


    def is_flask(thing):
        import flask
        return isinstance(thing, flask.Flask)


    def import_module(name):
        # Where the script itself lies says nothing; the app lies where it is started.
        sys.path.insert(0, os.getcwd())
        try:
            return importlib.import_module(str(name))
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            raise Problem("cannot import {0}: {1}".format(name, said(error)))


    def call_factory(factory, name):
        if not callable(factory):
            return factory
        try:
            if hasattr(inspect, "signature"):
                inspect.signature(factory).bind()
            else:
                inspect.getcallargs(factory)
        except TypeError as error:
            raise Problem("the factory {0} needs arguments: {1}; name an app that is already made".format(name, said(error)))
        except ValueError:
            pass
        try:
            return factory()
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            raise Problem("the factory {0} failed: {1}".format(name, said(error)))


    def said(error):
        lines = "{0}".format(error).splitlines()
        return type(error).__name__ + (": " + lines[0] if lines and lines[0] else "")


    # The release


    def flask_version():
        try:
            from importlib.metadata import version
        except ImportError:
            import flask
            return flask.__version__
        return version("flask")


    def order(release):
        """A release to compare by: 2.0 and 2.0.0 are the same."""
        numbers = [int(part) for part in re.findall(r"\d+", release)[:3]]
        return tuple(numbers + [0] * (3 - len(numbers)))


    def known_release(version):
        """The release itself, or the newest one before it that errorbook knows."""
        earlier = [each for each in RELEASES if order(each) <= order(version)]
        if not earlier:
            raise Problem("errorbook knows no Flask before {0}, and this is {1}".format(RELEASES[0], version))
        return earlier[-1]


    # Names


    def identifier(text):
        """A text as a name of errorbook's language."""
        name = re.sub(r"\W", "_", unicodedata.normalize("NFKC", "{0}".format(text)), flags=re.UNICODE)
        if not name or name[0].isdigit():
            name = "_" + name
        return name + "_" if keyword.iskeyword(name) else name


    class Names(object):
        """Gives each thing a name of its own: the short one first, then the long one, then numbers."""

        def __init__(self, taken=()):
            self.taken = set(taken)

        def give(self, short, long):
            number, name = 1, identifier(short)
            while name in self.taken:
                name = identifier(long) + ("" if number == 1 else "_{0}".format(number))
                number += 1
            self.taken.add(name)
            return name


    def quoted(text):
        escaped = "{0}".format(text).replace("\\", "\\\\").replace('"', '\\"')
        return '"' + "".join("\\u{%x}" % ord(each) if is_hidden(each) else each for each in escaped) + '"'


    def is_hidden(letter):
        return unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


    def one_line(text):
        return " ".join("{0}".format(text).split())


    # Classes


    class Classes(object):
        """The classes that the script has to declare, each after its bases."""

        def __init__(self, release):
            self.release = release
            self.names = Names(PYTHON_CLASSES + WERKZEUG_CLASSES)
            self.given = {}
            self.lines = []

        def is_known(self, cls):
            name = cls.__name__
            if name in PYTHON_CLASSES and getattr(builtins, name, None) is cls:
                return True
            if name not in WERKZEUG_CLASSES or order(self.release) < order(SINCE.get(name, "0")):
                return False
            import werkzeug.exceptions
            import werkzeug.routing
            return cls in (getattr(werkzeug.exceptions, name, None), getattr(werkzeug.routing, name, None))

        def name(self, cls):
            """The name of a class, declared if need be, its ancestors first."""
            for member in reversed(cls.__mro__):
                if member not in self.given:
                    self.declare(member)
            return self.given[cls]

        def declare(self, cls):
            if self.is_known(cls):
                self.given[cls] = cls.__name__
                return
            origin = "{0}.{1}".format(cls.__module__, cls.__name__)
            name = self.given[cls] = self.names.give(cls.__name__, origin)
            bases = ", ".join(self.given[base] for base in cls.__bases__)
            code, remark = self.code(cls)
            self.lines.append("class {0}({1}){2}  # {3}{4}".format(name, bases, code, one_line(origin), remark))

        def code(self, cls):
            """The code that the class itself sets, and what cannot be said about it."""
            if "code" not in cls.__dict__:
                return "", ""
            code = cls.__dict__["code"]
            if isinstance(code, int) and not isinstance(code, bool) and 0 <= code <= 999999:
                return " code {0}".format(int(code)), ""
            return "", "; its code is {0}, which errorbook cannot say".format(one_line(repr(code)))


    def subclasses_in(module_name):
        """Every exception class that a module, or what was loaded of a package, defines."""
        import_module(module_name)
        found = []
        for name, module in sorted(sys.modules.items()):
            if module is None or not (name == module_name or name.startswith(module_name + ".")):
                continue
            for thing in list(vars(module).values()):
                if inspect.isclass(thing) and issubclass(thing, BaseException) and thing.__module__ == name:
                    found.append(thing)
        return found


    # Blueprints


    class Blueprints(object):
        """The blueprints of the app, those that are nested after those that hold them."""

        def __init__(self, app):
            self.registered = app.blueprints
            self.names = Names()
            self.given = {}
            self.lines = []
            # 2.0.0 keeps nested blueprints under their own names.
            self.holders = {}
            for key, blueprint in self.registered.items():
                for nested in getattr(blueprint, "_blueprints", ()):
                    self.holders[id(nested[0])] = key
            for key in self.registered:
                self.declare(key)

        def parent(self, key):
            outer = key.rpartition(".")[0]
            return outer if outer in self.registered else self.holders.get(id(self.registered[key]))

        def declare(self, key):
            if key in self.given:
                return
            parent = self.parent(key)
            if parent is not None and parent != key:
                self.declare(parent)
            name = self.given[key] = self.names.give(key.rpartition(".")[2], key)
            inside = " in {0}".format(self.given[parent]) if parent in self.given and parent != key else ""
            remark = "" if name == key.rpartition(".")[2] else "  # {0}".format(one_line(key))
            self.lines.append("blueprint {0}{1}{2}".format(name, inside, remark))


    # Handlers


    def registrations(app):
        """Every handler as (scope, target, function), in the shapes that error_handler_spec has had."""
        spec = app.error_handler_spec
        for scope in sorted(spec, key=lambda each: (each is not None, list(app.blueprints).index(each)
                                                    if each in app.blueprints else 0)):
            for code, table in spec[scope].items():
                if isinstance(table, dict):
                    # From 0.11 on: a table of classes for each code.
                    pairs = table.items()
                elif code is None:
                    # 0.10: a list of whatever was registered.
                    pairs = table or ()
                else:
                    # 0.10: a function for each number.
                    pairs = [(code, table)]
                for target, function in pairs:
                    yield scope, target, function


    def described(function):
        """The name of a function and the place where it stands, as far as either can be told."""
        function = getattr(function, "func", function)
        while hasattr(function, "__wrapped__"):
            function = function.__wrapped__
        if not hasattr(function, "__name__"):
            function = type(function)
        name = getattr(function, "__qualname__", function.__name__)
        name = "{0}.{1}".format(getattr(function, "__module__", None) or "?", name)
        code = getattr(function, "__code__", None) or getattr(getattr(function, "__call__", None), "__code__", None)
        if code is None:
            return name, name
        path = os.path.relpath(code.co_filename) if code.co_filename.startswith(os.getcwd()) else code.co_filename
        return name, "{0}, {1}:{2}".format(name, path, code.co_firstlineno)


    def status_of(target):
        """A likely status: that of the HTTP error, else 500."""
        from werkzeug.exceptions import HTTPException
        code = target
        if inspect.isclass(target) and issubclass(target, HTTPException):
            code = target.code
        return code if isinstance(code, int) and not isinstance(code, bool) and 200 <= code <= 599 else 500


    def handler_line(scope, target, function, classes, blueprints):
        name, place = described(function)
        if scope is not None and scope not in blueprints.given:
            return "# left out: the handler {0}, since the app has no blueprint {1}".format(one_line(place), one_line(scope))
        if isinstance(target, int):
            text = "{0}".format(int(target))
        elif inspect.isclass(target):
            text = classes.name(target)
        else:
            return "# left out: the handler {0}, since errorbook cannot say its target {1}".format(
                one_line(place), one_line(repr(target)))
        inside = " in {0}".format(blueprints.given[scope]) if scope is not None else ""
        return "handler {0}{1} -> {2}, {3}  # {4}".format(text, inside, quoted(name), status_of(target), one_line(place))


    # What else decides


    def options(app, release):
        for name in ("TRAP_HTTP_EXCEPTIONS", "TRAP_BAD_REQUEST_ERRORS", "DEBUG"):
            value = app.config.get(name)
            if value:
                yield "config {0} on".format(name)
            elif value is not None and name == "TRAP_BAD_REQUEST_ERRORS" and order(release) >= (1, 0, 0):
                # From 1.0 on this is not the same as leaving it out.
                yield "config {0} off".format(name)
        if app.config.get("PROPAGATE_EXCEPTIONS") or app.config.get("TESTING"):
            yield "# TESTING or PROPAGATE_EXCEPTIONS is on: exceptions that no handler takes leave this app"


    def overrides(app):
        import flask
        for name in ("handle_http_exception", "handle_user_exception", "handle_exception", "_find_error_handler",
                     "trap_http_exception"):
            own = getattr(type(app), name, None) is not getattr(flask.Flask, name, None) or name in vars(app)
            if own:
                yield "# this app has a {0} of its own, of which errorbook knows nothing".format(name)


    def dump(app, target, modules):
        version = flask_version()
        release = known_release(version)
        classes, blueprints = Classes(release), Blueprints(app)
        handlers = [handler_line(scope, wanted, function, classes, blueprints)
                    for scope, wanted, function in registrations(app)]
        for module in modules:
            for cls in subclasses_in(module):
                classes.name(cls)
        lines = ["# {0}, a live app of Flask {1}. A handler answers with the name of its function; statuses are guesses."
                 .format(one_line(target), version)]
        if order(release) != order(version):
            lines.append("# errorbook does not know Flask {0}; this is the nearest release that it knows.".format(version))
        lines.append("use flask {0}".format(release))
        lines += list(options(app, release)) + list(overrides(app))
        for part in (classes.lines, blueprints.lines, handlers):
            lines += ([""] if part else []) + part
        return "\n".join(lines) + "\n"


    def main():
        parser = argparse.ArgumentParser(
            description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
        parser.add_argument("app", help="module:name, module:factory or module:factory()")
        parser.add_argument(
            "--module", action="append", default=[], metavar="NAME",
            help="declare every exception class of this module or package too; may be given more than once")
        arguments = parser.parse_args()
        out, sys.stdout = sys.stdout, sys.stderr
        try:
            # What the app prints while it is imported is no part of the script.
            text = dump(find_app(arguments.app), arguments.app, arguments.module)
        except Problem as problem:
            print("errorbook_dump: {0}".format(one_line(problem)), file=sys.stderr)
            return 2
        finally:
            sys.stdout = out
        getattr(out, "buffer", out).write(text.encode("utf-8"))
        return 0


    if __name__ == "__main__":
        sys.exit(main())

    """#
}
