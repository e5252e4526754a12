"""Programs written by hand, each with a note about what it shows. record-fixtures records them with generated programs.

The format of a program is documented at the top of playing.py.
"""

import frameworks  # noqa: F401
from telling import cls, failing, handler, reraise, request, requests, respond, visit

RESTART = {"op": "restart"}


def program(name, note, steps, classes=(), blueprints=()):
    made = {"id": name, "note": note, "classes": list(classes), "steps": list(steps)}
    return {**made, "blueprints": list(blueprints)} if blueprints else made


def at(route, *causes, scope=None):
    return [{**request(what, scope), "route": route} for what in causes]


# Requests that reach each of FastAPI's own classes.
EVERYTHING = [
    visit("unrouted"), visit("method"), visit("redirect"),
    *requests(404, 422, 500, "HTTPException", "StarletteHTTPException", "RequestValidationError", "ValueError", "KeyError"),
]
E1, E2, E = cls("E1", "Exception"), cls("E2", "Exception"), cls("E", "E1", "E2")


def fastapi():
    yield program("defaults", "Without handlers: FastAPI's own responses to HTTP errors and to invalid data.", EVERYTHING)
    for target, note in (
        ("HTTPException", "FastAPI's class: the router's 404 and 405 are Starlette's, which this handler does not see."),
        ("StarletteHTTPException", "Starlette's class: all HTTP errors."),
        ("RequestValidationError", "The class of invalid data."),
        (404, "A status code: both classes."),
        (405, "The router's error for a wrong method."),
        (422, "Invalid data is no HTTPException, so a handler for 422 does not see it."),
        (500, "A status code of no HTTPException: the slot for all exceptions."),
        ("ValueError", "In 0.99.1 RequestValidationError is a ValueError, but FastAPI's own handler is nearer."),
        ("Exception", "The slot for all exceptions."),
    ):
        yield program(f"one-handler-{target}", note, [handler(target, "handled", status=418), *EVERYTHING])
    yield program(
        "both-http", "FastAPI's class is nearer than Starlette's.",
        [handler("StarletteHTTPException", "starlette"), handler("HTTPException", "fastapi"), *EVERYTHING])
    yield program(
        "number-before-class", "A number comes before every class.",
        [handler("HTTPException", "class"), handler(404, "number"), *EVERYTHING])
    yield program(
        "invalid-and-value", "Handlers for the class of invalid data and for a base class.",
        [handler("RequestValidationError", "invalid", status=422), handler("ValueError", "value", status=400),
         handler("Exception", "all", status=500), *EVERYTHING])
    yield program(
        "own-classes", "Subclasses of FastAPI's classes.",
        [handler("HTTPException", "http"), handler("RequestValidationError", "invalid"), handler(403, "forbidden"),
         *requests("Denied", "Missing", "Bad", "Both")],
        [cls("Denied", "HTTPException", code=403), cls("Missing", "StarletteHTTPException", code=404),
         cls("Bad", "RequestValidationError"), cls("Both", "Denied", "Missing", code=409)])
    yield program(
        "own-classes-defaults", "The same without handlers.", requests("Denied", "Missing", "Bad", "Both"),
        [cls("Denied", "HTTPException", code=403), cls("Missing", "StarletteHTTPException", code=404),
         cls("Bad", "RequestValidationError"), cls("Both", "Denied", "Missing", code=409)])
    yield program(
        "failing-handlers", "Handlers for FastAPI's classes that raise.",
        [failing("RequestValidationError", "HTTPException"), failing("StarletteHTTPException", "ValueError"),
         handler("HTTPException", "http"), handler("ValueError", "value"), *EVERYTHING])
    yield program(
        "reraising-handlers", "Handlers that raise the exception again.",
        [reraise("RequestValidationError"), reraise("HTTPException"), handler("Exception", "all"), *EVERYTHING])
    yield program(
        "mounted", "A mounted app answers its own 404 and invalid data.",
        [handler("StarletteHTTPException", "app"), handler("RequestValidationError", "admin", "admin"),
         visit("unrouted", "admin"), visit("method", "admin"),
         *requests(404, "RequestValidationError", "ValueError", scope="admin"), *requests(404, "RequestValidationError")],
        blueprints=[{"name": "admin"}])
    yield program(
        "late", "A handler for FastAPI's classes after the first request.",
        [visit("unrouted"), handler("StarletteHTTPException", "late"), handler("RequestValidationError", "late"), *EVERYTHING,
         RESTART, *EVERYTHING])
    yield program(
        "other-known", "FastAPI's classes that are no HTTP errors.",
        [handler("FastAPIError", "own"), *requests("FastAPIError", "ValidationException", "ResponseValidationError", "RuntimeError")])
    yield program(
        "websocket-classes", "The default handlers for websockets fail in an HTTP request.",
        [*requests("WebSocketException", "WebSocketRequestValidationError"), RESTART, handler("Exception", "all"),
         *requests("WebSocketException", "WebSocketRequestValidationError"), RESTART, handler("TypeError", "type"),
         *requests("WebSocketException", "WebSocketRequestValidationError")])
    yield program(
        "issue-2267", "The program of Flask's issue #2267.",
        [handler("E2", "E2", status=500), handler("Exception", "Exception", status=500), *requests("E1", "E")], [E1, E2, E])


