"""Random URL rules and requests. They are chosen so that rules compete with each other and requests are near misses."""

import random

WORDS = ["a", "b", "ab", "a", "b", "users", "x.y", "a-b", "edit", "1", "12", "x y", "é", "a|b", "a+b", "(a)", "a,b", "b", "a'b&c=@"]
NAMES = ["x", "y", "z", "id", "name", "p"]
CONVERTERS = [
    "", "", "", "string:", "default:", "int:", "int:", "int:", "float:", "path:", "path:", "uuid:", "any(a,b):", "any(ab,a,b):",
    'any("a","x y"):', "any(users, edit):", "string(length=2):", "string(minlength=2):", "string(maxlength=3):",
    "string(2):", "string(2, 3):", "string(minlength=1,maxlength=2):", "string(minlength=0):", "string(length=2, maxlength=5):",
    "int(fixed_digits=2):", "int(min=2):", "int(max=5):", "int(min=2,max=12):", "int(signed=True):",
    "int(signed=True, min=-2):", "int(2):", "int(2, 3, 20):", "float(min=1.5):", "float(max=2):", "float(signed=True):",
    "float(signed=True,max=1):", "any():", 'any("a/b",a):', "any(é):", "any(a.b,a):",
]
# Most of these are errors.
BAD_CONVERTERS = [
    "nope:", "string(size=2):", "int(1,2,3,4,5):", "path(1):", "uuid(1):", "any(1,2):", "any(a=1):", "string(length=a):",
    "string(1,2):", "string(1,minlength=2):", "any(a b):", "string(length = 2):", "string( length=2 ):", "string(length=2,):",
    "string(,):", "any(a b, c):", "int(min=1.5):", "int(min=x):", "string(length=2.9):", "string(length='2'):", "float(1, 2, True, 4):",
    'any("a)b"):', "any(a)b):", "string(None):", "string(maxlength=None):", "string(length=True):", "path(x=1):", "path(map=1):",
    "any(nan):", "any(1x,a):", "any('a'):", "any(u'a',\"b\"):", "int(signed=1):", "int(signed=0):", "int(signed=''):", "any(True):",
    "string(3, 2):", "string(length=1 2):", "any(a.b.c):", "any(1.2.3):", "int(fixed_digits=None):", "float(min=.5):", "float(max=2.):",
]
BAD_RULES = [
    "", "a", "a/b", "<x>", "/<x", "/x>", "/<x>/<x>", "/<>", "/<1>", "/a<", "/<x y>", "/<int:>", "/<:x>", "/a>b/<x>", "/<x>>", "/<<x>",
    "/<int(:x>", "/<int():x>", "/<nope:x", "/<x>/<int:x>",
]
METHODS = [None, None, None, None, ["GET"], ["POST"], ["POST"], ["GET", "POST"], ["PUT", "DELETE"], ["OPTIONS"], ["HEAD"], ["get", "Post"], []]
VALUES = [
    "a", "b", "ab", "abc", "1", "2", "12", "007", "-1", "-2", "1.5", "2.0", "-0.5", "01.50", "0.0001", "users", "edit", "x%20y", "x y", "%C3%A9", "é",
    "a%2Fb", "a/b", "a//b", "a+b", "a%2Bb", "%7C", "a|b", "a.b", "(a)", "a%25b", "%zz", "a%0A", "1%0A", "%0A", "%D9%A1", "9" * 20, "1" * 16 + ".5",
    "0123ABCD-0123-4567-89ab-0123456789ab", "0123abcd-0123-4567-89ab-0123456789ag", "", "a'b&c=@", "a,b", "~a_b", "$!*;:", "%C3", "\\", "{a}", "a^b", "`",
]


def cases(seed, count):
    """Returns cases without results. Every twentieth case is about prefixes."""
    generator = random.Random(seed)
    return [prefix_case(generator) if index % 20 == 19 else routing_case(generator) for index in range(count)]


def routing_case(generator):
    rules = []
    routes = generator.randint(1, 4)
    for _ in range(generator.choice([1, 2, 3, 3, 4, 5, 6, 8])):
        rules.append(near_rule(generator, rules) if rules and generator.random() < 0.4 else rule(generator, routes))
    if generator.random() < 0.15:
        rules += rules_with_defaults(generator, routes)
    requests = [request(generator, rules) for _ in range(12)]
    return {"strict": generator.random() < 0.85, "rules": rules, "requests": requests}


def rule(generator, routes):
    return [rule_text(generator), generator.choice(METHODS), generator.choice([None] * 5 + [True, False]), None, generator.randrange(routes)]


def rule_text(generator):
    if generator.random() < 0.03:
        return generator.choice(BAD_RULES)
    names = generator.sample(NAMES, len(NAMES))
    text = ""
    for _ in range(generator.choice([0, 1, 1, 2, 2, 2, 3, 3, 4])):
        text += ("//" if generator.random() < 0.04 else "///" if generator.random() < 0.01 else "/") + segment(generator, names)
    return text + "/" if text == "" or generator.random() < 0.4 else text


def segment(generator, names):
    chance = generator.random()
    if chance < 0.45 or not names:
        return generator.choice(WORDS)
    if chance < 0.85 or len(names) < 2:
        return variable(generator, names)
    if chance < 0.93:
        return generator.choice(WORDS) + variable(generator, names)
    return variable(generator, names) + generator.choice(["-", ".", "", "a"]) + variable(generator, names)


