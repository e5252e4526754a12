"""Runs programs through the real test client of the Flask that is installed, and prints what it answered.

    python recorder.py < programs.jsonl > answers.jsonl

Made for Python 3.11 and every Flask from 0.10 to 3.1; needs nothing but that Flask. One JSON object a line, both ways.

A program
    {"id": TEXT,
     "classes": [{"name", "bases": [NAME...], "code"?}...],     declared in this order before everything else
     "blueprints": [{"name", "parent"?}...],                    likewise
     "config": {NAME: BOOL...}?,                                set before the first step
     "steps": [STEP...]}
A name is that of a class of the program, if it was not refused, else of Werkzeug's, else of Python's. Steps:
    {"op": "handler", "target": NAME|CODE, "scope"?, "body", "status"?}    answers the body, with a status or without
    {"op": "handler", "target", "scope"?, "raises": NAME|CODE}            raises the class, or aborts with the code
    {"op": "handler", "target", "scope"?, "returns": "exception"}         return e
    {"op": "raise", "what": NAME|CODE, "scope"?}                          a view raises the class, or aborts
    {"op": "raise", "what": {"request": "unrouted"|"method"|"redirect"}, "scope"?}    routing fails
    {"op": "config", "name": NAME, "on": BOOL}                            app.config[NAME] = BOOL
    {"op": "blueprint", "name", "parent"?}                                declared among the steps

An answer
    {"id", "classes": {NAME: {"mro": [...], "code"?} | {"class_error": KIND}}, "spec0": TABLE, "steps": [RESULT...]}
    or {"id", "classes", "scenario_error": "nested_blueprints_unsupported"} before 2.0, if "blueprints" are nested.
KIND is layout_conflict, duplicate_base, inconsistent_mro, unacceptable_base, missing_base (a base was refused) or
unknown_class. Blueprints and their routes are registered on the app just before the first request; those declared
later, before the next one. A RESULT holds what is not null, false or as before:
    handler    ok, or setup_error {type, message, at}: at "register", or at "mount" where Flask up to 1.1 checks a
               blueprint's handlers only then (here for each by itself; a real app would fail as a whole)
    handler, blueprint    ignored (accepted, never in force), warning (its first line)
    any        not_run: why the step is no step at all: needs_arguments, not_an_exception, not_mounted
               class_error: it names a class that was refused
    raise      status, body, handler (its number among the handler steps, from 0), argument and original (the class of
               what the handler received, and of its original_exception), unhandled (the 500 path was taken), escaped
               (the class that left the WSGI application), ran [[handler, argument, original?]...] if other handlers
               were entered than the one that answered
    any        spec: TABLE, if it changed since the last one; spec0 is that of the first request
TABLE is a list of [scope, code, class, handler]: the entries of error_handler_spec. Scope null is the application, code
null the table for classes; 0.10 has numbers without a class, and lists whose order is kept.

Instances are mended where only an accident of Python's would keep Werkzeug from building its page: see classes.py.
"""

import json
import logging
import sys
import warnings

import flask

from classes import Classes, Refused, instance

logging.disable(logging.CRITICAL)

# 0.10 has lists of handlers, whose order counts.
RELEASE_HAS_LISTS = not hasattr(flask.Flask, "_find_error_handler")


class Watched(flask.Flask):
    """Flask, and a note of whether a request took the 500 path."""

    def handle_exception(self, e):
        self.run.note_unhandled()
        return super().handle_exception(e)