def sanic():
    yield program(
        "issue-2267", "The program of Flask's issue #2267.",
        [handler("E2", "E2", status=500), handler("Exception", "Exception", status=500), *requests("E1", "E"), RESTART,
         *requests("E")], [E1, E2, E])
    yield program(
        "remembered-miss", "Without a handler for everything: a miss is remembered.",
        [handler("E2", "E2", status=500), *requests("E1", "E")], [E1, E2, E])
    yield program(
        "routes", "From 21.9 on each route has its own entries.",
        [handler("E2", "E2"), handler("Exception", "all"), *at("search", "E1"), *at("report", "E"), *at("search", "E"), request("E")],
        [E1, E2, E])
    yield program(
        "unknown-url-first", "An unknown URL writes an application's entry, which comes before a blueprint's base class.",
        [handler("SanicException", "app", status=500), handler("SanicException", "users", "users", status=400),
         request("NotFound", "users"), visit("unrouted"), *at("search", "NotFound", scope="users"), request("NotFound", "users")],
        blueprints=[{"name": "users"}])
    yield program(
        "refused-after-unknown-url", "From 23.3 on a handler for NotFound is refused after an unknown URL.",
        [visit("unrouted"), handler("NotFound", "late"), visit("unrouted"), RESTART, visit("unrouted")])
    yield program(
        "second-registration", "The same class twice, on the app and on a blueprint.",
        [handler("E1", "first"), handler("E1", "second"), handler("E1", "first", "users"), handler("E1", "second", "users"),
         request("E1"), request("E1", "users")], [E1], [{"name": "users"}])
    yield program(
        "late-registration", "Handlers for the same class and for a base class after a request.",
        [request("E"), handler("E1", "E1"), request("E"), handler("E", "E"), request("E"), handler("E", "again"), request("E"),
         RESTART, request("E")],
        [E1, E2, E])
    yield program(
        "late-for-cached", "A handler found for a class by its base class, then one for the class.",
        [handler("E1", "E1"), request("E"), handler("E", "E"), request("E"), *at("search", "E")], [E1, E2, E])
    yield program(
        "late-exact", "An exact match is not written again: the next registration replaces it.",
        [handler("E1", "first"), request("E1"), handler("E1", "second"), request("E1")], [E1])
    yield program(
        "late-blueprint", "A blueprint's handler after the start: ignored, refused, or the end of the app.",
        [request("E1", "users"), handler("E1", "late", "users"), request("E1", "users"), visit("unrouted"), RESTART,
         request("E1", "users")], [E1], [{"name": "users"}])
    yield program(
        "exact-matches-first", "An exact match of the app comes before a base class of the blueprint.",
        [handler("NotFound", "app"), handler("SanicException", "users", "users"), *requests("NotFound", "Gone", scope="users"),
         request("Gone")],
        [cls("Gone", "NotFound", code=410)], [{"name": "users"}])
    yield program(
        "default-pages", "The status of pages without a handler.",
        [*requests("NotFound", "SanicException", "ServerError", "ValueError", "Coded", "Plain", 404, 451, 599)],
        [cls("Coded", "SanicException", code=418), cls("Plain", "Exception", code=418)])
    yield program(
        "failing", "Handlers that raise: there is no second lookup.",
        [failing("E1", "Forbidden"), failing("E2", "KeyError"), failing("KeyError", 404), reraise("NotFound"),
         handler("Exception", "all"), *requests("E1", "E2", "KeyError", "NotFound"), visit("unrouted")], [E1, E2])
    yield program(
        "outside-exception", "Exceptions outside Exception pass all handlers; BaseException is found for others.",
        [handler("BaseException", "base"), *requests("KeyboardInterrupt", "SystemExit", "ValueError"), visit("method")])
    yield program(
        "mixins", "Classes after BaseException on the MRO are never asked.",
        [handler("M", "mixin"), handler("object", "object"), *requests("Behind", "Before")],
        [cls("M", "object"), cls("Behind", "Exception", "M"), cls("Before", "M", "Exception")])
    yield program(
        "numbers", "A number is accepted and never found; up to 21.3 it ends every lookup that reaches it.",
        [handler(404, "number"), handler("E1", "E1"), *requests("E1", "NotFound", 404), visit("unrouted")], [E1])
    yield program(
        "nested", "Blueprints are not nested.", [request("ValueError", "users")],
        blueprints=[{"name": "admin"}, {"name": "users", "parent": "admin"}])
    yield program(
        "responses", "A view's own response calls no handler.",
        [handler("NotFound", "handled"), respond(404), {**respond(500, body="text"), "route": "report"}, visit("redirect")])


