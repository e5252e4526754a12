"""Programs written by hand, each with a note about what it shows. record-fixtures records them with generated programs.

The format of a program is documented at the top of recorder.py.
"""

OFF, UNSET, ON = {"PROPAGATE_EXCEPTIONS": False}, {"PROPAGATE_EXCEPTIONS": None}, {"PROPAGATE_EXCEPTIONS": True}


def cls(name, *bases, **codes):
    return {"name": name, "bases": list(bases), **codes}


def handler(target, body, scope=None, **answer):
    return {"op": "handler", "target": target, "body": body, **answer, **within(scope)}


def code_handler(target, body="text", scope=None):
    return {"op": "handler", "target": target, "body": body, "status_from": "code", **within(scope)}


def reraise(target, scope=None):
    return {"op": "handler", "target": target, "reraises": True, **within(scope)}


def return_e(target, scope=None):
    return {"op": "handler", "target": target, "returns": "exception", **within(scope)}


def failing(target, error, scope=None):
    return {"op": "handler", "target": target, "raises": error, **within(scope)}


def request(what, scope=None):
    return {"op": "raise", "what": what, **within(scope)}


def requests(*causes, scope=None):
    return [request(what, scope) for what in causes]


def visit(kind, scope=None):
    return request({"request": kind}, scope)


def respond(status, scope=None, **body):
    return {"op": "respond", "status": status, **body, **within(scope)}


def config(name, on):
    return {"op": "config", "name": name, "on": on}


def within(scope):
    return {} if scope is None else {"scope": scope}


def on_app(name, other_name=None):
    return {"name": name, "at": [{"parent": None, "as": other_name}]}


def nested(name, *places):
    """Each place is a parent, or a parent and a name."""
    pairs = [place if isinstance(place, tuple) else (place, None) for place in places]
    return {"name": name, "at": [{"parent": parent, "as": other_name} for parent, other_name in pairs]}


def late(blueprint):
    return {"op": "blueprint", **blueprint}


def program(name, note, steps, classes=(), blueprints=(), settings=OFF):
    made = {"id": name, "note": note, "classes": list(classes), "config": dict(settings), "steps": list(steps)}
    return {**made, "blueprints": list(blueprints)} if blueprints else made


