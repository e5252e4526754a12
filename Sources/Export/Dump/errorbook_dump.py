"""Writes the error handlers of a live app of Flask, Sanic, Starlette or FastAPI as a script for errorbook.

    python errorbook_dump.py shop:app > shop.eb
    python errorbook_dump.py shop:create_app > shop.eb

It imports the app like a server does, and reads its blueprints, handlers and exception classes. It does not change
the app and does not call any handler. In the script, each handler returns the name of its function, with the status
that the source of the function shows. Things that errorbook cannot express become comments. Those that could change
a response are also reported on standard error.
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

# The classes of Python that errorbook knows. The script declares all classes that errorbook does not know.
PYTHON_CLASSES = "@PYTHON@"

# What errorbook knows about each framework: its releases, and its exception classes, each with the first and the last release.
FACTS = "@FACTS@"

# Write no .pyc files next to the app.
sys.dont_write_bytecode = True


class Problem(Exception):
    """Why no script can be written, in one line."""


# The app


class Found(object):
    """The app, its framework, and the names of the modules that it comes from."""

    def __init__(self, app, framework, modules):
        self.app = app
        self.framework = framework
        self.modules = modules


def find_app(target):
    """Returns the app for `module:name`, `module:factory` or `module:factory()`."""
    name, _, expression = target.partition(":")
    module = import_module(name)
    if not expression:
        expression = next((each for each in ("app", "application", "create_app", "make_app") if hasattr(module, each)), "")
    match = re.match(r"^([^\W\d][\w.]*)(\(\s*\))?$", expression, re.UNICODE)
    if not match:
        if not expression:
            raise Problem("no app found: {0} has no app, application, create_app or make_app".format(name))
        raise Problem("no app found in {0}: expected a name or a call without arguments, got `{1}`".format(name, expression))
    found = module
    for part in match.group(1).split("."):
        if not hasattr(found, part):
            raise Problem("no app found: {0} has no {1}".format(name, match.group(1)))
        found = getattr(found, part)
    modules = [name]
    if framework_of(found) is None:
        modules.append(getattr(found, "__module__", None))
        found = call_factory(found, "{0}:{1}".format(name, match.group(1)))
    framework = framework_of(found)
    if framework is None:
        names = " or ".join(each.name for each in FRAMEWORKS)
        raise Problem("no app found: {0} is of type {1}, not an app of {2}".format(target, type(found).__name__, names))
    return Found(found, framework, modules + framework.modules(found))


def framework_of(thing):
    """Returns the framework of an app; None for another object."""
    return next((each for each in FRAMEWORKS if each.is_app(thing)), None)


class Framework(object):
    """What this file needs to know about a framework. Each framework derives a class."""

    # The word in `use`, the name, the package on PyPI, and the class of apps in that package.
    word = name = package = app_class = ""
    # The attribute of an exception with its status code.
    code = "code"
    # The number of a handler's parameters before the exception.
    parameters_before_error = 0
    # Whether a text is a response.
    has_bodies = False
    # The position of the status among the arguments of the framework's HTTP exception, if an instance has its own status.
    status_position = None

    def is_app(self, thing):
        module = sys.modules.get(self.package)
        return module is not None and isinstance(thing, getattr(module, self.app_class))

    def version(self):
        try:
            from importlib.metadata import version
        except ImportError:
            return sys.modules[self.package].__version__
        return version(self.package)

    def releases(self):
        return FACTS[self.word][0]

    def class_names(self):
        return FACTS[self.word][1][::3]

    def knows(self, name, release):
        """Returns whether errorbook knows a class of the framework in a release."""
        words = FACTS[self.word][1]
        return any(words[index] == name and order(words[index + 1]) <= order(release) <= order(words[index + 2])
                   for index in range(0, len(words), 3))

    def known(self, cls, release):
        """Returns errorbook's name for a class of the framework; None for another class."""
        name = cls.__name__
        if not self.knows(name, release):
            return None
        return name if any(getattr(module, name, None) is cls for module in self.exception_modules()) else None

    def modules(self, app):
        """Returns the names of modules that belong to an app."""
        return []

    def options(self, app, release):
        """Returns the statements that set options."""
        return []

    def code_of(self, cls):
        """Returns whether the class itself says its code, and the value."""
        return self.code in cls.__dict__, cls.__dict__.get(self.code)


def import_module(name):
    # The app is in the current folder, wherever this file is.
    sys.path.insert(0, os.getcwd())
    # Hide the options of this program from the app. Under `flask run` it sees no options either.
    sys.argv = [file_of(name)]
    try:
        return importlib.import_module(str(name))
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        raise Problem("cannot import {0}: {1}".format(name, said(error)))