def starlette():
    yield program(
        "issue-2267", "The program of Flask's issue #2267.",
        [handler("E2", "E2", status=500), handler("Exception", "Exception", status=500), *requests("E1", "E")], [E1, E2, E])
    yield program(
        "number-before-class", "A number comes before every class, even before the very class.",
        [handler("HTTPException", "class"), handler("Denied", "own"), handler(403, "number"), *requests("Denied", 404, 403),
         visit("unrouted"), visit("method")],
        [cls("Denied", "HTTPException", code=403)])
    yield program(
        "slot", "500 and Exception share a place; what they answer leaves the app, too.",
        [handler(500, "number"), handler("Exception", "class"), *requests("ValueError", 500, 404), RESTART,
         handler(500, "number again"), *requests("ValueError", 500)])
    yield program(
        "slot-number-last", "The other order.", [handler("Exception", "class"), handler(500, "number"), *requests("ValueError", 500)])
    yield program(
        "bad-key", "BaseException as a key: refused before 0.24, later the end of every request.",
        [handler("BaseException", "base"), handler("ValueError", "value"), request("ValueError"), RESTART, request("ValueError")])
    yield program(
        "late", "A late handler is ignored from 0.24 on.",
        [request("ValueError"), handler("ValueError", "late"), request("ValueError"), handler("ValueError", "admin", "admin"),
         request("ValueError", "admin"), handler("KeyError", "later", "admin"), request("KeyError", "admin")],
        blueprints=[{"name": "admin"}])
    yield program(
        "mounted", "A mounted app answers everything itself; outer handlers come too late.",
        [handler("ValueError", "app"), handler("Exception", "all"), handler("KeyError", "admin", "admin"),
         *requests("ValueError", "KeyError", "TypeError", 404, scope="admin"), visit("unrouted", "admin"),
         request("KeyError", "users")],
        blueprints=[{"name": "admin"}, {"name": "users", "parent": "admin"}])
    yield program(
        "failing", "From 0.28 on what a handler raises in a view is looked up once more.",
        [failing("E1", "E2"), failing("E2", "ValueError"), handler("ValueError", "value"), failing(404, "ValueError"),
         *requests("E1", "E2", 404), visit("unrouted")], [E1, E2])
    yield program(
        "failing-slot", "The last handler fails: nothing is sent.",
        [failing("Exception", "KeyError"), *requests("ValueError", 404)])
    yield program(
        "unknown-code", "Codes that http.HTTPStatus does not know.", [*requests(299, 599, "Odd")],
        [cls("Odd", "HTTPException", code=299)])
    yield program(
        "websocket-class", "The default handler for websockets fails in an HTTP request.",
        [request("WebSocketException"), RESTART, handler("TypeError", "type"), request("WebSocketException"), RESTART,
         handler("WebSocketException", "own"), request("WebSocketException")])


def singledispatch():
    yield program(
        "issue-2267", "The program of Flask's issue #2267.",
        [handler("E2", "E2", status=500), handler("Exception", "Exception", status=500), *requests("E1", "E")], [E1, E2, E])
    yield program(
        "late", "A registration empties the cache.",
        [handler("Exception", "all"), request("E"), handler("E2", "E2"), request("E"), handler("E2", "again"), request("E")],
        [E1, E2, E])
    yield program(
        "whole-mro", "Classes after BaseException, and object.",
        [handler("M", "mixin"), handler("object", "object"), *requests("Behind", "ValueError")],
        [cls("M", "object"), cls("Behind", "Exception", "M")])
    yield program(
        "numbers", "A number is refused.", [handler(404, "number"), request("ValueError")])
    yield program(
        "scopes", "The default of a blueprint calls its parent's function.",
        [handler("ValueError", "app"), handler("KeyError", "admin", "admin"), *requests("ValueError", "KeyError", scope="users"),
         request("TypeError", "users")],
        blueprints=[{"name": "admin"}, {"name": "users", "parent": "admin"}])
    yield program(
        "outside-exception", "The view's `except Exception` does not catch these.",
        [handler("BaseException", "base"), *requests("KeyboardInterrupt", "SystemExit", "ValueError")])
    yield program(
        "failing", "What a handler raises leaves.",
        [failing("E1", "E2"), handler("E2", "E2"), reraise("ValueError"), *requests("E1", "E2", "ValueError")], [E1, E2])


PROGRAMS = {"sanic": sanic, "starlette": starlette, "fastapi": fastapi, "singledispatch": singledispatch}