def codes():
    api = cls("Api", "HTTPException", self_code=404)
    missing = cls("Missing", "NotFound", self_code=418)
    yield program(
        "instance-code",
        "A code set in __init__ does not choose the table from 0.11 on: the handler for HTTPException runs.",
        [handler(404, "not found"), handler("HTTPException", "http"), *requests("Api", "NotFound")], [api])
    yield program(
        "instance-code-handler", "A handler for the class itself is in the table without a code.",
        [handler("Api", "api"), request("Api")], [api])
    yield program("instance-code-page", "Without a handler the page has the instance's code.", [request("Api")], [api])
    yield program(
        "instance-code-other", "The class says 404, the instance 418: 0.10 looks for 418, later releases for 404.",
        [handler(404, "not found"), handler(418, "teapot"), request("Missing")], [missing])
    yield program("instance-code-other-page", "The page of the same class has status 418.", [request("Missing")], [missing])
    yield program(
        "instance-code-none", "self.code = None: no handler is called, in any release.",
        [handler(404, "not found"), handler("Gone404", "own"), handler("HTTPException", "http"), request("Gone404")],
        [cls("Gone404", "NotFound", self_code=None)])
    yield program(
        "class-code-none", "code = None on the class: no handler is called, although the base class has code 404.",
        [handler(404, "not found"), handler("Odd", "own"), handler("HTTPException", "http"), request("Odd")],
        [cls("Odd", "NotFound", code=None)])
    yield program(
        "class-code-none-instance-code", "code = None on the class, self.code = 404: the table without a code is searched.",
        [handler(404, "not found"), handler("Odd", "own"), request("Odd")],
        [cls("Odd", "NotFound", code=None, self_code=404)])
    yield program(
        "both-codes", "class code 404 and self.code 418: three releases, three handlers.",
        [handler(404, "404"), handler(418, "418"), handler("HTTPException", "http"), handler("Both", "own"),
         request("Both")],
        [cls("Both", "HTTPException", code=404, self_code=418)])
    yield program(
        "inherited-instance-code", "A subclass inherits the constructor that sets the code.",
        [handler("HTTPException", "http"), handler(404, "not found"), *requests("Child", "Grandchild")],
        [api, cls("Child", "Api"), cls("Grandchild", "Child", code=410)])
    yield program(
        "two-constructors", "Each constructor sets the code after it called super: the first class on the MRO wins.",
        [code_handler("HTTPException"), *requests("First", "Second")],
        [api, missing, cls("First", "Api", self_code=410), cls("Second", "Missing", "Api")])
    yield program(
        "instance-code-blueprint", "The table without a code of the blueprint comes before the app's.",
        [handler("HTTPException", "users", "users"), handler("HTTPException", "app"), handler(404, "404", "users"),
         request("Api", "users"), request("Api")],
        [api], [{"name": "users"}])
    yield program(
        "instance-code-cached",
        "0.11 and 0.12 write what they found for the instance's class into the table without a code.",
        [handler("HTTPException", "http"), request("Api"), handler("Base", "base"), request("Api"), request("Other")],
        [cls("Base", "HTTPException"), cls("Api", "Base", self_code=404), cls("Other", "Api")])
    yield program(
        "e-code", "return \"text\", e.code for HTTP errors.",
        [code_handler("HTTPException"), code_handler(404), *requests("NotFound", 418, "Conflict", "HTTPException")])
    yield program(
        "e-code-missing", "An ordinary exception has no code: AttributeError in the handler.",
        [code_handler("Exception"), *requests("ValueError", "NotFound")])
    yield program(
        "e-code-missing-propagates", "The same, when exceptions propagate.",
        [code_handler("Exception"), *requests("ValueError", "NotFound")], settings=ON)
    yield program(
        "e-code-of-ordinary-classes",
        "Any class may have a code, and e.code reads it: None, 0, 7, 600, 999999, 204 and 101.",
        [code_handler("Exception"), *requests("None_", "Zero", "Seven", "Six", "Huge", "Empty", "Hundred")],
        [cls("None_", "Exception", self_code=None), cls("Zero", "Exception", self_code=0), cls("Seven", "Exception", code=7),
         cls("Six", "Exception", code=600), cls("Huge", "Exception", self_code=999999), cls("Empty", "Exception", code=204),
         cls("Hundred", "Exception", code=101)])
    yield program(
        "e-code-500", "The handler for 500 gets the raw exception up to 1.0.4, and the raw exception has no code.",
        [code_handler(500), *requests("ValueError", 500)])
    yield program(
        "e-code-500-class", "The same with the class.", [code_handler("InternalServerError"), *requests("ValueError", 500)])
    yield program(
        "e-code-instance", "e.code is the instance's code.",
        [code_handler("HTTPException"), code_handler("Missing"), *requests("Api", "Missing")], [api, missing])
    yield program(
        "e-code-system-exit", "SystemExit's code hides Werkzeug's.",
        [code_handler("Leave"), code_handler("HTTPException"), *requests("Leave", "Stay")],
        [cls("Leave", "SystemExit", "NotFound"), cls("Stay", "NotFound", "SystemExit")])
    yield program(
        "reraise", "raise e in a handler goes to the 500 path; no other handler for it is called.",
        [reraise("ValueError"), handler("Exception", "other"), *requests("ValueError", "KeyError")])
    yield program(
        "reraise-http", "raise e in a handler for an HTTP error makes it a 500.",
        [reraise(404), handler("NotFound", "late"), reraise(403), *requests(404, 403), visit("unrouted")])
    yield program(
        "reraise-500", "raise e in the handler on the 500 path leaves the app.",
        [reraise(500), *requests("ValueError", 500, 404)])
    yield program(
        "reraise-exception", "One handler for everything that raises again: it is called twice from 1.0 on.",
        [reraise("Exception"), *requests("ValueError", "NotFound")])
    yield program(
        "reraise-propagates", "raise e when exceptions propagate.",
        [reraise("ValueError"), reraise(404), handler(500, "error"), *requests("ValueError", 404, 500)], settings=ON)
    yield program(
        "odd-codes-pages", "Pages with odd codes.", requests("Zero", "Seven", "Six", "Huge", "Empty", "Hundred"),
        [cls("Zero", "HTTPException", self_code=0), cls("Seven", "HTTPException", code=7),
         cls("Six", "HTTPException", code=600),
         cls("Huge", "HTTPException", code=999999), cls("Empty", "HTTPException", self_code=204),
         cls("Hundred", "HTTPException", code=101)])
    yield program(
        "redirect-code", "A redirect whose instance has another code, or none.",
        [handler("HTTPException", "http"), *requests("Moved", "Nowhere")],
        [cls("Moved", "RequestRedirect", self_code=404), cls("Nowhere", "RequestRedirect", self_code=None)])


