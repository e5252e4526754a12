"""Runs programs with the test client of the installed Flask and prints its responses.

    python recorder.py < programs.jsonl > answers.jsonl

Supports Python 3.11 and every Flask from 0.10 to 3.1, and needs only that Flask. Input and output are one JSON object a line.

A program
    {"id": TEXT,
     "classes": [{"name", "bases": [NAME...], "code"?: INT|null, "self_code"?: INT|null}...],
                                                 declared in this order before everything else; self_code is what
                                                 __init__ sets, after it called super().__init__
     "blueprints": [BLUEPRINT...],               likewise
     "config": {NAME: BOOL|null...}?,            set before the first step; null is Flask's default
     "steps": [STEP...]}
A name means a class of the program if it was not rejected, otherwise of Werkzeug, otherwise of Python.

A BLUEPRINT has a "name" and optionally "at": [{"parent": NAME|null, "as": NAME|null}...], its registrations: on the app or
on another blueprint, under its own name or with name=. Without "at" it is registered once, on "parent" or on the app.
The same name again with "at" is another registration of the same object. Steps:
    {"op": "handler", "target": NAME|CODE, "scope"?, "body", "status"?}    returns the body, with or without a status
    {"op": "handler", "target", "scope"?, "body", "status_from": "code"}   return body, e.code
    {"op": "handler", "target", "scope"?, "raises": NAME|CODE}             raises the class, or aborts with the code
    {"op": "handler", "target", "scope"?, "reraises": true}                raise e
    {"op": "handler", "target", "scope"?, "returns": "exception"}          return e
    {"op": "handler", "target", "scope"?, "template": true or "arms"...}   see handler_answers.py
    {"op": "raise", "what": NAME|CODE, "scope"?}                           a view raises the class, or aborts
    {"op": "raise", "what": {"request": "unrouted"|"method"|"redirect"}, "scope"?}    routing fails
    {"op": "respond", "status": CODE, "body"?, "scope"?}                   a view returns body, status ("..." without a body)
    {"op": "config", "name": NAME, "on": BOOL}                             app.config[NAME] = BOOL
    {"op": "blueprint", ...BLUEPRINT}                                      declared among the steps
The scope of a handler is a blueprint object. The scope of a request is a registration: the object's name if it has only one,
else the registered name, with those of its parents ("admin.users").

An answer
    {"id", "classes": {NAME: {"mro": [...], "code"?} | {"class_error": KIND}}, "spec0": TABLE, "steps": [RESULT...],
     "blueprint_results"?: [RESULT...]}          one for each of "blueprints", if Flask rejected or warned about one
    or {"id", "classes", "scenario_error": "nested_blueprints_unsupported"} before 2.0, if "blueprints" are nested.
KIND is layout_conflict, duplicate_base, inconsistent_mro, unacceptable_base, missing_base (a base was rejected) or
unknown_class. Blueprints and their routes are registered just before the first request: nested ones on their parents, then
those of the app. Later declarations are registered before the next request. A RESULT has all members that are not null,
false or unchanged:
    handler    ok, or setup_error {type, message, at}: at "register", or at "mount" where Flask up to 1.1 checks a
               blueprint's handlers only then (here for each by itself; a real app would fail as a whole)
    blueprint  ok, or setup_error: at "constructor", at "register" (the call of register_blueprint), or at "mount" (a nested
               one, when its parent is registered on the app; here for each by itself too). "registration" is the index in
               "at" of the one that Flask refused or warned about, if there are several
    handler, blueprint    warning (its first line; 2.2 may warn and then refuse), ignored: accepted, and not in force at the
               next request (a further registration of the blueprint may bring it in force later)
    any        not_run: why the step could not run: needs_arguments, not_an_exception, no_blueprint (its constructor was
               rejected, or it was never declared), not_mounted (that registration was rejected or ignored),
               nested_blueprints_unsupported, nested_in_itself
               class_error: it names a class that was rejected
    raise, respond    status, body, handler (its number among the handler steps, from 0), argument and original (the class of
               what the handler received, and of its original_exception), unhandled (the 500 path was taken, and the
               exception did not propagate), escaped (the class that left the WSGI application), ran
               [[handler, argument, original?]...] if other handlers were called besides the one that answered
    any        spec: TABLE, if it has changed since the last one; spec0 is the one of the first request
TABLE is a list of [scope, code, class, handler]: the entries of error_handler_spec. Scope is its key, null the application;
code null is the table for classes. 0.10 has numbers without a class, and lists whose order is kept. A code that is not a
number (class X(SystemExit, NotFound) inherits SystemExit's descriptor) is also written as null.
"""

