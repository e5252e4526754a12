"""Runs programs in this process with the framework that is installed here. playing_sanic.py, playing_starlette.py and
playing_singledispatch.py know the frameworks; nothing here does, and no rule of a lookup is written down anywhere.

    python playing_sanic.py < programs.jsonl > answers.jsonl

Input and output are one JSON object a line, in the format of RealFlask/recorder.py with these differences.

A program has no "config"; a blueprint has only a "name" and a "parent". Steps:
    {"op": "handler", "target": NAME|CODE, "scope"?, "body", "status"?}    returns the body with the status (default 200)
    {"op": "handler", "target", "scope"?, "raises": NAME|CODE}             raises the class, or the framework's own exception
    {"op": "handler", "target", "scope"?, "reraises": true}                raise e
    {"op": "handler", "target", "scope"?, "template": true or "arms"...}   see RealFlask/handler_answers.py
    {"op": "raise", "what": NAME|CODE, "scope"?, "route"?}                 a view raises. Without a route it is the view "raise"
    {"op": "raise", "what": {"request": "unrouted"|"method"|"redirect"}, "scope"?}
    {"op": "raise", "what": {"request": "invalid"}, "scope"?, "route"?}    FastAPI: a word instead of a number in the URL
    {"op": "respond", "status": CODE, "body"?, "scope"?, "route"?}
    {"op": "restart"}                                                      a new process with all handlers so far

An answer has no "blueprint_results". A RESULT has all members that are not null, false or unchanged:
    handler    ok, or setup_error {type, message, at: "register"|"mount"}; warning; ignored: accepted, and not in force
    raise      status, body and handler (its number) if a handler's response was sent, argument, escaped (the class that left
               the app: Starlette answers and re-raises), ran [[handler, argument]...] if other handlers were called,
               wrote (only Sanic): the rows of the table that the request added or changed
    any        class_error, not_run, spec: TABLE if it has changed
TABLE is a list of rows, which each framework describes. Blueprints are registered on the app just before the first request.
"""

import asyncio
import json
import logging
import pathlib
import sys
import warnings

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "RealFlask"))

import handler_answers  # noqa: E402
from declared import Refused  # noqa: E402

ROUTE = "raise"
PATHS = {"unrouted": ("/nothing-here/0", "GET"), "method": ("/get", "POST"), "redirect": ("/slash", "GET")}
# The response header with the number of the handler that returned it.
MARK = "x-handler"


class Unsupported(Exception):
    """The framework cannot run the program. The text is the scenario_error."""