def construction():
    yield program(
        "value-error-not-found", "ValueError's constructor does not call Werkzeug's: no response attribute, so no page.",
        [request("A"), request("B")], [cls("A", "ValueError", "NotFound"), cls("B", "NotFound", "ValueError")])
    yield program(
        "value-error-not-found-handled", "A handler that returns text does not need the page.",
        [handler("A", "handled"), request("A")], [cls("A", "ValueError", "NotFound")])
    yield program(
        "value-error-not-found-returned", "return e needs the page.",
        [return_e("A"), return_e("B"), request("A"), request("B")],
        [cls("A", "ValueError", "NotFound"), cls("B", "NotFound", "ValueError")])
    yield program(
        "value-error-not-found-500", "The handler for 500 gets the AttributeError.",
        [handler(500, "error"), handler("AttributeError", "attribute"), request("A")], [cls("A", "ValueError", "NotFound")])
    yield program(
        "value-error-not-found-propagates", "The AttributeError leaves the app when exceptions propagate.",
        [handler(500, "error"), request("A")], [cls("A", "ValueError", "NotFound")], settings=ON)
    yield program(
        "arguments", "The view passes what the constructors require.",
        [handler("UnicodeError", "unicode"), handler("Exception", "other"),
         *requests("UnicodeDecodeError", "UnicodeEncodeError", "UnicodeTranslateError", "ExceptionGroup",
                   "BaseExceptionGroup")])
    yield program(
        "argument-subclasses", "Subclasses get the same arguments.",
        [handler("UnicodeError", "unicode"), handler("Exception", "other"), *requests("D", "E", "T", "G", "B")],
        [cls("D", "UnicodeDecodeError"), cls("E", "UnicodeEncodeError"), cls("T", "UnicodeTranslateError"),
         cls("G", "ExceptionGroup"), cls("B", "BaseExceptionGroup")])
    yield program(
        "argument-mixes", "The first arguments that work; none may work.",
        requests("A", "B", "C", "D", "E", "F"),
        [cls("A", "UnicodeDecodeError", "NotFound"), cls("B", "NotFound", "UnicodeDecodeError"),
         cls("C", "BadRequestKeyError", "UnicodeDecodeError"), cls("D", "RequestRedirect", "UnicodeDecodeError"),
         cls("E", "UnicodeEncodeError", "UnicodeDecodeError"), cls("F", "UnicodeTranslateError", "RequestRedirect")])
    yield program(
        "groups", "A group's list becomes Werkzeug's response, units or methods.",
        requests("A", "B", "C", "D", "E", "F", "G"),
        [cls("A", "NotFound", "ExceptionGroup"), cls("B", "ExceptionGroup", "NotFound"),
         cls("C", "MethodNotAllowed", "ExceptionGroup"), cls("D", "RequestedRangeNotSatisfiable", "ExceptionGroup"),
         cls("E", "BadRequestKeyError", "ExceptionGroup"), cls("F", "RequestRedirect", "ExceptionGroup"),
         cls("G", "ServiceUnavailable", "ExceptionGroup")])
    yield program(
        "group-between", "ExceptionGroup has no constructor of its own: Werkzeug's may come before BaseExceptionGroup's.",
        requests("C", "D", "E"),
        [cls("A", "NotFound"), cls("B", "A"), cls("C", "B", "ExceptionGroup", "A"), cls("D", "ExceptionGroup", "A"),
         cls("E", "B", "BaseExceptionGroup", "A")],
        settings=ON)
    yield program(
        "system-exit", "SystemExit's descriptor hides Werkzeug's code; the instance's code is None.",
        [handler(404, "not found"), handler("A", "own"), handler("HTTPException", "http"), *requests("A", "B", "C")],
        [cls("A", "SystemExit", "NotFound"), cls("B", "NotFound", "SystemExit"),
         cls("C", "SystemExit", "NotFound", self_code=404)])
    yield program(
        "system-exit-two-values", "A constructor of Werkzeug's calls SystemExit's with two values: its code is a tuple.",
        [code_handler("B"), *requests("A", "B", "C")],
        [cls("Y", "SystemExit", "HTTPException"), cls("A", "_RetryAfter", "Y"), cls("B", "_RetryAfter", "Y"),
         cls("C", "Unauthorized", "Y")])
    yield program(
        "name-none", "Python's attribute name, None, hides Werkzeug's.",
        requests("A", "B", "C", "D", "E"),
        [cls("Y", "AttributeError", "HTTPException"), cls("A", "Unauthorized", "Y"), cls("B", "MethodNotAllowed", "Y"),
         cls("C", "ImportError", "NotFound"), cls("I", "ImportError", "HTTPException"), cls("D", "Unauthorized", "I"),
         cls("E", "RequestedRangeNotSatisfiable", "I")])
    yield program(
        "keywords", "From Werkzeug 2.0 on, constructors pass keywords to the next one: builtin ones take none.",
        requests("A", "B", "C", "D"),
        [cls("Y", "KeyError", "HTTPException"), cls("A", "InternalServerError", "Y"), cls("B", "MethodNotAllowed", "Y"),
         cls("C", "Unauthorized", "Y"), cls("D", "ServiceUnavailable", "Y")])
    yield program(
        "keys", "The key becomes what the first constructor takes first, even SystemExit's code.",
        [code_handler("E"), code_handler("HTTPException"), *requests("E")]
        + requests("A", "B", "C", "D", "F"),
        [cls("A", "MethodNotAllowed", "BadRequestKeyError"), cls("B", "RequestedRangeNotSatisfiable", "BadRequestKeyError"),
         cls("C", "Unauthorized", "BadRequestKeyError"), cls("D", "RequestRedirect", "BadRequestKeyError"),
         cls("E", "SystemExit", "BadRequestKeyError"), cls("F", "UnicodeDecodeError", "BadRequestKeyError")])
    yield program(
        "keywords-of-werkzeug", "InternalServerError and MethodNotAllowed in one class.",
        requests("A", "B", "C", "D"),
        [cls("A", "InternalServerError", "MethodNotAllowed"), cls("B", "MethodNotAllowed", "InternalServerError"),
         cls("C", "InternalServerError", "RequestedRangeNotSatisfiable"), cls("D", "Unauthorized", "TooManyRequests")])
    yield program(
        "redirects", "A redirect gets its URL through the constructor only.",
        requests("RequestRedirect", "A", "B", "C", "D", "E"),
        [cls("A", "RequestRedirect", "KeyError"), cls("B", "KeyError", "RequestRedirect"),
         cls("C", "NotFound", "RequestRedirect"), cls("D", "Unauthorized", "RequestRedirect"),
         cls("E", "TooManyRequests", "RequestRedirect")])
    for name, settings in (
        ("debug", {"DEBUG": True}), ("trap", {"TRAP_BAD_REQUEST_ERRORS": True}),
        ("debug-no-trap", {"DEBUG": True, "TRAP_BAD_REQUEST_ERRORS": False}), ("default", {}),
        ("trap-http", {"TRAP_HTTP_EXCEPTIONS": True}),
    ):
        mixes = [
            cls("A", "ValueError", "BadRequestKeyError"), cls("B", "ExceptionGroup", "BadRequestKeyError"),
            cls("C", "BadRequestKeyError", "ExceptionGroup"), cls("D", "RequestRedirect", "BadRequestKeyError"),
            cls("E", "BadRequestKeyError", self_code=418), cls("F", "InternalServerError", "BadRequestKeyError"),
        ]
        steps = requests("BadRequestKeyError", "A", "B", "C", "D", "E", "F", "BadRequest")
        yield program(
            f"key-error-{name}",
            "BadRequestKeyError, with a key where the constructor takes one: 1.0.3 to 1.1 read e.args[0].",
            [handler("IndexError", "index"), *steps], mixes, settings={**OFF, **settings})
        yield program(
            f"key-error-{name}-handled", "The same with a handler for 400 and one for KeyError.",
            [handler(400, "bad"), handler("KeyError", "key"), handler(500, "error"), *steps], mixes,
            settings={**OFF, **settings})
    yield program(
        "key-error-propagates", "The IndexError leaves the app: InternalServerError does not pass the key on.",
        requests("BadRequestKeyError", "A"), [cls("A", "InternalServerError", "BadRequestKeyError")],
        settings={**UNSET, "DEBUG": True})
    yield program(
        "trapped", "A trapped HTTP error without a response: only `return e` needs one.",
        [return_e("A"), handler("B", "handled"), *requests("A", "B", "C")],
        [cls("A", "ValueError", "NotFound"), cls("B", "KeyError", "NotFound"), cls("C", "OSError", "NotFound")],
        settings={**OFF, "TRAP_HTTP_EXCEPTIONS": True})
    yield program(
        "page-on-500-path", "return e on the 500 path: up to 1.0.4 e is the raw exception, which may have no page.",
        [return_e(500), failing("KeyError", "A"), *requests("KeyError", "A", "ValueError")],
        [cls("A", "ValueError", "InternalServerError")])