import json
import logging
import sys

import flask

import handler_answers
from blueprints import Blueprints, NotDeclared, before_nesting
from classes import Classes, Refused
from registration import attempt

logging.disable(logging.CRITICAL)

# 0.10 has lists of handlers, whose order matters.
RELEASE_HAS_LISTS = not hasattr(flask.Flask, "_find_error_handler")


class Watched(flask.Flask):
    """Flask that records whether a request took the 500 path. An exception that propagates is not logged."""

    def log_exception(self, exc_info):
        self.run.note_unhandled()


class Run:
    """One program in one process."""

    def __init__(self, program):
        self.program = program
        self.classes = Classes(program["classes"])
        self.app = Watched("recorded")
        self.app.run = self
        self.app.config.update(defaults_left_out(program.get("config") or {}))
        self.blueprints = Blueprints(self.app, self.add_routes)
        self.handlers = []
        self.has_mounted = False
        self.table = None
        self.answer = {"id": program["id"], "classes": self.classes.results}

    def record(self):
        declared = self.program.get("blueprints") or []
        if before_nesting() and any(is_nested(each) for each in declared):
            self.answer["scenario_error"] = "nested_blueprints_unsupported"
            return self.answer
        self.results = [{} for _ in self.program["steps"]]
        results = [{} for _ in declared]
        for result, declaration in zip(results, declared):
            self.into(result, lambda: self.declare(declaration, result))
        self.answer["steps"] = self.results
        for number, step in enumerate(self.program["steps"]):
            result = self.results[number]
            self.into(result, lambda: getattr(self, step["op"])(number, step))
            self.note_table(result)
        # There may be no further request, so trigger the errors that Flask reports only then.
        if self.blueprints.waiting:
            self.mount()
        if any(result != {"ok": True} for result in results):
            self.answer["blueprint_results"] = results
        return self.answer

    def into(self, result, action):
        """Adds the result of the action, or the reason why it could not run."""
        try:
            result.update(action())
        except Refused as refused:
            result.update(refused.result)
        except NotDeclared as missing:
            result.update(not_run=missing.reason)

    # Blueprints

    def add_routes(self, place, kind=""):
        """Adds the routes of the app or of a blueprint. The app's endpoints have different names, because from 2.0.1 on a
        blueprint with an empty name has the endpoints of an app."""
        place.add_url_rule("/step/<int:number>", kind + "step", self.view)
        place.add_url_rule("/posted", kind + "posted", self.view, methods=["POST"])
        place.add_url_rule("/slashed/", kind + "slashed", self.view)

    def blueprint(self, number, step):
        return self.declare(step, self.results[number])

    def declare(self, declared, result):
        return self.blueprints.declare(declared, lambda later: note_registration(result, later))

    def mount(self):
        if not self.has_mounted:
            self.add_routes(self.app, "app_")
        self.blueprints.mount()
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
        # A rejected step keeps its number.
        self.handlers.append(None)
        target = step["target"] if isinstance(step["target"], int) else self.classes.require(step["target"])
        function = self.handlers[index] = Handler(self, index, step).call
        scope = step.get("scope")
        if scope is None:
            return attempt(lambda: self.app.errorhandler(target)(function))
        place = self.blueprints.object(scope)
        recorded = len(place.deferred_functions)
        result = attempt(lambda: place.errorhandler(target)(function))
        for position in range(recorded, len(place.deferred_functions)):
            place.deferred_functions[position] = self.at_mount(number, place.deferred_functions[position])
        if "setup_error" not in result and not self.blueprints.takes_handlers(scope):
            result["ignored"] = True
        return result

    def at_mount(self, number, deferred):
        """Records errors of a blueprint's handlers with their steps: up to 1.1 they are checked at its registration."""

        def call(state):
            result = attempt(lambda: deferred(state), at="mount")
            if "setup_error" in result:
                self.results[number].clear()
                self.results[number].update(result)

        return call

    # Requests

    def view(self, **arguments):
        step = self.program["steps"][arguments["number"]]
        if step["op"] == "respond":
            return step.get("body", "..."), step["status"]
        if isinstance(step["what"], int):
            flask.abort(step["what"])
        raise self.classes.instance(self.classes.require_raisable(step["what"]))

    def url(self, number, step):
        """Returns the URL to request. Raises Refused or NotDeclared if there is none."""
        what, scope = step.get("what"), step.get("scope")
        prefix = "" if scope is None else self.blueprints.require_path(scope).prefix
        if isinstance(what, str):
            self.classes.require_raisable(what)
        if not isinstance(what, dict):
            return "%s/step/%d" % (prefix, number)
        return prefix + {"unrouted": "/nothing-here", "method": "/posted", "redirect": "/slashed"}[what["request"]]

    def note_unhandled(self):
        self.unhandled = True
        # The results of earlier handlers had no effect.
        self.answering = None

    def answer_with(self, index, step, argument, original):
        self.answering = (index, step, argument, original)

    def respond(self, number, step):
        return self.request(number, step)

    def request(self, number, step):
        url = self.url(number, step)
        if not self.has_mounted or self.blueprints.waiting:
            self.mount()
        self.unhandled, self.answering, self.ran = False, None, []
        try:
            response = self.app.test_client().get(url)
        except BaseException as error:
            return self.result({"escaped": type(error).__name__})
        result = {"status": response.status_code}
        if step["op"] == "respond":
            result["body"] = response.data.decode()
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
        for scope, tables in self.app.error_handler_spec.items():
            for code, entries in tables.items():
                if callable(entries):
                    rows.append([scope, code, None, entries.__self__.index])
                    continue
                pairs = entries if isinstance(entries, list) else entries.items()
                number = code if isinstance(code, int) else None
                for cls, function in pairs:
                    rows.append([scope, number, cls.__name__, function.__self__.index])

        def place(row):
            return (row[0] is not None, row[0] or "", row[1] or 0)

        def whole(row):
            return (*place(row), row[2] or "", row[3])

        # In 0.10 the order of a list matters; the order of a dictionary does not.
        return sorted(rows, key=place if RELEASE_HAS_LISTS else whole)


