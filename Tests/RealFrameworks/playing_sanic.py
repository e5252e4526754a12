"""Runs programs with the installed Sanic. The format is documented at the top of playing.py.

A blueprint is a Blueprint with a URL prefix. Sanic does not nest them. `code` of a class is its `status_code`, and a number
that is raised is SanicException(status_code=...).

Two things differ from real life, because they are random or end the program there:
- A blueprint keeps its handlers in a set from 21.3 on: their order differs in every process. Here it is the order of
  registration.
- The first error of a blueprint's handler leaves app.blueprint(), which skips all handlers after it. Here each handler is
  registered by itself.

TABLE from 21.6 on has rows [route or null, class, handler or null for a remembered miss]; a route has no app name. Up to 21.3 it
has rows ["list", class, handler] in order, then ["cache", class, handler or null].
"""

import asyncio
import re

import playing
import sanic
import sanic.exceptions
from sanic.response import text

import declared
from registration import attempt

SanicException = sanic.exceptions.SanicException
SERIES = tuple(int(part) for part in sanic.__version__.split(".")[:2])
HAS_LIST = SERIES < (21, 6)

# Several apps in one process: the start rewrites methods of the class.
sanic.Sanic.test_mode = True


class Classes(declared.Classes):
    modules = (sanic.exceptions,)

    def attributes(self, declaration):
        return {"status_code": declaration["code"]} if "code" in declaration else {}

    def known(self, name):
        found = super().known(name)
        # sanic.exceptions imports other classes.
        is_own = found is not None and (issubclass(found, BaseException) or found.__module__ == "builtins")
        return found if is_own else None

    def instance(self, cls):
        """Returns an instance with a message. SanicException's constructor always runs, also if another base class comes
        first."""
        if not issubclass(cls, SanicException):
            return declared.first_instance(cls, [("m",), (), *declared.python_candidates(cls)])
        owner = next(each for each in cls.__mro__ if issubclass(each, SanicException) and "__init__" in vars(each))
        try:
            made = declared.first_instance(cls, [*candidates(), *declared.python_candidates(cls)])
            call_first(owner.__init__, made)
        except (TypeError, AttributeError):
            # A constructor of Sanic calls another one that requires different arguments. Until 22.12, Unauthorized passes
            # None as the range of RangeNotSatisfiable, which reads its `total`.
            made = declared.without_constructor(cls, "m")
            SanicException.__init__(made, "m")
        return made


class Range:
    """What RangeNotSatisfiable needs."""

    total = 1


def candidates():
    """Yields the arguments of Sanic's constructors."""
    yield ("m",)
    yield ("m", Range())
    yield ("m", "GET", ["POST"])


def call_first(constructor, made):
    for arguments in candidates():
        try:
            return constructor(made, *arguments)
        except TypeError:
            continue
    raise TypeError("no arguments")


class Ordered(list):
    """A list that can be used instead of a set."""

    def add(self, item):
        self.append(item)