class Run:
    """One program. A subclass implements create(), register(), mount(), request() and read_table()."""

    # The class of a subclass of declared.Classes.
    Classes = None
    # The attribute of an exception for `e.code`.
    code = "status_code"
    # Whether a request's entries in the table are part of its result.
    reports_writes = False

    def __init__(self, program):
        self.program = program
        self.steps = program["steps"]
        self.blueprints = declared_blueprints(program.get("blueprints") or [])
        self.places = {None} | {each["name"] for each in self.blueprints}
        self.classes = self.Classes(program["classes"])
        self.answer = {"id": program["id"], "classes": self.classes.results}
        self.results = [{} for _ in self.steps]
        self.handler_steps = [number for number, step in enumerate(self.steps) if step["op"] == "handler"]
        # The handler steps so far, in order; a restart registers them again.
        self.declared = []
        # Those of this process that were not registered before.
        self.new = set()

    async def record(self):
        try:
            self.start()
        except Unsupported as reason:
            self.answer["scenario_error"] = str(reason)
            return self.answer
        self.answer["steps"] = self.results
        for number, step in enumerate(self.steps):
            result = self.results[number]
            try:
                result.update(await self.play(number, step))
            except Refused as refused:
                result.update(refused.result)
            self.note_table(result)
        # There may be no request, so trigger the errors that appear only when blueprints are registered.
        self.ensure_mounted()
        await self.close()
        return self.answer

    async def play(self, number, step):
        if step.get("scope") not in self.places:
            raise Refused(not_run="no_blueprint")
        if step["op"] == "handler":
            self.declared.append(number)
            self.new.add(number)
            return self.handler(number, step)
        if step["op"] == "restart":
            # Errors of blueprints are those of the process that registers them.
            self.ensure_mounted()
            await self.close()
            self.restart()
            return {"ok": True}
        what = step.get("what")
        if isinstance(what, str):
            self.classes.require_raisable(what)
        self.ensure_mounted()
        self.ran = []
        before = self.read_table()
        result = self.result_of(await self.request(number, step))
        written = [row for row in self.read_table() if row not in before]
        if written and self.reports_writes:
            result["wrote"] = written
        return result

    # The process

    def start(self):
        self.is_mounted = False
        self.table = None
        self.create()

    def restart(self):
        self.new.clear()
        self.start()
        for number in self.declared:
            try:
                self.handler(number, self.steps[number])
            except Refused:
                continue

    def ensure_mounted(self):
        if self.is_mounted:
            return
        self.mount()
        self.is_mounted = True
        self.table = self.read_table()
        self.answer.setdefault("spec0", self.table)

    # Handlers

    def handler(self, number, step):
        target = step["target"] if isinstance(step["target"], int) else self.classes.require(step["target"])
        handler_answers.require(step, self.classes)
        return self.register(self.handler_steps.index(number), step, target)

    def called(self, index, step, error):
        """Runs the body of a handler. Returns the body and the status of its response, or raises what the handler raises."""
        self.ran.append([index, self.classes.name(type(error))])
        answer = handler_answers.chosen(step, error, self.classes, self.code)
        if "raises" in answer:
            raise self.exception(answer["raises"])
        if answer.get("reraises"):
            raise error
        body = handler_answers.body(answer, error, self.code)
        return body, getattr(error, self.code) if "status_from" in answer else answer.get("status", 200)

    def exception(self, what):
        """Returns what a view or a handler raises."""
        return self.aborted(what) if isinstance(what, int) else self.classes.instance(self.classes.require(what))

    # Requests

    def routes(self):
        """Returns the scope and name of each route that the program requests, and the one that every scope has."""
        requests = [step for step in self.steps if step["op"] in ("raise", "respond") and step.get("scope") in self.places]
        named = {(step.get("scope"), step.get("route", ROUTE)) for step in requests}
        return sorted(named | {(place, ROUTE) for place in self.places}, key=str)

    def path(self, number, step):
        """Returns the path to request, without the prefix of the scope, and the method."""
        if step.get("what") == {"request": "invalid"}:
            return f"/{step.get('route', ROUTE)}/word", "GET"
        if isinstance(step.get("what"), dict):
            return PATHS[step["what"]["request"]]
        return f"/{step.get('route', ROUTE)}/{number}", "GET"

    def view(self, number):
        """Returns the body and status of a view's response, or raises."""
        step = self.steps[number]
        if step["op"] == "respond":
            return step.get("body", "..."), step["status"]
        raise self.exception(step["what"])

    def result_of(self, response):
        """Returns the result of a request: `response` is (status, body, headers, escaped)."""
        status, body, headers, escaped = response
        result = {} if status is None else {"status": status}
        mark = headers.get(MARK)
        if mark is not None:
            position = int(mark)
            result.update(body=body, handler=self.ran[position][0], argument=self.ran[position][1])
        elif headers.get("x-view"):
            result["body"] = body
        if escaped is not None:
            result["escaped"] = self.classes.name(escaped)
        if self.ran != ([self.ran[int(mark)]] if mark is not None else []):
            result["ran"] = self.ran
        return result

    def note_table(self, result):
        if not self.is_mounted:
            return
        table = self.read_table()
        if table != self.table:
            result["spec"] = self.table = table

    async def close(self):
        """Ends the process."""


def declared_blueprints(blueprints):
    """Returns the blueprints whose parent is declared before them."""
    found = []
    for each in blueprints:
        if each.get("parent") in (None, *(other["name"] for other in found)):
            found.append(each)
    return found


async def ask(app, path, method):
    """Sends one request through the ASGI entry. Returns status, body, headers and the class of what left the app."""
    status, headers, body, messages = None, {}, [], [{"type": "http.request", "body": b"", "more_body": False}]
    scope = {
        "type": "http", "asgi": {"version": "3.0", "spec_version": "2.3"}, "http_version": "1.1", "method": method,
        "path": path, "raw_path": path.encode(), "root_path": "", "scheme": "http", "query_string": b"",
        "headers": [(b"host", b"localhost")], "server": ("localhost", 80), "client": ("127.0.0.1", 50000),
    }

    async def receive():
        return messages.pop() if messages else {"type": "http.disconnect"}

    async def send(message):
        nonlocal status, headers
        if message["type"] == "http.response.start" and status is None:
            status = message["status"]
            headers = {name.decode().lower(): value.decode() for name, value in message["headers"]}
        elif message["type"] == "http.response.body":
            part = message.get("body", b"")
            body.append(part if isinstance(part, bytes) else str(part).encode())

    escaped = None
    try:
        await app(scope, receive, send)
    except BaseException as error:
        escaped = type(error)
    return status, b"".join(body).decode("utf-8", "replace"), headers, escaped


def main(kind):
    """Records the programs of the standard input."""
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)

    async def everything():
        for line in sys.stdin:
            print(json.dumps(await kind(json.loads(line)).record(), separators=(",", ":"), sort_keys=True))

    asyncio.run(everything())