setattr(Run, "raise", Run.request)


class Handler:
    """A handler of the program. Flask calls its method `call`."""

    def __init__(self, run, index, step):
        self.run = run
        self.index = index
        self.step = step
        handler_answers.require(step, run.classes)

    def call(self, error):
        original = getattr(error, "original_exception", None)
        original = None if original is None else type(original).__name__
        argument = type(error).__name__
        self.run.ran.append([self.index, argument] + ([original] if original else []))
        answer = handler_answers.chosen(self.step, error, self.run.classes)
        if "raises" in answer:
            if isinstance(answer["raises"], int):
                flask.abort(answer["raises"])
            raise self.run.classes.instance(self.run.classes.require(answer["raises"]))
        if "reraises" in answer:
            raise error
        self.run.answer_with(self.index, answer, argument, original)
        if "returns" in answer:
            return error
        body = handler_answers.body(answer, error)
        if "status_from" in answer:
            return body, error.code
        return body if answer.get("status") is None else (body, answer["status"])


def defaults_left_out(config):
    return {name: on for name, on in config.items() if on is not None}


def is_nested(declared):
    return any(place.get("parent") is not None for place in declared.get("at") or [declared])


def note_registration(result, later):
    """Adds Flask's errors for a registration, unless an earlier registration of the statement was rejected."""
    if "setup_error" in result:
        return
    if "setup_error" in later:
        result.clear()
        result.update(later)
    elif "warning" in later:
        result.update({name: value for name, value in later.items() if name not in result})


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(Run(json.loads(line)).record(), separators=(",", ":"), sort_keys=True))
