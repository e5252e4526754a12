"""Runs programs with the installed FastAPI, or with Starlette if there is no FastAPI. The format is documented at the top of
playing.py.

A blueprint is a mounted sub-application of the same kind with its own handlers. `code` of a class is the status of its
instances: HTTPException requires one, and gets 400 if the class says nothing. A number that is raised is
HTTPException(status_code=...). Under FastAPI `HTTPException` is FastAPI's class, and `StarletteHTTPException` its base class.

TABLE has rows [scope, key, handler]: 500 and Exception first, in their own order, which matters.
"""

import contextlib

import playing
import starlette.exceptions
from starlette.responses import PlainTextResponse

import declared
from registration import attempt

try:
    import fastapi.exceptions
except ImportError:
    fastapi = None
    from starlette.applications import Starlette

HTTPException = starlette.exceptions.HTTPException if fastapi is None else fastapi.exceptions.HTTPException
DEFAULT_CODE = 400


class Classes(declared.Classes):
    modules = (starlette.exceptions,) if fastapi is None else (fastapi.exceptions,)

    def __init__(self, declarations):
        self.codes = {}
        super().__init__(declarations)

    def complete(self, made, declaration):
        if "code" in declaration:
            self.codes[made] = declaration["code"]

    def known(self, name):
        found = super().known(name)
        # Other classes that the modules import are no exceptions.
        is_own = found is not None and (issubclass(found, BaseException) or found.__module__ == "builtins")
        return found if is_own else None

    def name(self, cls):
        """Returns the name of a class. FastAPI has its own classes with the names of Starlette's, which it imports under other
        names."""
        other = "Starlette" + cls.__name__
        return other if cls.__module__ == "starlette.exceptions" and self.known(other) is cls else cls.__name__

    def instance(self, cls):
        """Returns an instance. The constructors of the framework's classes always run, also if another base class comes
        first."""
        owners = [each for each in cls.__mro__ if each in ARGUMENTS or each is starlette.exceptions.HTTPException]
        arguments = [self.arguments(each, cls) for each in owners]
        try:
            made = declared.first_instance(cls, [*arguments, ("m",), (), *declared.python_candidates(cls)])
        except TypeError:
            if not owners:
                raise
            # A constructor of the framework calls another one that requires different arguments.
            made = declared.without_constructor(cls)
        for owner, own in zip(owners, arguments):
            with contextlib.suppress(TypeError):
                owner.__init__(made, *own)
        return made

    def arguments(self, owner, cls):
        if owner in ARGUMENTS:
            return ARGUMENTS[owner]
        return (next((self.codes[each] for each in cls.__mro__ if each in self.codes), DEFAULT_CODE),)


# What the constructors of other classes require.
ARGUMENTS = {}
if hasattr(starlette.exceptions, "WebSocketException"):
    ARGUMENTS[starlette.exceptions.WebSocketException] = (1008,)
if fastapi is not None:
    ARGUMENTS.update({
        each: ([],) for each in vars(fastapi.exceptions).values()
        if isinstance(each, type) and "ValidationE" in each.__name__ and each.__module__ == "fastapi.exceptions"
    })


class Run(playing.Run):
    Classes = Classes

    def create(self):
        self.apps = {None: new_app()}
        self.prefixes = {None: ""}
        for each in self.blueprints:
            self.apps[each["name"]] = new_app()
            self.prefixes[each["name"]] = self.prefixes[each.get("parent")] + "/" + each["name"]

    # Handlers

    def register(self, index, step, target):
        run = self

        async def function(request, error):
            body, status = run.called(index, step, error)
            return PlainTextResponse(body, status, headers={playing.MARK: str(len(run.ran) - 1)})

        function.index = index
        app = self.apps[step.get("scope")]
        stack = getattr(app, "middleware_stack", None)
        result = attempt(lambda: app.add_exception_handler(target, function))
        if "ok" in result and self.is_asked(app) and app.middleware_stack is stack:
            result["ignored"] = True
        return result

    def is_asked(self, app):
        """Returns whether the app has built what answers requests."""
        return getattr(app, "middleware_stack", None) is not None

    def mount(self):
        run = self
        for scope, name in self.routes():
            add_view(self.apps[scope], f"/{name}", name, run.respond)
        for app in self.apps.values():
            add_route(app, "/get", "get")
            add_route(app, "/slash/", "slash")
        for each in reversed(self.blueprints):
            app = self.apps[each.get("parent")]
            (app.router if fastapi is None else app).mount("/" + each["name"], self.apps[each["name"]])

    def respond(self, number):
        body, status = self.view(number)
        return PlainTextResponse(body, status, headers={"x-view": "1"})

    # Requests

    def aborted(self, code):
        return HTTPException(status_code=code)

    async def request(self, number, step):
        path, method = self.path(number, step)
        return await playing.ask(self.apps[None], self.prefixes[step.get("scope")] + path, method)

    # Tables

    def read_table(self):
        rows = []
        for scope, app in self.apps.items():
            own = [
                [scope, key if isinstance(key, int) else self.classes.name(key), function.index]
                for key, function in app.exception_handlers.items() if hasattr(function, "index")
            ]
            rows += sorted(own, key=lambda row: "" if row[1] in (500, "Exception") else str(row[1]))
        return rows


def new_app():
    return Starlette() if fastapi is None else fastapi.FastAPI(openapi_url=None)


def add_view(app, path, name, respond):
    """Adds a route with a number in its path."""
    if fastapi is None:
        async def view(request):
            return respond(request.path_params["number"])

        app.router.add_route(path + "/{number:int}", view, name=name)
        return

    async def typed_view(number: int):
        return respond(number)

    app.add_api_route(path + "/{number}", typed_view, name=name)


def add_route(app, path, name):
    if fastapi is None:
        async def view(request):
            return PlainTextResponse("get")

        app.router.add_route(path, view, name=name)
        return

    async def plain_view():
        return "get"

    app.add_api_route(path, plain_view, name=name)


if __name__ == "__main__":
    playing.main(Run)