def file_of(name):
    """Returns the file of a module without importing anything; the name itself if there is no file."""
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
        raise Problem("the factory {0} needs arguments: {1}; name an existing app instead".format(name, said(error)))
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


def order(release):
    """Returns a key to compare releases: 2.0 and 2.0.0 are the same."""
    numbers = [int(part) for part in re.findall(r"\d+", release)[:3]]
    return tuple(numbers + [0] * (3 - len(numbers)))


def known_release(framework, version):
    """Returns the release itself, or the newest one before it that errorbook knows."""
    releases = framework.releases()
    earlier = [each for each in releases if order(each) <= order(version)]
    if not earlier:
        raise Problem("errorbook does not know {0} {1}; the oldest release it knows is {2}".format(
            framework.name, version, releases[0]))
    return earlier[-1]


# Names


def identifier(text):
    """Converts a text to a name in errorbook's language."""
    name = re.sub(r"\W", "_", unicodedata.normalize("NFKC", "{0}".format(text)), flags=re.UNICODE)
    if not name or name[0].isdigit():
        name = "_" + name
    return name + "_" if keyword.iskeyword(name) else name


class Names(object):
    """Assigns unique names: the short one first, then the long one, then with numbers."""

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
    """Things that the script cannot express: comments, and warnings if they could change a response."""

    def __init__(self):
        self.comments = []
        self.warnings = []

    def comment(self, text):
        text = one_line(text)
        if text not in self.comments:
            self.comments.append(text)

    def warn(self, text):
        """Adds a comment and a line on standard error."""
        self.comment(text)
        self.warn_only(text)

    def warn_only(self, text):
        text = one_line(text)
        if text not in self.warnings:
            self.warnings.append(text)


# Reading the source of functions, without calling them


class Unknown(Exception):
    """Why the source does not show the result, in a few words."""


FUNCTIONS = tuple(getattr(ast, name) for name in ("FunctionDef", "AsyncFunctionDef") if hasattr(ast, name))
TREES = {}


class Source(object):
    """The syntax tree of a function, with the values of its names."""

    def __init__(self, function, node, bound):
        self.function = function
        self.node = node
        arguments = getattr(node.args, "posonlyargs", []) + node.args.args
        self.parameters = [getattr(each, "arg", getattr(each, "id", None)) for each in arguments]
        # The first parameter that is not bound yet.
        self.first = self.parameters[bound] if bound < len(self.parameters) else None
        self.is_lambda = isinstance(node, ast.Lambda)
        self.body = [] if self.is_lambda else node.body
        self.assigned = {}
        for each in self.walk():
            if isinstance(each, ast.Name) and isinstance(each.ctx, (ast.Store, ast.Del)):
                self.assigned.setdefault(each.id, []).append(None)
        for each in self.walk():
            if isinstance(each, ast.Assign) and len(each.targets) == 1 and isinstance(each.targets[0], ast.Name):
                if len(self.assigned[each.targets[0].id]) == 1:
                    self.assigned[each.targets[0].id] = [each.value]

    def walk(self):
        """Yields every node of the body, except those in nested functions and classes."""
        waiting = list(reversed(self.body))
        while waiting:
            node = waiting.pop()
            yield node
            if not isinstance(node, FUNCTIONS + (ast.Lambda, ast.ClassDef)):
                waiting.extend(reversed(list(ast.iter_child_nodes(node))))

    def value(self, name):
        """Returns the expression assigned to a local name; None unless it is assigned exactly once."""
        values = self.assigned.get(name, [None])
        return values[0] if name not in self.parameters else None

    def resolve(self, node):
        """Returns the object for a name or a dotted name outside the function; None if it is not certain."""
        if isinstance(node, ast.Name):
            if node.id in self.parameters or node.id in self.assigned:
                return None
            code = self.function.__code__
            if node.id in code.co_freevars and self.function.__closure__:
                try:
                    return self.function.__closure__[code.co_freevars.index(node.id)].cell_contents
                except ValueError:
                    return None
            return self.function.__globals__.get(node.id, getattr(builtins, node.id, None))
        if isinstance(node, ast.Attribute):
            base = self.resolve(node.value)
            if isinstance(base, types.ModuleType):
                return vars(base).get(node.attr)
            if inspect.isclass(base):
                return vars(base).get("_member_map_", {}).get(node.attr)
            if node.attr == "value" and hasattr(type(base), "_member_map_"):
                return vars(base).get("_value_")
        return None

    def number(self, node):
        """Returns the integer value of an expression; None if it is not certain."""
        found = literal(node)
        if found is None:
            found = self.resolve(node)
        return int(found) if isinstance(found, int) and not isinstance(found, bool) else None