class Run:
    """One program in one process."""

    def __init__(self, program):
        self.program = program
        self.classes = Classes(program["classes"])
        self.app = Watched("recorded")
        self.app.run = self
        self.app.config["PROPAGATE_EXCEPTIONS"] = False
        self.app.config.update(program.get("config") or {})
        self.blueprints = {}
        self.waiting = []
        self.mounted = set()
        self.unreachable = set()
        self.parents = {}
        self.handlers = []
        self.has_mounted = False
        self.table = None
        self.answer = {"id": program["id"], "classes": self.classes.results}

    def record(self):
        if before_nesting() and any(each.get("parent") for each in self.program.get("blueprints") or []):
            self.answer["scenario_error"] = "nested_blueprints_unsupported"
            return self.answer
        for declaration in self.program.get("blueprints") or []:
            self.add_blueprint(declaration)
        self.results = [{} for _ in self.program["steps"]]
        self.answer["steps"] = self.results
        for number, step in enumerate(self.program["steps"]):
            try:
                self.results[number].update(getattr(self, step["op"])(number, step))
            except Refused as refused:
                self.results[number].update(refused.result)
            self.note_table(self.results[number])
        # No request may come any more: what Flask says only then is asked for all the same.
        if self.waiting:
            self.mount()
        return self.answer

    # Blueprints

    def add_blueprint(self, declaration):
        name, parent = declaration["name"], declaration.get("parent")
        self.parents[name] = parent
        made = flask.Blueprint(name, "recorded")
        self.blueprints[name] = made
        self.add_routes(made, name)
        self.waiting.append(name)
        return made

    def add_routes(self, place, name):
        """Every route has a path of its own, so that no release's idea of prefixes matters."""
        prefix = "/in/" + name if name else ""
        place.add_url_rule(prefix + "/raise/<int:number>", "raised", self.view)
        place.add_url_rule(prefix + "/posted", "posted", self.view, methods=["POST"])
        place.add_url_rule(prefix + "/slashed/", "slashed", self.view)

    def blueprint(self, number, step):
        parent = step.get("parent")
        if parent and before_nesting():
            raise Refused(not_run="nested_blueprints_unsupported")
        self.add_blueprint(step)
        if not self.has_mounted:
            return {"ok": True}
        name = self.waiting.pop()
        if parent in self.unreachable:
            self.unreachable.add(name)
            return {"ignored": True}
        if parent in self.waiting:
            self.waiting.append(name)
            return {"ok": True}
        # What Flask says to it now is asked with a blueprint that is empty, so that this one can still get handlers.
        probe = flask.Blueprint("probe%d" % number, "recorded")
        place = self.blueprints[parent] if parent else self.app
        result = attempt(lambda: place.register_blueprint(probe))
        if parent or "setup_error" in result:
            self.unreachable.add(name)
            return result if "setup_error" in result else dict(result, ignored=True)
        self.waiting.append(name)
        return result

    def mount(self):
        """Registers what waits. When Flask accepted it, it did so as the app was then: debug mode may be newer."""
        waiting, self.waiting = self.waiting, []
        debug = self.app.config["DEBUG"]
        if self.has_mounted:
            self.app.config["DEBUG"] = False
        else:
            self.add_routes(self.app, None)
        for name in reversed(waiting):
            if self.parents[name]:
                self.blueprints[self.parents[name]].register_blueprint(self.blueprints[name])
        for name in waiting:
            if not self.parents[name]:
                self.app.register_blueprint(self.blueprints[name])
        self.mounted.update(waiting)
        self.app.config["DEBUG"] = debug
        if not self.has_mounted:
            self.has_mounted = True
            self.answer["spec0"] = self.table = self.read_table()

    # Configuration

    def config(self, number, step):
        self.app.config[step["name"]] = step["on"]
        return {"ok": True}

    # Handlers

    def handler(self, number, step):
        index = len(self.handlers)
        # A step that is refused still has its number.
        self.handlers.append(None)
        target = step["target"] if isinstance(step["target"], int) else self.classes.require(step["target"])
        function = self.handlers[index] = Handler(self, index, step).call
        scope = step.get("scope")
        if scope is None:
            return attempt(lambda: self.app.errorhandler(target)(function))
        if scope not in self.blueprints:
            raise Refused(not_run="nested_blueprints_unsupported")
        place = self.blueprints[scope]
        recorded = len(place.deferred_functions)
        result = attempt(lambda: place.errorhandler(target)(function))
        if scope in self.waiting:
            for position in range(recorded, len(place.deferred_functions)):
                place.deferred_functions[position] = self.at_mount(number, place.deferred_functions[position])
        elif "setup_error" not in result:
            result["ignored"] = True
        return result

    def at_mount(self, number, deferred):
        """Up to 1.1 a blueprint's handlers are checked when it is registered: each error is noted with its step."""

        def call(state):
            result = attempt(lambda: deferred(state), at="mount")
            if "setup_error" in result:
                self.results[number].clear()
                self.results[number].update(result)

        return call

    # Requests

    def view(self, **arguments):
        what = self.program["steps"][arguments["number"]]["what"]
        if isinstance(what, int):
            flask.abort(what)
        raise instance(self.classes.require_raisable(what))

    def path(self, number, step):
        prefix = "/in/" + step["scope"] if step.get("scope") else ""
        if not isinstance(step["what"], dict):
            if isinstance(step["what"], str):
                self.classes.require_raisable(step["what"])
            return "%s/raise/%d" % (prefix, number)
        return prefix + {"unrouted": "/nothing-here", "method": "/posted", "redirect": "/slashed"}[step["what"]["request"]]

    def note_unhandled(self):
        self.unhandled = True
        # Whatever a handler returned before came to nothing.
        self.answering = None

    def answer_with(self, index, step, argument, original):
        self.answering = (index, step, argument, original)

    def raise_(self, number, step):
        scope = step.get("scope")
        if scope is not None and (scope in self.unreachable or scope not in self.blueprints):
            raise Refused(not_run="not_mounted" if scope in self.unreachable else "nested_blueprints_unsupported")
        path = self.path(number, step)
        if not self.has_mounted or self.waiting:
            self.mount()
        self.unhandled, self.answering, self.ran = False, None, []
        try:
            response = self.app.test_client().get(path)
        except BaseException as error:
            return self.result({"escaped": type(error).__name__})
        result = {"status": response.status_code}
        if self.answering:
            index, answered, argument, original = self.answering
            result.update(handler=index, argument=argument)
            if "returns" not in answered:
                result["body"] = response.data.decode()
            if original:
                result["original"] = original
        return self.result(result)

    def result(self, result):
        if self.unhandled:
            result["unhandled"] = True
        alone = [[result[key] for key in ("handler", "argument", "original") if key in result]]
        if self.ran != ([] if alone == [[]] else alone):
            result["ran"] = self.ran
        return result

    # Tables

    def note_table(self, result):
        if not self.has_mounted:
            return
        table = self.read_table()
        if table != self.table:
            result["spec"] = self.table = table

    def read_table(self):
        rows = []
        for full_name, tables in self.app.error_handler_spec.items():
            # A nested blueprint stands under its dotted name from 2.0.1 on, under its own in 2.0.0.
            scope = full_name and full_name.split(".")[-1]
            for code, entries in tables.items():
                if callable(entries):
                    rows.append([scope, code, None, entries.__self__.index])
                    continue
                pairs = entries if isinstance(entries, list) else entries.items()
                number = code if isinstance(code, int) else None
                for cls, function in pairs:
                    rows.append([scope, number, cls.__name__, function.__self__.index])

        def place(row):
            return (row[0] or "", row[1] or 0)

        def whole(row):
            return (row[0] or "", row[1] or 0, row[2] or "", row[3])

        # The order of a list is what decides in 0.10; that of a dictionary means nothing.
        return sorted(rows, key=place if RELEASE_HAS_LISTS else whole)