def variable(generator, names):
    converter = generator.choice(BAD_CONVERTERS if generator.random() < 0.04 else CONVERTERS)
    return f"<{converter}{names.pop()}>"


def near_rule(generator, rules):
    """A rule that is almost one of the others."""
    text, methods, strict, defaults, route = generator.choice(rules)
    change = generator.randrange(6)
    if change == 0:
        text = text[:-1] if text.endswith("/") and len(text) > 1 else text + "/"
    elif change == 1:
        methods = generator.choice(METHODS)
    elif change == 2:
        strict = generator.choice([True, False])
    elif change == 3:
        text = text.rstrip("/") + "/" + generator.choice(WORDS)
    elif change == 4:
        text = text.rstrip("/") + "/<" + generator.choice(CONVERTERS) + "q>" + generator.choice(["", "/"])
    else:
        text = text.replace("<", "<int:", 1) if "<x>" in text else text.replace("int:", "", 1)
    return [text, methods, strict, defaults, generator.choice([route, route + 1])]


def rules_with_defaults(generator, routes):
    """Rules of one endpoint, some with default values for the variables of others."""
    route = generator.randrange(routes)
    base = "/" + generator.choice(["all", "a", "b"])
    value = generator.choice([1, 2, "a", 1.5])
    converter = generator.choice({int: ["int:", "int(fixed_digits=2):", ""], str: ["", "path:", "any(a,b):"], float: ["float:"]}[type(value)])
    slash = generator.choice(["", "/"])
    found = [
        [base + slash, generator.choice([None, ["POST"]]), None, {"page": value}, route],
        [f"{base}/page/<{converter}page>{slash}", None, None, None, route],
    ]
    if generator.random() < 0.4:
        found.append([f"{base}/<x>/<{converter}page>", None, None, None, route])
        found.append([f"{base}/<x>{slash}", None, None, {"page": value}, route])
    if generator.random() < 0.2:
        found.append([base + "/both", None, None, {"page": value, "x": "a"}, route])
    generator.shuffle(found)
    return found


def request(generator, rules):
    method = generator.choice(["GET"] * 6 + ["POST", "POST", "OPTIONS", "HEAD", "PUT"])
    path = "/" + generator.choice(VALUES) if generator.random() < 0.1 else filled(generator, generator.choice(rules)[0])
    for _ in range(generator.choice([0, 0, 0, 0, 1, 1, 2])):
        path = changed(generator, path)
    return [whole_url(generator, path), method]


def whole_url(generator, path):
    """A URL with a path, as tests write it. Most have only the path."""
    if not path.startswith("//") or generator.random() < 0.9:
        path = "/" + path.lstrip("/")
    form = generator.randrange(60)
    return [path[1:], path + "?x=1&y=/a", "http://localhost" + path][form] if form < 3 else path


def filled(generator, text):
    """A path that a rule may match."""
    path = ""
    while "<" in text:
        before, _, rest = text.partition("<")
        inside, _, text = rest.partition(">")
        path += before + value(generator, inside)
    return path + text


def value(generator, inside):
    if generator.random() < 0.1:
        return generator.choice(VALUES)
    if inside.startswith("int"):
        return generator.choice(["1", "2", "3", "12", "20", "007", "-1", "05"])
    if inside.startswith("float"):
        return generator.choice(["1.5", "2.0", "-0.5", "01.50", "0.5", "3", "1."])
    if inside.startswith("path"):
        return generator.choice(["a", "a/b", "a//b", "edit", "a/edit", "1", "a/b/", "x%20y/b"])
    if inside.startswith("uuid"):
        return "0123ABCD-0123-4567-89ab-0123456789ab"
    if inside.startswith("any"):
        return generator.choice(["a", "b", "ab", "users", "edit", "x%20y", "a.b", "a/b", "é"])
    return generator.choice(["a", "ab", "abc", "1", "12", "b", "edit", "users", "a-b", "1.5"])


def changed(generator, path):
    change = generator.randrange(8)
    if change == 0:
        return path[:-1] if path.endswith("/") and len(path) > 1 else path + "/"
    if change == 1:
        return path + "/"
    if change == 2 and path.count("/") > 1:
        place = path.index("/", 1)
        return path[:place] + generator.choice(["/", "//", "/"]) + path[place:]
    if change == 3:
        return path + "/" + generator.choice(VALUES)
    if change == 4:
        return path.rpartition("/")[0] or "/"
    if change == 5:
        parts = path.split("/")
        parts[-1] = generator.choice(VALUES)
        return "/".join(parts)
    if change == 6:
        return path + generator.choice(["%2F", "%0A", "%20", "a"])
    return path.upper() if generator.random() < 0.2 else path


PREFIXES = [None, None, "", "/", "/api", "/api/", "/api//", "api", "/a/b", "//", "/<int:x>", "/<int:x>/"]
PREFIXED = ["", "/", "a", "/a", "//a", "/a/", "/<y>", "a/"]


def prefix_case(generator):
    pairs = []
    for _ in range(12):
        depth = generator.choice([1, 1, 1, 2, 2, 3])
        pairs.append([[[generator.choice(PREFIXES), generator.choice(PREFIXES)] for _ in range(depth)], generator.choice(PREFIXED)])
    return {"prefixes": pairs, "requests": []}