def literal(node):
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError):
        return None


def sources(function, bound=0):
    """Returns the functions in the source that match a function: several if lambdas share a line."""
    code = getattr(function, "__code__", None)
    if code is None:
        raise Unknown("it is not written in Python")
    found = [node for node in ast.walk(tree(function)) if isinstance(node, FUNCTIONS + (ast.Lambda,))
             and getattr(node, "name", "<lambda>") == code.co_name and first_line(node) == code.co_firstlineno]
    if not found:
        raise Unknown("its source is not found")
    return [Source(function, node, bound) for node in found]


def first_line(node):
    return min([node.lineno] + [each.lineno for each in getattr(node, "decorator_list", ())])


def tree(function):
    try:
        path = inspect.getsourcefile(function)
        if path not in TREES:
            with open(path, "rb") as file:
                TREES[path] = ast.parse(file.read())
        return TREES[path]
    except (TypeError, ValueError, SyntaxError, IOError, OSError):
        raise Unknown("its source is not available")


# What a handler returns


class Effect(object):
    """What a handler does: body (with a status), code (a body with the exception's code, or with a number if it has no
    code), exception (returns it), reraise, raise (a class) or abort (a number)."""

    def __init__(self, kind, value=None):
        self.kind = kind
        self.value = value

    def key(self):
        return (self.kind, self.value)

    def __str__(self):
        texts = {"code": "e.code", "exception": "e", "reraise": "raise e", "nothing": "nothing"}
        value = getattr(self.value, "__name__", self.value)
        return str(texts.get(self.kind, value if self.kind == "body" else "{0} {1}".format(self.kind, value)))


class Effects(object):
    """Reads what handlers return."""

    def __init__(self, framework, release):
        self.framework = framework
        self.release = order(release)
        # Functions with a text as their result, and those that raise an HTTP exception for a number.
        self.texts = framework.texts() + tuple(getattr(builtins, name) for name in ("str", "repr", "format"))
        self.aborts = framework.aborts()
        self.make_response = framework.make_response()
        # Functions and classes that make a response: each with the position and the keyword of the status, and its default.
        self.responses = framework.responses()

    def of(self, function, depth=0, before=None):
        """Returns the effect of a handler. Raises Unknown with the reason if its source does not show it.

        `before` is the number of arguments before the exception.
        """
        bound = self.framework.parameters_before_error if before is None else before
        while hasattr(function, "func") and hasattr(function, "args"):
            bound += len(function.args)
            function = function.func
        if inspect.isclass(function):
            raise Unknown("it is a class")
        if not hasattr(function, "__code__") and not hasattr(function, "__func__"):
            function = getattr(type(function), "__call__", function)
            bound += 1
        if hasattr(function, "__func__"):
            bound += 1 if getattr(function, "__self__", None) is not None else 0
            function = function.__func__
        if depth > 5:
            raise Unknown("it calls other functions")
        found = {}
        for source in sources(function, bound):
            for effect in Reading(self, source, depth).effects():
                found.setdefault(effect.key(), effect)
        if len(found) != 1:
            raise Unknown(" or ".join(sorted(str(each) for each in found.values())))
        effect = list(found.values())[0]
        if effect.kind == "nothing":
            raise Unknown("it returns None, so {0} fails".format(self.framework.name))
        return effect


