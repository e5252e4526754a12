extension DumpScript {
  /// Classes, blueprints and handlers as statements of the language.
  static let script = #"""

    # Classes


    class Classes(object):
        """The classes that the script has to declare, each after its bases."""

        def __init__(self, release, notes):
            self.release = release
            self.notes = notes
            self.names = Names(PYTHON_CLASSES + WERKZEUG_CLASSES)
            self.given = {}
            self.lines = []
            import werkzeug.exceptions
            self.http = werkzeug.exceptions.HTTPException

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
            """The code that the class itself sets, and what cannot be said about it."""
            if "code" not in cls.__dict__:
                return "", ""
            code = cls.__dict__["code"]
            if code is None:
                return " code None", ""
            if isinstance(code, int) and not isinstance(code, bool) and 0 <= code <= 999999:
                return " code {0}".format(int(code)), ""
            # The text of other objects can have an address, which is another one in each run.
            is_plain = isinstance(code, (int, str, type("")))
            return "", "its code is {0}, which errorbook cannot say".format(
                one_line(repr(code)) if is_plain else "a {0}".format(type(code).__name__))

        def instance_code(self, cls):
            """The code that `__init__` sets, and what cannot be said about it."""
            init = cls.__dict__.get("__init__")
            code = getattr(init, "__code__", None)
            if code is None:
                return "", ""
            if "code" not in code.co_names:
                if "code" in code.co_consts and "setattr" in code.co_names:
                    return "", "its __init__ sets code by setattr"
                calls_bases = "__init__" in code.co_names or not issubclass(cls, self.http)
                return "", "" if calls_bases else "its __init__ does not call that of its bases, as errorbook's does"
            try:
                found = [InstanceCode(source) for source in sources(init)]
            except Unknown as reason:
                return "", "its __init__ uses code: {0}".format(reason)
            return found[0].text(cls) if len(found) == 1 else ("", "its __init__ uses code")


    class InstanceCode(object):
        """Reads how an `__init__` sets `self.code`."""

        def __init__(self, source):
            self.source = source
            # All places where it is set, and the plain assignments among them.
            self.places = [node for node in source.walk() if self.is_code(node) and not isinstance(node.ctx, ast.Load)]
            self.settings = [node for node in source.body if isinstance(node, (ast.Assign, getattr(ast, "AnnAssign", ast.Assign)))
                             and any(self.is_code(each) for each in getattr(node, "targets", [getattr(node, "target", None)]))]

        def is_code(self, node):
            return isinstance(node, ast.Attribute) and node.attr == "code" and (
                getattr(node.value, "id", None) == self.source.first)

        def text(self, cls):
            if not self.places:
                return "", ""
            leaves = any(isinstance(each, ast.Return) for each in self.source.walk())
            if len(self.settings) != len(self.places) or leaves:
                return "", "its __init__ does not always set self.code in the same way"
            last = self.settings[-1]
            if self.is_none(last.value):
                return self.checked("None", last, cls)
            number = self.source.number(last.value)
            if number is None:
                return "", "its __init__ sets self.code to what is not a literal"
            if not 0 <= number <= 999999:
                return "", "its __init__ sets self.code to {0}, which errorbook cannot say".format(number)
            return self.checked(number, last, cls)

        def is_none(self, node):
            # Python 2 has a name here, later versions a constant.
            return getattr(node, "id", None) == "None" or (
                type(node).__name__ in ("Constant", "NameConstant") and node.value is None)

        def checked(self, code, last, cls):
            """The text, and a remark where the `__init__` of the bases is not called."""
            calls = [node for node in self.source.walk() if isinstance(node, ast.Call)
                     and getattr(node.func, "attr", None) == "__init__"]
            text = " self.code {0}".format(code)
            if not calls:
                return text, "its __init__ does not call that of its bases, as errorbook's does"
            if calls[-1].lineno > last.lineno and any(self.names_code(base) for base in cls.__mro__[1:]):
                # What the bases set comes later, and is inherited in the language, too.
                return "", ""
            return text, ""

        def names_code(self, cls):
            code = getattr(cls.__dict__.get("__init__"), "__code__", None)
            return code is not None and "code" in code.co_names


    class Search(object):
        """The exception classes that the app can raise: those of its modules and those that its modules import."""

        def __init__(self, found, named):
            self.tops = set(name.partition(".")[0] for name in found.modules if name in sys.modules)
            self.tops.discard("__main__")
            self.roots = [self.root(top) for top in sorted(self.tops)]
            self.modules = {}
            for name in named:
                import_module(name)
            for name in registered_modules(found.app):
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
            """The folder that a module or package is in."""
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
            # Those that are made in functions, too.
            local = [cls for cls in subclasses(BaseException) if cls.__module__ in self.modules]
            return found + sorted(local, key=lambda cls: (cls.__module__, getattr(cls, "__qualname__", cls.__name__)))

        def comment(self):
            names = sorted(self.modules)
            shown = ", ".join(names[:8]) + (" and {0} more".format(len(names) - 8) if len(names) > 8 else "")
            return "Exception classes were searched in {0}; --module NAME searches another one.".format(shown)


    def registered_modules(app):
        """The modules of everything that is registered with an app."""
        for blueprint in app.blueprints.values():
            yield blueprint.import_name
        for _, _, function in registrations(app):
            yield getattr(plain(function), "__module__", None)
        for function in app.view_functions.values():
            yield getattr(plain(function), "__module__", None)


    def subclasses(cls):
        found, waiting = {}, [cls]
        while waiting:
            for each in type.__subclasses__(waiting.pop()):
                if id(each) not in found:
                    found[id(each)] = each
                    waiting.append(each)
        return list(found.values())


    # Blueprints


    class Blueprints(object):
        """The blueprints of the app, those that are nested after those that hold them."""

        def __init__(self, app, release, notes):
            self.registered = app.blueprints
            self.notes = notes
            # Before 2.0.1 a blueprint is registered under its own name, wherever it is nested.
            self.has_paths = order(release) >= (2, 0, 1)
            self.names = Names()
            self.given = {}
            self.lines = []
            self.parents = {}
            # Names that need no change are given first.
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
            """The name in the script of the blueprint that is registered as a scope; None if there is none."""
            return self.given.get(id(self.registered[scope])) if scope in self.registered else None

        def declare(self, key):
            blueprint = self.registered[key]
            if id(blueprint) in self.written:
                return
            self.written.add(id(blueprint))
            # Every way in which it is registered, each once: its parent's own registrations are the parent's matter.
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
            """What a nested registration is called inside its parent."""
            return key[len(parent) + 1:] if self.has_paths and key.startswith(parent + ".") else key

        def write(self, blueprint, name, top, inside):
            own = blueprint_name(blueprint.name)
            remark = ""
            if own != blueprint.name:
                remark = "  # {0}".format(one_line(blueprint.name))
            elif own != name:
                remark = "  # another blueprint is called {0}, too".format(one_line(blueprint.name))
            for each in top:
                self.lines.append("blueprint {0}{1}{2}".format(shown(name), self.renamed(blueprint, name, each), remark))
            if inside:
                places = ", ".join(shown(holder) + self.renamed(blueprint, name, each) for holder, each in inside)
                self.lines.append("blueprint {0} in {1}{2}".format(shown(name), places, remark))

        def renamed(self, blueprint, name, registered):
            """The name of a registration where it is not that of the object in the script."""
            text = blueprint_name(registered)
            if self.has_paths and "." in text:
                text = text.replace(".", "_")
                self.notes.warn("the blueprint {0} is registered as {1}; errorbook has no such name and calls it {2}".format(
                    blueprint.name, registered, text))
            if text != registered:
                # Another name in any case: the object's own, or one that nothing else has.
                text = name if registered == blueprint.name else self.names.give(text, text + "_2")
            return " as {0}".format(shown(text)) if self.has_paths and text != name else ""


    def blueprint_name(text):
        """The name of a blueprint in the language: it may have dots, or be empty."""
        return ".".join(identifier(part) if part else "" for part in text.split("."))


    def shown(name):
        return name or '""'


    # Handlers


    def registrations(app):
        """Every handler as (scope, target, function), in the shapes that error_handler_spec has had."""
        spec = app.error_handler_spec
        places = dict((name, index) for index, name in enumerate(app.blueprints))
        for scope in sorted(spec, key=lambda each: (each is not None, places.get(each, 0))):
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


    def plain(function):
        """The function that a handler is made of."""
        while hasattr(function, "func") and hasattr(function, "args"):
            function = function.func
        while hasattr(function, "__wrapped__"):
            function = function.__wrapped__
        return function if hasattr(function, "__name__") else type(function)


    def described(function):
        """The name of a function, the line and the place where it is, as far as they are known."""
        function = plain(function)
        name = getattr(function, "__qualname__", function.__name__)
        name = "{0}.{1}".format(getattr(function, "__module__", None) or "?", name)
        code = getattr(function, "__code__", None) or getattr(getattr(function, "__call__", None), "__code__", None)
        if code is None:
            return name, None, name
        path = os.path.relpath(code.co_filename) if code.co_filename.startswith(os.getcwd()) else code.co_filename
        return name, code.co_firstlineno, "{0}, {1}:{2}".format(name, path, code.co_firstlineno)


    class Labels(object):
        """What handlers answer with: their names, and lines and numbers where several have the same name."""

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
        """The handlers of the app, each once for each blueprint object."""

        def __init__(self, app, release, classes, blueprints, notes):
            self.classes = classes
            self.blueprints = blueprints
            self.notes = notes
            self.effects = Effects(release)
            self.unknown = 0
            found = list(registrations(app))
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
                return self.left_out("the handler {0}: errorbook cannot say its target {1}".format(place, repr(target)))
            first, present = self.written.setdefault((text, inside), (scope, function))
            if first != scope:
                # Another registration of the same blueprint object.
                if present == function:
                    return None
                return self.left_out("the handler {0}: the blueprint has another one for {1} where it is registered first".format(
                    place, text))
            answer, remark = self.answer(target, function)
            return "handler {0}{1} -> {2}  # {3}{4}".format(text, inside, answer, remark, one_line(place))

        def answer(self, target, function):
            """The text after the arrow, and a remark."""
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


    """#
}