setattr(Run, "raise", Run.raise_)


class Handler:
    """A handler of the program; Flask gets its method `call`."""

    def __init__(self, run, index, step):
        self.run = run
        self.index = index
        self.step = step
        if isinstance(step.get("raises"), str):
            run.classes.require_raisable(step["raises"])

    def call(self, error):
        original = getattr(error, "original_exception", None)
        original = None if original is None else type(original).__name__
        argument = type(error).__name__
        self.run.ran.append([self.index, argument] + ([original] if original else []))
        if "raises" in self.step:
            if isinstance(self.step["raises"], int):
                flask.abort(self.step["raises"])
            raise instance(self.run.classes.require(self.step["raises"]))
        self.run.answer_with(self.index, self.step, argument, original)
        if "returns" in self.step:
            return error
        if self.step.get("status") is None:
            return self.step["body"]
        return self.step["body"], self.step["status"]


def attempt(action, at="register"):
    """What registering something came to."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            action()
        except Exception as error:
            message = str(error.args[0]) if isinstance(error, KeyError) else str(error)
            first = message.splitlines()[0] if message else ""
            return {"setup_error": {"type": type(error).__name__, "message": first, "at": at}}
    result = {"ok": True}
    for warning in caught:
        if issubclass(warning.category, UserWarning) and "warning" not in result:
            result["warning"] = str(warning.message).splitlines()[0]
    return result


def before_nesting():
    return not hasattr(flask.Blueprint, "register_blueprint")


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(Run(json.loads(line)).record(), separators=(",", ":"), sort_keys=True))