class Run(playing.Run):
    Classes = Classes
    reports_writes = True

    def create(self):
        if any(each.get("parent") for each in self.blueprints):
            raise playing.Unsupported("nested_blueprints_unsupported")
        getattr(sanic.Sanic, "_app_registry", {}).clear()
        self.app = sanic.Sanic("shop", configure_logging=False)
        self.apps = {None: self.app}
        for each in self.blueprints:
            place = sanic.Blueprint(each["name"], url_prefix="/" + each["name"])
            if hasattr(place, "_future_exceptions"):
                place._future_exceptions = Ordered()
            self.apps[each["name"]] = place
        self.is_started = False
        self.is_mounting = False
        Run.current = self

    # Handlers

    def register(self, index, step, target):
        run = self

        async def function(request, error):
            body, status = run.called(index, step, error)
            return text(body, status, headers={playing.MARK: str(len(run.ran) - 1)})

        # Sanic reads the name for its routes.
        function.index, function.__name__ = index, f"handler{index}"
        place = self.apps[step.get("scope")]
        result = attempt(lambda: place.exception(target)(function), category=DeprecationWarning)
        if "setup_error" in result:
            result["setup_error"]["message"] = without_places(result["setup_error"]["message"])
        elif self.is_mounted and not any(row[-1] == index for row in self.read_table()):
            result["ignored"] = True
        return result

    def note_mount(self, index, outcome):
        """Adds what Sanic says about a blueprint's handler when the blueprint is registered on the app."""
        number = self.handler_steps[index]
        if number not in self.new or "ok" not in self.results[number]:
            return
        if "setup_error" in outcome:
            self.results[number].pop("ok")
            outcome["setup_error"]["message"] = without_places(outcome["setup_error"]["message"])
        self.results[number].update(outcome)

    def mount(self):
        run = self

        async def view(request, number):
            body, status = run.view(number)
            return text(body, status, headers={"x-view": "1"})

        async def get(request):
            return text("get")

        for scope, name in self.routes():
            self.apps[scope].add_route(view, f"/{name}/<number:int>", name=name)
        for place in self.apps.values():
            place.add_route(get, "/get", name="get")
        self.is_mounting = True
        for each in self.blueprints:
            self.app.blueprint(self.apps[each["name"]])
        self.is_mounting = False

    # Requests

    def aborted(self, code):
        return SanicException("m", status_code=code)

    async def request(self, number, step):
        if not self.is_started:
            await self.start_app()
        path, method = self.path(number, step)
        if path == "/slash":
            # Sanic has no redirects: a missing or an additional slash is no error.
            path = "/get/"
        prefix = "/" + step["scope"] if step.get("scope") is not None else ""
        return await playing.ask(self.app, prefix + path, method)

    async def start_app(self):
        """Starts the app as a server does."""
        self.is_started = True
        ready = asyncio.get_running_loop().create_future()
        messages = asyncio.Queue()
        messages.put_nowait({"type": "lifespan.startup"})

        async def send(message):
            if not ready.done():
                ready.set_result(message["type"])

        scope = {"type": "lifespan", "asgi": {"version": "3.0"}, "headers": [], "query_string": b"", "path": ""}
        self.lifespan = asyncio.ensure_future(self.app(scope, messages.get, send))
        await asyncio.wait([ready, self.lifespan], return_when=asyncio.FIRST_COMPLETED)
        if not ready.done() or "failed" in ready.result():
            raise RuntimeError("Sanic did not start")

    async def close(self):
        if self.is_started:
            self.lifespan.cancel()
            await asyncio.sleep(0)

    # Tables

    def read_table(self):
        table = self.app.error_handler.cached_handlers
        if HAS_LIST:
            rows = [["list", self.key(key), index_of(function)] for key, function in self.app.error_handler.handlers]
            cached = [["cache", self.key(key), index_of(function)] for key, function in table.items()]
            return rows + sorted(cached, key=str)
        rows = []
        for key, function in table.items():
            cls, route = key if isinstance(key, tuple) else (key, None)
            rows.append([route.split(".", 1)[1] if route else None, self.key(cls), index_of(function)])
        return sorted(rows, key=lambda row: (row[0] or "", row[1], -1 if row[2] is None else row[2]))

    def key(self, key):
        return self.classes.name(key) if isinstance(key, type) else str(key)


def index_of(function):
    return getattr(function, "index", None)


def without_places(message):
    """Returns the message without names of modules and of the route that happens to come first in a set."""
    message = re.sub(r"route=shop\.(\w+)\.\w+", r"route=shop.\1", message)
    message = re.sub(r"<class '(?:[\w.]*\.)?(\w+)'>", r"\1", message)
    return re.sub(r"(Route already registered): .*", r"\1", message)


def register_each(method):
    """Returns a method that keeps an error of a blueprint's handler from ending app.blueprint()."""

    def wrapped(app, handler, *routes):
        run = Run.current
        if run is None or not run.is_mounting:
            return method(app, handler, *routes)
        outcome = attempt(lambda: method(app, handler, *routes), at="mount", category=DeprecationWarning)
        run.note_mount(handler.handler.index, outcome)
        return handler.handler

    return wrapped


Run.current = None
# 20.12 has no such method and refuses nothing. A subclass of Sanic would not do, because the start rewrites methods.
if hasattr(sanic.Sanic, "_apply_exception_handler"):
    sanic.Sanic._apply_exception_handler = register_each(sanic.Sanic._apply_exception_handler)


if __name__ == "__main__":
    playing.main(Run)