class Reading(object):
    """Reads one function."""

    def __init__(self, rules, source, depth):
        self.rules = rules
        self.source = source
        self.depth = depth

    def effects(self):
        if self.source.is_lambda:
            return [self.returned(self.source.node.body)]
        found = []
        for node in self.source.walk():
            if isinstance(node, (getattr(ast, "Yield"), getattr(ast, "YieldFrom", ast.Yield))):
                raise Unknown("it is a generator")
            if isinstance(node, ast.Return):
                found.append(self.returned(node.value) if node.value is not None else Effect("nothing"))
            elif isinstance(node, ast.Raise):
                found.append(self.raised(node))
            elif isinstance(node, ast.Expr) and self.is_abort(node.value):
                found.append(self.aborted(node.value))
        if not self.leaves(self.source.body):
            last = self.source.body[-1] if self.source.body else None
            # For example an `abort` that the function itself imports.
            if isinstance(last, ast.Expr) and isinstance(last.value, ast.Call):
                raise Unknown("it ends with a call, so either the call raises or {0} fails".format(self.rules.framework.name))
            found.append(Effect("nothing"))
        return found

    def leaves(self, statements):
        """Returns whether the end of a block is never reached."""
        last = statements[-1] if statements else None
        if isinstance(last, (ast.Return, ast.Raise)):
            return True
        if isinstance(last, ast.If):
            return self.leaves(last.body) and self.leaves(last.orelse)
        if isinstance(last, tuple(getattr(ast, name) for name in ("With", "AsyncWith") if hasattr(ast, name))):
            return self.leaves(last.body)
        if type(last).__name__ in ("Try", "TryStar", "TryExcept", "TryFinally"):
            if self.leaves(getattr(last, "finalbody", [])):
                return True
            tried = self.leaves(last.body) or self.leaves(getattr(last, "orelse", []))
            return tried and all(self.leaves(each.body) for each in getattr(last, "handlers", ()))
        return isinstance(last, ast.Expr) and self.is_abort(last.value)

    def is_error(self, node):
        return isinstance(node, ast.Name) and node.id == self.source.first and node.id not in self.source.assigned

    def is_abort(self, node):
        return isinstance(node, ast.Call) and any(self.source.resolve(node.func) is each for each in self.rules.aborts)

    def aborted(self, call):
        code = self.source.number(call.args[0]) if call.args else None
        if code is None:
            raise Unknown("it calls abort without a literal code")
        return Effect("abort", code)

    def raised(self, node):
        # Python 2 calls it `type`.
        what = getattr(node, "exc", getattr(node, "type", None))
        if what is None or self.is_error(what):
            return Effect("reraise")
        cls = self.source.resolve(what.func if isinstance(what, ast.Call) else what)
        if inspect.isclass(cls) and issubclass(cls, BaseException):
            code = self.own_status(cls, what)
            return Effect("raise", cls) if code is None else Effect("abort", code)
        raise Unknown("it raises an exception that its source does not name")

    def own_status(self, cls, call):
        """Returns the status that a raised instance of the framework's HTTP exception gets; None if it gets none."""
        position = self.rules.framework.status_position
        if position is None or cls not in self.rules.framework.aborted() or not isinstance(call, ast.Call):
            return None
        named = [each.value for each in call.keywords if each.arg == "status_code"] + call.args[position:position + 1]
        if not named:
            return None
        code = self.source.number(named[0])
        if code is None:
            raise Unknown("it raises an exception with a status that is not a literal")
        return code

    def returned(self, node):
        """Returns the effect of returning an expression."""
        if type(node).__name__ == "Await":
            node = node.value
        if self.is_error(node):
            return Effect("exception")
        if isinstance(node, ast.Name):
            value = self.source.value(node.id)
            if value is None:
                raise Unknown("not a literal in the source")
            return self.changed(node.id) or self.returned(value)
        if isinstance(node, ast.Tuple) and len(node.elts) > 1 and self.rules.framework.has_bodies:
            return self.with_status(node.elts)
        if isinstance(node, ast.IfExp):
            first, second = self.returned(node.body), self.returned(node.orelse)
            if first.key() == second.key():
                return first
            raise Unknown(" or ".join(sorted([str(first), str(second)])))
        if self.is_text(node) or isinstance(node, (ast.Dict, ast.List, ast.ListComp)):
            if self.rules.framework.is_response(node, self.rules.release):
                return Effect("body", 200)
        if isinstance(node, ast.Call):
            return self.called(node)
        raise Unknown("not a literal in the source")

    def is_text(self, node):
        if type(node).__name__ == "JoinedStr" or isinstance(literal(node), (type(""), str, bytes)):
            return True
        if isinstance(node, ast.BinOp):
            return self.is_text(node.left) or self.is_text(node.right)
        method = node.func if isinstance(node, ast.Call) else None
        return isinstance(method, ast.Attribute) and method.attr in ("format", "join") and self.is_text(method.value)

    def with_status(self, parts):
        """Returns the effect of `return body, status`."""
        status = parts[1]
        if isinstance(status, (ast.Dict, ast.List)):
            if self.rules.release < (0, 11, 0):
                raise Unknown("headers without a status, so {0} fails".format(self.rules.framework.name))
            return self.returned(parts[0])
        return self.status(status)

    def status(self, node):
        if isinstance(node, ast.Name) and self.source.value(node.id) is not None:
            node = self.source.value(node.id)
        if isinstance(node, ast.Attribute) and node.attr == self.rules.framework.code and self.is_error(node.value):
            return Effect("code")
        if isinstance(node, ast.Call) and len(node.args) == 3 and self.source.resolve(node.func) is getattr:
            error, name, default = node.args
            if self.is_error(error) and literal(name) == self.rules.framework.code:
                return Effect("code", self.source.number(default))
        number = self.source.number(node)
        text = literal(node)
        if number is None and isinstance(text, (type(""), str)):
            match = re.match(r"\s*(\d+)", text)
            number = int(match.group(1)) if match else None
        if number is None:
            raise Unknown("not a literal in the source")
        if not 100 <= number <= 999:
            raise Unknown("{0} is not a status code".format(number))
        return Effect("body", number)

    def changed(self, name):
        """Returns the effect of a response whose status is set after its creation; None if it is not set."""
        found = None
        for node in self.source.walk():
            for target in node.targets if isinstance(node, ast.Assign) else ():
                if isinstance(target, ast.Attribute) and getattr(target.value, "id", None) == name:
                    if target.attr in ("status_code", "status"):
                        if found is not None or node not in self.source.body:
                            raise Unknown("its status is set in several ways")
                        found = self.status(node.value)
        return found

    def called(self, call):
        """Returns the effect of returning the result of a call."""
        what = self.source.resolve(call.func)
        keywords = dict((each.arg, each.value) for each in call.keywords)
        if isinstance(call.func, ast.Attribute) and call.func.attr == "get_response" and self.is_error(call.func.value):
            return Effect("code")
        if what is None:
            raise Unknown("not a literal in the source")
        if self.is_abort(call):
            return self.aborted(call)
        if self.rules.framework.has_bodies and any(what is each for each in self.rules.texts):
            return Effect("body", 200)
        if what is self.rules.make_response and call.args:
            return self.with_status(call.args) if len(call.args) > 1 else self.returned(call.args[0])
        for maker, position, keyword_name, default in self.rules.responses:
            if what is maker or (inspect.isclass(maker) and inspect.isclass(what) and issubclass(what, maker)):
                return self.optional_status(call, position, keywords.get(keyword_name), default)
        if isinstance(what, (types.FunctionType, types.MethodType)):
            return self.passed_on(call, what)
        raise Unknown("not a literal in the source")

    def optional_status(self, call, position, named, default):
        node = named if named is not None else (call.args[position] if len(call.args) > position else None)
        return self.status(node) if node is not None else Effect("body", default)

    def passed_on(self, call, function):
        """Returns the effect of another function that the handler calls."""
        place = next((index for index, each in enumerate(call.args) if self.is_error(each)), None)
        passes_error = place is not None
        effect = self.rules.of(function, self.depth + 1, place or 0)
        if effect.kind in ("code", "exception", "reraise") and not passes_error:
            raise Unknown("it calls other functions")
        return effect