def blueprints():
    users, admin, shop = {"name": "users"}, {"name": "admin"}, {"name": "shop"}
    own = handler("ValueError", "users", "users")
    yield program(
        "twice-other-name", "name= is ignored before 2.0.1; 2.0.1 copies the handlers only for the first registration.",
        [own, handler(404, "missing", "users"), handler("KeyError", "app"),
         *requests("ValueError", 404, "KeyError", scope="users"), *requests("ValueError", 404, "KeyError", scope="people")],
        blueprints=[users, on_app("users", "people")])
    yield program(
        "two-parents", "One blueprint in two parents.",
        [own, handler("KeyError", "admin", "admin"), handler("KeyError", "shop", "shop"),
         *requests("ValueError", "KeyError", scope="admin.users"), *requests("ValueError", "KeyError", scope="shop.users")],
        blueprints=[admin, shop, nested("users", "admin", "shop")])
    yield program(
        "two-parents-two-names", "The same with name= in one of them.",
        [own, handler("KeyError", "shop", "shop"), request("ValueError", "admin.users"),
         *requests("ValueError", "KeyError", scope="shop.clients")],
        blueprints=[admin, shop, nested("users", "admin", ("shop", "clients"))])
    yield program(
        "parent-twice", "A parent registered twice registers its child twice.",
        [own, handler("KeyError", "admin", "admin"), *requests("ValueError", "KeyError", scope="admin.users"),
         *requests("ValueError", "KeyError", scope="staff.users"), request("KeyError", "staff")],
        blueprints=[admin, on_app("admin", "staff"), nested("users", "admin")])
    yield program(
        "child-under-two-names", "The same child in one parent under two names.",
        [own, *requests("ValueError", scope="admin.users"), *requests("ValueError", scope="admin.people")],
        blueprints=[admin, nested("users", "admin", ("admin", "people"))])
    yield program(
        "app-and-parent", "On the app and in a parent.",
        [own, handler("KeyError", "admin", "admin"), *requests("ValueError", "KeyError", scope="users"),
         *requests("ValueError", "KeyError", scope="admin.users")],
        blueprints=[users, admin, nested("users", "admin")])
    yield program(
        "same-name-in-two-places", "The same name on the app and in a parent: no collision from 2.0.1 on.",
        [own, handler("ValueError", "other", "other"), request("ValueError", "users"), request("ValueError", "other")],
        blueprints=[admin, nested("users", ("admin", "people")), on_app("other", "people")])
    yield program(
        "late-other-name",
        "A second registration after a request: from 2.0.2 to 2.1 it has the late handler, the first has not.",
        [own, request("ValueError", "users"), handler("KeyError", "late", "users"), late(on_app("users", "people")),
         request("KeyError", "users"), request("KeyError", "people"), request("ValueError", "people")],
        blueprints=[users])
    yield program(
        "late-handler-then-registered", "A handler between the late registration and the next request.",
        [own, request("ValueError", "users"), late(on_app("users", "people")), handler("KeyError", "late", "users"),
         request("KeyError", "people"), request("KeyError", "users")],
        blueprints=[users])
    yield program(
        "late-nested", "A child that comes late is ignored, refused from 2.3 on.",
        [own, request("ValueError", "admin"), late(nested("users", "admin")), request("ValueError", "admin.users"),
         request("ValueError", "users")],
        blueprints=[admin, users])
    yield program(
        "late-nested-then-parent", "A late child counts when its parent is registered again.",
        [own, request("ValueError", "admin"), late(nested("users", "admin")), late(on_app("admin", "staff")),
         request("ValueError", "staff.users")],
        blueprints=[admin, users])
    yield program(
        "late-registration-debug", "Debug mode refuses what is late up to 2.1.",
        [own, request("ValueError", "users"), late(on_app("users", "people")), request("ValueError", "people")],
        blueprints=[users], settings={**OFF, "DEBUG": True})
    yield program(
        "dotted", "A dotted name is no nesting: api.v1 does not search api, except in 2.0.0, which never searches api.v1.",
        [handler("ValueError", "api", "api"), handler("KeyError", "v1", "api.v1"),
         *requests("ValueError", "KeyError", scope="api.v1"), *requests("ValueError", "KeyError", scope="api")],
        blueprints=[{"name": "api"}, {"name": "api.v1"}])
    yield program(
        "dotted-part", "2.0.0 searches a blueprint that has the last part as its name.",
        [handler("ValueError", "v1", "v1"), handler("ValueError", "api.v1", "api.v1"), handler("KeyError", "api", "api"),
         *requests("ValueError", "KeyError", scope="api.v1")],
        blueprints=[{"name": "v1"}, {"name": "api.v1"}, {"name": "api"}])
    yield program(
        "dotted-nested", "A dotted name in a parent.",
        [handler("ValueError", "admin", "admin"), handler("KeyError", "v1", "api.v1"),
         *requests("ValueError", "KeyError", scope="api.v1")],
        blueprints=[admin, nested("api.v1", "admin")])
    yield program(
        "dotted-parent", "A child of a dotted name.",
        [handler("ValueError", "a.b", "a.b"), handler("KeyError", "c", "c"), handler("ValueError", "b", "b"),
         *requests("ValueError", "KeyError", scope="c")],
        blueprints=[{"name": "a.b"}, nested("c", "a.b"), {"name": "b"}])
    yield program(
        "empty", "An empty name: searched to 2.0.0, never searched from 2.0.1 to 2.2, refused from 2.3 on.",
        [handler("ValueError", "empty", ""), handler(404, "missing", ""), handler("KeyError", "app"),
         *requests("ValueError", 404, "KeyError", scope=""), request("ValueError")],
        blueprints=[{"name": ""}])
    yield program(
        "empty-nested", "An empty name in a parent is searched.",
        [handler("ValueError", "empty", ""), handler("KeyError", "admin", "admin"),
         *requests("ValueError", "KeyError", scope="")],
        blueprints=[admin, nested("", "admin")])
    yield program(
        "empty-parent", "A child of an empty name has no parent from 2.0.1 on.",
        [handler("ValueError", "empty", ""), handler("KeyError", "child", "child"),
         *requests("ValueError", "KeyError", scope="child")],
        blueprints=[{"name": ""}, nested("child", "")])
    yield program(
        "twice-handlers", "Before 2.0 the second registration adds routes only: no list of 0.10 has a handler twice.",
        [own, handler("Exception", "all", "users"), handler(404, "missing", "users"),
         *requests("ValueError", "KeyError", 404, scope="people")],
        blueprints=[users, on_app("users", "people")])
    yield program(
        "twice-cache", "0.11 and 0.12 write into one table for both registrations.",
        [handler("LookupError", "lookup", "users"), handler("KeyError", "app"), request("KeyError", "people"),
         handler("KeyError", "late"), request("KeyError", "users")],
        blueprints=[users, on_app("users", "people")])
    yield program(
        "unrouted", "A URL that matches no route has no blueprint, in any registration.",
        [handler(404, "missing", "users"), handler(405, "method", "users"), visit("unrouted", "people"),
         visit("method", "people"), visit("redirect", "people"), request(404, "people")],
        blueprints=[users, on_app("users", "people")])


