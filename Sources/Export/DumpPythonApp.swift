extension DumpScript {
  /// Finding the app, its release and names for the script. `@NAME@` is filled in.
  static let app = #"""
    """Writes the error handlers of a live Flask app as a script for errorbook.

        python errorbook_dump.py shop:app > shop.eb
        python errorbook_dump.py shop:create_app > shop.eb

    It imports the app as a server would, reads its blueprints, its handlers and its exception classes, and changes nothing
    in it. No handler is called: each one answers with the name of its function, and its status is read from its source.
    What the script cannot say is a comment in it. What could change an answer is also a line on standard error.
    """

    from __future__ import print_function, unicode_literals

    import argparse
    import ast
    import importlib
    import inspect
    import keyword
    import os
    import re
    import sys
    import types
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


    class Found(object):
        """The app, and the names of the modules that it comes from."""

        def __init__(self, app, modules):
            self.app = app
            self.modules = modules


    def find_app(target):
        """Finds the Flask object that `module:name`, `module:factory` or `module:factory()` names."""
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
        modules = [name]
        if not is_flask(found):
            modules.append(getattr(found, "__module__", None))
            found = call_factory(found, "{0}:{1}".format(name, match.group(1)))
        if not is_flask(found):
            raise Problem("no app found: {0} is of type {1}, not a Flask app".format(target, type(found).__name__))
        return Found(found, modules + [found.import_name])


    def is_flask(thing):
        import flask
        return isinstance(thing, flask.Flask)


    def import_module(name):
        # Where this file is says nothing: the app is where it is started.
        sys.path.insert(0, os.getcwd())
        # The options of this program are not the app's. Under `flask run` it sees no options either.
        sys.argv = [file_of(name)]
        try:
            return importlib.import_module(str(name))
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            raise Problem("cannot import {0}: {1}".format(name, said(error)))


    def file_of(name):
        """The file that a module will be loaded from, found without importing anything; the name itself if there is none."""
        parts = [str(part) for part in name.split(".")]
        for folder in sys.path:
            for ending in ([parts[-1] + ".py"], [parts[-1], "__init__.py"]):
                path = os.path.join(folder or os.getcwd(), *(parts[:-1] + ending))
                if os.path.isfile(path):
                    return path
        return str(name)


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
            number, name = 1, short
            while name in self.taken:
                name = long + ("" if number == 1 else "_{0}".format(number))
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


    class Notes(object):
        """What the script cannot say: comments, and those of them that could change an answer."""

        def __init__(self):
            self.comments = []
            self.warnings = []

        def comment(self, text):
            text = one_line(text)
            if text not in self.comments:
                self.comments.append(text)

        def warn(self, text):
            """Adds a line to standard error too."""
            self.comment(text)
            self.warn_only(text)

        def warn_only(self, text):
            text = one_line(text)
            if text not in self.warnings:
                self.warnings.append(text)


    """#
}
