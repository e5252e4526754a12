extension DumpScript {
  /// Reading what handlers answer and what constructors set, from their source.
  static let source = #"""

    # Reading the source of functions: nothing is called


    class Unknown(Exception):
        """What the source does not say, in a few words."""


    FUNCTIONS = tuple(getattr(ast, name) for name in ("FunctionDef", "AsyncFunctionDef") if hasattr(ast, name))
    TREES = {}


    class Source(object):
        """The syntax tree of a function, with what its names stand for."""

        def __init__(self, function, node, bound):
            self.function = function
            self.node = node
            arguments = getattr(node.args, "posonlyargs", []) + node.args.args
            self.parameters = [getattr(each, "arg", getattr(each, "id", None)) for each in arguments]
            # The first parameter that the caller still passes.
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
            """Every node of the body, without those of functions and classes inside it."""
            waiting = list(reversed(self.body))
            while waiting:
                node = waiting.pop()
                yield node
                if not isinstance(node, FUNCTIONS + (ast.Lambda, ast.ClassDef)):
                    waiting.extend(reversed(list(ast.iter_child_nodes(node))))

        def value(self, name):
            """The expression that a local name stands for; None unless it is assigned exactly once."""
            values = self.assigned.get(name, [None])
            return values[0] if name not in self.parameters else None

        def resolve(self, node):
            """The object that a name or a dotted name stands for outside the function; None if that is not certain."""
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
            """The whole number that an expression is without doubt; None otherwise."""
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
        """The functions in the source that a function can be: several where lambdas share a line."""
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


    # What a handler answers


    class Effect(object):
        """What a handler does: body (with a status), code (the body with the code of the exception, or with a number if it has
        none), exception (returns it), reraise, raise (a class) or abort (a number)."""

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
        """Reads what handlers answer."""

        def __init__(self, release):
            import flask
            import werkzeug.exceptions
            import werkzeug.utils
            import werkzeug.wrappers
            self.release = order(release)
            texts = (flask.jsonify, flask.render_template, flask.render_template_string, flask.json.dumps)
            self.texts = texts + tuple(getattr(builtins, name) for name in ("str", "repr", "format"))
            self.aborts = (flask.abort, werkzeug.exceptions.abort)
            self.make_response = flask.make_response
            self.redirects = (flask.redirect, werkzeug.utils.redirect)
            self.response = getattr(werkzeug.wrappers, "BaseResponse", werkzeug.wrappers.Response)

        def of(self, function, depth=0):
            """The effect of a handler; raises Unknown with the reason if its source does not say it."""
            bound = 0
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
                raise Unknown("it returns nothing, and Flask fails")
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
                # Such as an `abort` that the function itself imports.
                if isinstance(last, ast.Expr) and isinstance(last.value, ast.Call):
                    raise Unknown("it ends with a call, which raises something, or Flask fails since nothing is returned")
                found.append(Effect("nothing"))
            return found

        def leaves(self, statements):
            """Whether the end of a block is never reached."""
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
                return Effect("raise", cls)
            raise Unknown("it raises what its source does not name")

        def returned(self, node):
            """The effect of returning an expression."""
            if type(node).__name__ == "Await":
                node = node.value
            if self.is_error(node):
                return Effect("exception")
            if isinstance(node, ast.Name):
                value = self.source.value(node.id)
                if value is None:
                    raise Unknown("not a literal in the source")
                return self.changed(node.id) or self.returned(value)
            if isinstance(node, ast.Tuple) and len(node.elts) > 1:
                return self.with_status(node.elts)
            if isinstance(node, ast.IfExp):
                first, second = self.returned(node.body), self.returned(node.orelse)
                if first.key() == second.key():
                    return first
                raise Unknown(" or ".join(sorted([str(first), str(second)])))
            if self.is_text(node):
                return Effect("body", 200)
            if isinstance(node, ast.Dict) and self.rules.release >= (1, 1, 0):
                return Effect("body", 200)
            if isinstance(node, (ast.List, ast.ListComp)) and self.rules.release >= (2, 2, 0):
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
            """The effect of `return body, status`."""
            status = parts[1]
            if isinstance(status, (ast.Dict, ast.List)):
                if self.rules.release < (0, 11, 0):
                    raise Unknown("headers without a status, and Flask fails")
                return self.returned(parts[0])
            return self.status(status)

        def status(self, node):
            if isinstance(node, ast.Name) and self.source.value(node.id) is not None:
                node = self.source.value(node.id)
            if isinstance(node, ast.Attribute) and node.attr == "code" and self.is_error(node.value):
                return Effect("code")
            if isinstance(node, ast.Call) and len(node.args) == 3 and self.source.resolve(node.func) is getattr:
                error, name, default = node.args
                if self.is_error(error) and literal(name) == "code":
                    return Effect("code", self.source.number(default))
            number = self.source.number(node)
            text = literal(node)
            if number is None and isinstance(text, (type(""), str)):
                match = re.match(r"\s*(\d+)", text)
                number = int(match.group(1)) if match else None
            if number is None:
                raise Unknown("not a literal in the source")
            if not 100 <= number <= 999:
                raise Unknown("{0} is not a status".format(number))
            return Effect("body", number)

        def changed(self, name):
            """The effect of a response whose status is set after it was made; None if it is not set."""
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
            """The effect of returning what a call returns."""
            what = self.source.resolve(call.func)
            keywords = dict((each.arg, each.value) for each in call.keywords)
            if isinstance(call.func, ast.Attribute) and call.func.attr == "get_response" and self.is_error(call.func.value):
                return Effect("code")
            if what is None:
                raise Unknown("not a literal in the source")
            if self.is_abort(call):
                return self.aborted(call)
            if any(what is each for each in self.rules.texts):
                return Effect("body", 200)
            if what is self.rules.make_response and call.args:
                return self.with_status(call.args) if len(call.args) > 1 else self.returned(call.args[0])
            if any(what is each for each in self.rules.redirects):
                return self.optional_status(call, keywords.get("code"), 302)
            if inspect.isclass(what) and issubclass(what, self.rules.response):
                return self.optional_status(call, keywords.get("status"), 200)
            if isinstance(what, (types.FunctionType, types.MethodType)):
                return self.passed_on(call, what)
            raise Unknown("not a literal in the source")

        def optional_status(self, call, named, default):
            node = named if named is not None else (call.args[1] if len(call.args) > 1 else None)
            return self.status(node) if node is not None else Effect("body", default)

        def passed_on(self, call, function):
            """The effect of another function that the handler calls."""
            effect = self.rules.of(function, self.depth + 1)
            passes_error = bool(call.args) and self.is_error(call.args[0])
            if effect.kind in ("code", "exception", "reraise") and not passes_error:
                raise Unknown("it calls other functions")
            return effect


    """#
}