def responses():
    handlers = [handler(404, "handler 404"), handler("HTTPException", "http"), handler("Exception", "all"),
                handler(500, "error")]
    yield program(
        "respond-404", "A view that returns 404 raises nothing: no handler is called.",
        [*handlers, respond(404), request(404)])
    yield program(
        "respond-404-blueprint", "Neither in a blueprint.",
        [handler(404, "users", "users"), *handlers, respond(404, "users"), request(404, "users"),
         respond(404, "users", body="x")],
        blueprints=[{"name": "users"}])
    yield program(
        "respond-500", "A view that returns 500 does not take the 500 path.",
        [*handlers, respond(500), request("ValueError")])
    yield program(
        "respond-empty", "Some statuses have no body.",
        [respond(status, body="text") for status in (204, 304, 101, 205, 200, 201)])
    yield program("respond-odd", "Odd statuses.", [respond(status) for status in (0, 7, 600, 999, 999999, 421)])
    for name in ("DEBUG", "TESTING", "TRAP_HTTP_EXCEPTIONS", "TRAP_BAD_REQUEST_ERRORS"):
        yield program(
            f"respond-{name.lower().replace('_', '-')}", f"{name} changes nothing.",
            [*handlers, respond(404), respond(500), respond(400), request("ValueError")], settings={**UNSET, name: True})
    yield program(
        "respond-propagate", "PROPAGATE_EXCEPTIONS changes nothing.",
        [*handlers, respond(404), respond(500), request(404)], settings=ON)
    yield program(
        "respond-between", "A response between two errors changes no table.",
        [handler("Exception", "all"), request("A"), respond(500), request("B")],
        [cls("A", "Exception"), cls("X", "Exception"), cls("B", "A", "X")])
    yield program(
        "respond-late", "A response is a first request too: handlers after it are late.",
        [respond(404), handler(404, "late"), respond(404), request(404)])
    yield program(
        "respond-nested", "In a nested blueprint.",
        [handler(404, "users", "users"), respond(404, "users"), respond(404, "admin"), request(404, "users")],
        blueprints=[{"name": "admin"}, nested("users", "admin")])
    yield program(
        "respond-registrations", "In both registrations of a blueprint.",
        [handler(404, "users", "users"), respond(404, "users"), respond(404, "people"), request(404, "people")],
        blueprints=[{"name": "users"}, on_app("users", "people")])
    yield program(
        "respond-body", "With a body of its own.",
        [handler(404, "handler"), respond(404, body="no such user"), respond(404, body="")])