# Classes


class Classes(object):
    """The classes that the script must declare, each after its base classes."""

    def __init__(self, framework, release, notes):
        self.framework = framework
        self.release = release
        self.notes = notes
        self.names = Names(PYTHON_CLASSES + framework.class_names())
        self.given = {}
        self.lines = []
        self.http = framework.http()

    def known(self, cls):
        """Returns errorbook's name for a class; None if the script must declare the class."""
        name = cls.__name__
        if name in PYTHON_CLASSES and getattr(builtins, name, None) is cls:
            return name
        return self.framework.known(cls, self.release)

    def name(self, cls):
        """Returns the name of a class. Declares the class and its base classes if necessary."""
        needed = self.needed(cls)
        for member in reversed(cls.__mro__):
            if member in needed and member not in self.given:
                self.declare(member)
        return self.given[cls]

    def needed(self, cls):
        """Returns a class and its base classes, without the base classes of known classes."""
        found, waiting = set(), [cls]
        while waiting:
            each = waiting.pop()
            found.add(each)
            waiting += [] if self.known(each) is not None else each.__bases__
        return found

    def declare(self, cls):
        known = self.known(cls)
        if known is not None:
            self.given[cls] = known
            return
        origin = "{0}.{1}".format(cls.__module__, getattr(cls, "__qualname__", cls.__name__))
        name = self.given[cls] = self.names.give(identifier(cls.__name__), identifier(origin))
        bases = ", ".join(self.given[base] for base in cls.__bases__)
        code, remark = self.code(cls)
        own, own_remark = self.instance_code(cls)
        remarks = "".join("; " + each for each in (remark, own_remark) if each)
        if remarks and issubclass(cls, self.http):
            self.notes.warn_only("{0}: {1}".format(origin, remarks[2:]))
        self.lines.append("class {0}({1}){2}{3}  # {4}{5}".format(
            name, bases, code, own, one_line(origin), one_line(remarks)))

    def code(self, cls):
        """Returns the code that the class itself sets, and a remark if errorbook cannot express it."""
        has_code, code = self.framework.code_of(cls)
        if not has_code:
            return "", ""
        if code is None:
            return " code None", ""
        if isinstance(code, int) and not isinstance(code, bool) and 0 <= code <= 999999:
            return " code {0}".format(int(code)), ""
        # The repr of other objects can contain an address, which differs in each run.
        is_plain = isinstance(code, (int, str, type("")))
        return "", "its code is {0}, which errorbook cannot express".format(
            one_line(repr(code)) if is_plain else "a {0}".format(type(code).__name__))

    def instance_code(self, cls):
        """Returns the code that `__init__` sets, and a remark if errorbook cannot express it."""
        init = cls.__dict__.get("__init__")
        code = getattr(init, "__code__", None)
        if code is None or self.framework.status_position == 0:
            return "", ""
        name = self.framework.code
        if name not in code.co_names:
            if name in code.co_consts and "setattr" in code.co_names:
                return "", "its __init__ sets {0} with setattr".format(name)
            calls_bases = "__init__" in code.co_names or not issubclass(cls, self.http)
            return "", "" if calls_bases else "its __init__ does not call the one of its bases, but errorbook assumes so"
        try:
            found = [InstanceCode(source, name) for source in sources(init)]
        except Unknown as reason:
            return "", "its __init__ uses {0}: {1}".format(name, reason)
        return found[0].text(cls) if len(found) == 1 else ("", "its __init__ uses {0}".format(name))


