"""Runs cases of random_routes.py with the Flask of this interpreter and prints one JSON line for each case.

A result is a list of texts. The first ones are the results of adding the rules: `added` or `raises ValueError`. The
others are the answers to the requests:

    0/2 id=int 5, name=text x    route 0, rule 2 and the arguments, sorted by name
    308 /a/                      a redirect; its URL also has the query of the request
    405 GET,HEAD                 the allowed methods
    404
    raises TypeError             the exception that leaves the app

For a case about prefixes, the texts are the rules in the app, or `raises ValueError`.
"""

import json
import sys
import urllib.parse
import warnings

warnings.simplefilter("ignore")

import flask  # noqa: E402


def main():
    with open(sys.argv[1]) as file:
        cases = json.load(file)
    for case in cases:
        print(json.dumps(prefixes(case) if "prefixes" in case else play(case)))


def play(case):
    app = flask.Flask("app", static_folder=None)
    app.testing = True
    app.url_map.strict_slashes = case["strict"]
    added, rules = add_rules(app, case["rules"])
    # The matches of requests. The response to HEAD has no body.
    seen = []

    def echo():
        if flask.request.routing_exception is None:
            rule = flask.request.url_rule
            arguments = sorted(flask.request.view_args.items())
            described = ", ".join(f"{name}={type_name(value)} {value}" for name, value in arguments)
            seen.append(f"{rule.endpoint}/{rules[id(rule)]} {described}")
            return ""
        return None

    app.before_request(echo)
    answers = [answer(app.test_client(), seen, *request) for request in case["requests"]]
    return added + answers


def add_rules(app, described):
    added, rules, views = [], {}, {}
    for index, (text, methods, strict, defaults, route) in enumerate(described):
        options = {} if methods is None else {"methods": methods}
        if strict is not None:
            options["strict_slashes"] = strict
        if defaults is not None:
            options["defaults"] = defaults
        view = views.setdefault(route, lambda **arguments: "")
        before = {id(rule) for rule in app.url_map.iter_rules()}
        try:
            app.add_url_rule(text, str(route), view, **options)
        except Exception as error:
            added.append(f"raises {type(error).__name__}")
            continue
        added.append("added")
        for rule in app.url_map.iter_rules():
            if id(rule) not in before:
                rules[id(rule)] = index
    return added, rules


def type_name(value):
    return {"str": "text", "int": "int", "float": "float", "UUID": "uuid"}.get(type(value).__name__, "?")


def answer(client, seen, path, method):
    try:
        response = client.open(path, method=method)
    except Exception as error:
        return f"raises {type(error).__name__}"
    if response.status_code == 200:
        return seen.pop()
    if response.status_code in (301, 308):
        return f"{response.status_code} {urllib.parse.urlsplit(response.headers['Location']).path}"
    if response.status_code == 405:
        allowed = response.headers["Allow"].replace(" ", "").split(",")
        return "405 " + ",".join(sorted(allowed))
    return str(response.status_code)


def prefixes(case):
    texts = []
    for prefixes, rule in case["prefixes"]:
        try:
            texts.append(prefixed(prefixes, rule))
        except Exception as error:
            texts.append(f"raises {type(error).__name__}")
    return texts


def prefixed(prefixes, text):
    """Returns the rule of a blueprint. The outer blueprints come first. Each has the given prefix and its own."""
    app = flask.Flask("app", static_folder=None)
    parent = app
    blueprints = [flask.Blueprint(f"b{index}", "app", url_prefix=own) for index, (_, own) in enumerate(prefixes)]
    blueprints[-1].add_url_rule(text, "view", lambda: "")
    if len(blueprints) > 1 and not hasattr(blueprints[0], "register_blueprint"):
        return "not nested"
    for (given, _), parent, blueprint in reversed(list(zip(prefixes, [app] + blueprints, blueprints))):
        parent.register_blueprint(blueprint, **({} if given is None else {"url_prefix": given}))
    return next(rule.rule for rule in app.url_map.iter_rules())


if __name__ == "__main__":
    main()