def options():
    classes = [cls("A", "ValueError", "NotFound"), cls("Failing", "Exception"), cls("Child", "Failing")]
    steps = [
        handler(500, "error"), failing("Failing", "KeyError"), failing(403, 404),
        *requests("ValueError", "Child", 404, 500, 403, "A", "KeyboardInterrupt"), visit("unrouted"),
        config("TRAP_HTTP_EXCEPTIONS", True), *requests(404, 500), visit("unrouted"), visit("redirect"), visit("method"),
    ]
    for name, note, settings in (
        ("default", "Flask's own default: nothing propagates.", UNSET),
        ("debug", "DEBUG propagates while PROPAGATE_EXCEPTIONS is not set.", {**UNSET, "DEBUG": True}),
        ("testing", "TESTING does too.", {**UNSET, "TESTING": True}),
        ("on", "PROPAGATE_EXCEPTIONS alone.", ON),
        ("off-debug", "PROPAGATE_EXCEPTIONS off wins over DEBUG and TESTING.", {**OFF, "DEBUG": True, "TESTING": True}),
        ("debug-off", "DEBUG and TESTING off.", {**UNSET, "DEBUG": False, "TESTING": False}),
    ):
        yield program(f"propagate-{name}", note, steps, classes, settings=settings)
    yield program(
        "propagate-changes", "The options count when the error happens.",
        [handler(500, "error"), request("ValueError"), config("TESTING", True), request("ValueError"),
         config("PROPAGATE_EXCEPTIONS", False), request("ValueError"), config("PROPAGATE_EXCEPTIONS", True),
         config("TESTING", False), request("ValueError")],
        settings=UNSET)
    yield program(
        "propagate-debug-changes", "The same with DEBUG.",
        [handler(500, "error"), config("DEBUG", True), request("ValueError"), config("DEBUG", False), request("ValueError"),
         config("PROPAGATE_EXCEPTIONS", True), request("ValueError")],
        settings=UNSET)
    yield program(
        "propagate-handled", "What a handler answers does not propagate.",
        [handler("Exception", "all"), *requests("ValueError", "NotFound", 500), visit("unrouted")], settings=ON)
    yield program(
        "propagate-abort-500", "abort(500) is an HTTP error: its handler runs.",
        [handler("InternalServerError", "error"), *requests(500, "InternalServerError", "ValueError")],
        settings={**UNSET, "TESTING": True})
    yield program(
        "propagate-failing-500", "The handler for 500 fails, and only HTTP errors reach it.",
        [failing(500, "KeyError"), *requests(500, "ValueError")], settings=ON)
    yield program(
        "failing-500", "Without propagation, what it raises leaves the app.",
        [failing(500, "KeyError"), *requests(500, "ValueError")])
    yield program(
        "propagate-returned", "return e with an ordinary exception is no response: the TypeError propagates.",
        [return_e("ValueError"), return_e(404), *requests("ValueError", 404)], settings=ON)
    yield program(
        "propagate-cache", "0.11 and 0.12 write into the table although the exception propagates.",
        [failing("Exception", "KeyError"), request("E1"), handler("E2", "e2"), request("E")],
        [cls("E1", "Exception"), cls("E2", "Exception"), cls("E", "E1", "E2")], settings=ON)
    yield program(
        "propagate-blueprint", "In a blueprint.",
        [handler(500, "app"), failing("ValueError", "KeyError", "users"),
         *requests("ValueError", "KeyError", 500, scope="users")],
        blueprints=[{"name": "users"}], settings={**UNSET, "TESTING": True})
    yield program(
        "propagate-500-blueprint", "A handler for 500 in a blueprint.",
        [handler(500, "users", "users"), *requests("ValueError", 500, scope="users")],
        blueprints=[{"name": "users"}], settings={**UNSET, "DEBUG": True})
    yield program(
        "testing-late", "TESTING does not refuse late handlers; DEBUG does, up to 2.1.",
        [request("ValueError"), handler("ValueError", "late"), request("ValueError"), config("DEBUG", True),
         handler("KeyError", "later"), request("KeyError")],
        settings={**UNSET, "TESTING": True})
    yield program(
        "trap-and-propagate", "A trapped HTTP error with a handler for its class is answered; another one propagates.",
        [handler("NotFound", "class"), handler(403, "number"), *requests(404, 403, 401, "BadRequest")],
        settings={**UNSET, "TESTING": True, "TRAP_HTTP_EXCEPTIONS": True})
    yield program(
        "trap-bad-request-and-propagate", "TRAP_BAD_REQUEST_ERRORS with propagation.",
        [handler("KeyError", "key"), *requests("BadRequestKeyError", "BadRequest", 400, 404)],
        settings={**ON, "TRAP_BAD_REQUEST_ERRORS": True})
    yield program(
        "base-exceptions", "SystemExit and KeyboardInterrupt leave the app in any case.",
        [handler("Exception", "all"), *requests("SystemExit", "KeyboardInterrupt", "GeneratorExit", "BaseExceptionGroup")],
        settings=UNSET)


# The programs by fixture, which is also the theme of the generated programs in the same file.
PROGRAMS = {"codes": codes, "construction": construction, "blueprints": blueprints, "respond": responses, "options": options}