class InstanceCode(object):
    """Reads how an `__init__` sets `self.code`."""

    def __init__(self, source, name):
        self.source = source
        self.name = name
        # All assignments, and the unconditional ones among them.
        self.places = [node for node in source.walk() if self.is_code(node) and not isinstance(node.ctx, ast.Load)]
        self.settings = [node for node in source.body if isinstance(node, (ast.Assign, getattr(ast, "AnnAssign", ast.Assign)))
                         and any(self.is_code(each) for each in getattr(node, "targets", [getattr(node, "target", None)]))]

    def is_code(self, node):
        return isinstance(node, ast.Attribute) and node.attr == self.name and (
            getattr(node.value, "id", None) == self.source.first)

    def text(self, cls):
        if not self.places:
            return "", ""
        leaves = any(isinstance(each, ast.Return) for each in self.source.walk())
        if len(self.settings) != len(self.places) or leaves:
            return "", "its __init__ does not always set self.{0} in the same way".format(self.name)
        last = self.settings[-1]
        if self.is_none(last.value):
            return self.checked("None", last, cls)
        number = self.source.number(last.value)
        if number is None:
            return "", "its __init__ sets self.{0} to a value that is not a literal".format(self.name)
        if not 0 <= number <= 999999:
            return "", "its __init__ sets self.{0} to {1}, which errorbook cannot express".format(self.name, number)
        return self.checked(number, last, cls)

    def is_none(self, node):
        # In Python 2 this is a name, in later versions a constant.
        return getattr(node, "id", None) == "None" or (
            type(node).__name__ in ("Constant", "NameConstant") and node.value is None)

    def checked(self, code, last, cls):
        """Returns the text, and a remark if the `__init__` of the base classes is not called."""
        calls = [node for node in self.source.walk() if isinstance(node, ast.Call)
                 and getattr(node.func, "attr", None) == "__init__"]
        text = " self.code {0}".format(code)
        if not calls:
            return text, "its __init__ does not call the one of its bases, but errorbook assumes so"
        if calls[-1].lineno > last.lineno and any(self.names_code(base) for base in cls.__mro__[1:]):
            # The base classes set the code later. The script inherits it in the same way.
            return "", ""
        return text, ""

    def names_code(self, cls):
        code = getattr(cls.__dict__.get("__init__"), "__code__", None)
        return code is not None and self.name in code.co_names


class Search(object):
    """The exception classes that the app can raise: those in its modules, including imported ones."""

    def __init__(self, found, named):
        self.tops = set(name.partition(".")[0] for name in found.modules if name in sys.modules)
        self.tops.discard("__main__")
        self.roots = [self.root(top) for top in sorted(self.tops)]
        self.modules = {}
        for name in named:
            import_module(name)
        for name in found.framework.registered_modules(found.app):
            if name in sys.modules and not self.is_installed(sys.modules[name]):
                self.tops.add(name.partition(".")[0])
        for name, module in sorted(sys.modules.items()):
            if isinstance(module, types.ModuleType) and name != "__main__" and self.is_searched(name, module, named):
                self.modules[name] = module

    def is_searched(self, name, module, named):
        if name.partition(".")[0] in self.tops or any(name == each or name.startswith(each + ".") for each in named):
            return True
        path = self.path(module)
        return any(path.startswith(root + os.sep) for root in self.roots) and not self.is_installed(module)

    def path(self, module):
        path = getattr(module, "__file__", None)
        return os.path.abspath(path) if path else ""

    def root(self, top):
        """Returns the folder that contains a module or package."""
        path = self.path(sys.modules[top]) if top in sys.modules else ""
        is_package = hasattr(sys.modules.get(top), "__path__")
        return os.path.dirname(os.path.dirname(path) if is_package else path) if path else os.getcwd()

    def is_installed(self, module):
        path = self.path(module)
        library = os.path.dirname(os.path.abspath(os.__file__))
        parts = path.split(os.sep)
        return not path or path.startswith(library + os.sep) or "site-packages" in parts or "dist-packages" in parts

    def classes(self):
        found = []
        for name in sorted(self.modules):
            for thing in list(vars(self.modules[name]).values()):
                if inspect.isclass(thing) and issubclass(thing, BaseException) and thing.__module__ != __name__:
                    found.append(thing)
        # Include classes that are created in functions.
        local = [cls for cls in subclasses(BaseException) if cls.__module__ in self.modules]
        return found + sorted(local, key=lambda cls: (cls.__module__, getattr(cls, "__qualname__", cls.__name__)))

    def comment(self):
        names = sorted(self.modules)
        shown = ", ".join(names[:8]) + (" and {0} more".format(len(names) - 8) if len(names) > 8 else "")
        return "Searched for exception classes in {0}. To search another module, use --module NAME.".format(shown)


def subclasses(cls):
    found, waiting = {}, [cls]
    while waiting:
        for each in type.__subclasses__(waiting.pop()):
            if id(each) not in found:
                found[id(each)] = each
                waiting.append(each)
    return list(found.values())


def blueprint_name(text):
    """Converts a blueprint's name for the script: it may contain dots, or be empty."""
    return ".".join(identifier(part) if part else "" for part in text.split("."))


def shown(name):
    return name or '""'


# Handlers


def plain(function):
    """Returns the function inside a handler, without partial and wrappers."""
    while hasattr(function, "func") and hasattr(function, "args"):
        function = function.func
    while hasattr(function, "__wrapped__"):
        function = function.__wrapped__
    return function if hasattr(function, "__name__") else type(function)


def described(function):
    """Returns the name of a function, its line and its location, as far as they are known."""
    function = plain(function)
    name = getattr(function, "__qualname__", function.__name__)
    name = "{0}.{1}".format(getattr(function, "__module__", None) or "?", name)
    code = getattr(function, "__code__", None) or getattr(getattr(function, "__call__", None), "__code__", None)
    if code is None:
        return name, None, name
    path = os.path.relpath(code.co_filename) if code.co_filename.startswith(os.getcwd()) else code.co_filename
    return name, code.co_firstlineno, "{0}, {1}:{2}".format(name, path, code.co_firstlineno)


class Labels(object):
    """The bodies of handlers: their names, with lines and numbers if several have the same name."""

    def __init__(self, functions):
        self.functions = []
        for function in functions:
            if not any(each == function for each in self.functions):
                self.functions.append(function)
        places = [described(function) for function in self.functions]
        names = [name for name, _, _ in places]
        lines = [name if names.count(name) == 1 or line is None else "{0}:{1}".format(name, line)
                 for name, line, _ in places]
        self.labels = [label if lines.count(label) == 1 else "{0} #{1}".format(label, lines[:index + 1].count(label))
                       for index, label in enumerate(lines)]

    def of(self, function):
        for each, label in zip(self.functions, self.labels):
            if each == function:
                return label
        return described(function)[0]


class Handlers(object):
    """The handlers of the app, once for each blueprint object."""

    def __init__(self, found, release, classes, blueprints, notes):
        self.classes = classes
        self.blueprints = blueprints
        self.notes = notes
        self.framework = found.framework
        self.effects = Effects(found.framework, release)
        self.unknown = 0
        found = list(found.framework.registrations(found.app))
        self.labels = Labels([function for _, _, function in found])
        self.written = {}
        self.lines = [line for line in (self.line(*each) for each in found) if line]

    def line(self, scope, target, function):
        place = described(function)[2]
        inside = ""
        if scope is not None:
            name = self.blueprints.name(scope)
            if name is None:
                return self.left_out("the handler {0}: the app has no blueprint {1}".format(place, scope))
            inside = " in {0}".format(shown(name))
        if isinstance(target, int):
            text = "{0}".format(int(target))
        elif inspect.isclass(target):
            text = self.classes.name(target)
        else:
            return self.left_out("the handler {0}: errorbook cannot express its target {1}".format(place, repr(target)))
        first, present = self.written.setdefault((text, inside), (scope, function))
        if first != scope:
            # Another registration of the same blueprint object.
            if present == function:
                return None
            return self.left_out("the handler {0}: the first registration of the blueprint has another one for {1}".format(
                place, text))
        answer, remark = self.answer(target, function)
        return "handler {0}{1} -> {2}  # {3}{4}".format(text, inside, answer, remark, one_line(place))

    def answer(self, target, function):
        """Returns the text after the arrow, and a remark."""
        label = quoted(self.labels.of(function))
        try:
            effect = self.effects.of(function)
            if effect.kind == "code" and effect.value is not None and not self.has_code(target):
                raise Unknown("e.code or {0}".format(effect.value))
        except Unknown as reason:
            self.unknown += 1
            return label, "status unknown: {0}; ".format(one_line(reason))
        if effect.kind == "body":
            return "{0}, {1}".format(label, effect.value), ""
        if effect.kind == "code":
            return "{0}, e.code".format(label), ""
        if effect.kind == "raise":
            return "raise {0}".format(self.classes.name(effect.value)), ""
        return str(effect), ""

    def has_code(self, target):
        return isinstance(target, int) or issubclass(target, self.classes.http)

    def left_out(self, text):
        self.notes.warn_only("left out: " + text)
        return "# left out: " + one_line(text)


def note_other_apps(found, search, notes):
    app = found.app
    for name, module in sorted(search.modules.items()):
        for attribute, thing in sorted(vars(module).items()):
            if framework_of(thing) is not None and not found.framework.includes(app, thing):
                notes.warn("left out: {0}.{1} is another app with its own handlers".format(name, attribute))


def notes_on_statuses(count):
    are = "1 status is" if count == 1 else "{0} statuses are".format(count)
    return "{0} unknown, and errorbook assumes 200: search the script for `status unknown`".format(are)


def dump(found, target, named, notes):
    app, framework = found.app, found.framework
    version = framework.version()
    release = known_release(framework, version)
    classes, blueprints = Classes(framework, release, notes), framework.blueprints(app, release, notes)
    handlers = Handlers(found, release, classes, blueprints, notes)
    search = Search(found, named)
    for cls in search.classes():
        classes.name(cls)
    framework.note(app, notes)
    note_other_apps(found, search, notes)
    if handlers.unknown:
        notes.warn_only(notes_on_statuses(handlers.unknown))
    lines = ["# {0}, a live app on {1} {2}. Each handler returns the name of its function.".format(
        one_line(target), framework.name, version)]
    if order(release) != order(version):
        lines.append("# errorbook does not know {0} {1}. This is the nearest earlier known release.".format(
            framework.name, version))
    lines.append("# " + search.comment())
    lines.append("# A handler that was replaced by a later one for the same target is missing in the app and here.")
    lines += ["# " + text for text in notes.comments]
    lines.append("use {0} {1}".format(framework.word, release))
    lines += list(framework.options(app, release))
    for part in (classes.lines, blueprints.lines, handlers.lines):
        lines += ([""] if part else []) + part
    return "\n".join(lines) + "\n"


"@FRAMEWORKS@"


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("app", help="module:name, module:factory or module:factory()")
    parser.add_argument(
        "--module", action="append", default=[], metavar="NAME",
        help="also declare all exception classes in this module or package; can be repeated. "
        "The modules of the app and of its blueprints, handlers and views are always searched")
    arguments = parser.parse_args()
    out, sys.stdout = sys.stdout, sys.stderr
    notes = Notes()
    try:
        # Output that the app prints during the import must not get into the script.
        text = dump(find_app(arguments.app), arguments.app, arguments.module, notes)
    except Problem as problem:
        print("errorbook_dump: {0}".format(one_line(problem)), file=sys.stderr)
        return 2
    finally:
        sys.stdout = out
    for warning in notes.warnings:
        print("errorbook_dump: {0}".format(warning), file=sys.stderr)
    getattr(out, "buffer", out).write(text.encode("utf-8"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
