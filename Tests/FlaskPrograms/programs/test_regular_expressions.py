"""Views that check and split texts with regular expressions."""

import re
from re import IGNORECASE, compile as compile_pattern

import pytest
from flask import Flask, request

app = Flask(__name__)

EMAIL = re.compile(r"^[\w.+-]+@[\w-]+\.[\w.-]+$")
SLUG = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")
PHONE = re.compile(r"(?P<country>\+\d{1,3})?[ -]?(?P<area>\d{2,4})[ -](?P<number>\d{5,8})")
DATE = compile_pattern(r"(\d{4})-(\d\d)-(\d\d)")
WORDS = re.compile(r"\b(error|warning|fatal)\b", IGNORECASE)


class InvalidValue(ValueError):
    def __init__(self, field, value):
        super().__init__(f"invalid {field}: {value}")
        self.field = field


@app.errorhandler(InvalidValue)
def invalid_value(error):
    return str(error), 422


@app.errorhandler(404)
def not_found(error):
    return "not found", 404


@app.errorhandler(IndexError)
def no_group(error):
    return "no such group", 500


@app.route("/email/<value>")
def email(value):
    if not EMAIL.match(value):
        raise InvalidValue("email", value)
    name, _, domain = value.partition("@") if False else (value.split("@")[0], "", value.split("@")[1])
    return f"{name} at {domain}"


@app.route("/slug/<value>")
def slug(value):
    if SLUG.fullmatch(value) is None:
        return re.sub(r"[^a-z0-9]+", "-", value.lower()).strip("-"), 400
    return value


@app.route("/phone/<value>")
def phone(value):
    match = PHONE.search(value)
    if match is None:
        raise InvalidValue("phone", value)
    parts = match.groupdict()
    return "{} {} {}".format(match["country"] or "+0", parts["area"], match.group("number"))


@app.route("/date/<value>")
def date(value):
    if match := DATE.fullmatch(value):
        year, month, day = match.groups()
        return f"{day}.{month}.{year} {match.span(2)} {match.start()} {match.end(1)}"
    raise InvalidValue("date", value)


@app.route("/group/<value>")
def group(value):
    return re.match("(a)(b)?", value).group(3)


@app.route("/optional/<value>")
def optional(value):
    found = re.match("(a)(b)?", value)
    return "%s %s" % (found.group(1, 2) == ("a", None), found.groups("-"))[:20] if False else found.groups("-")[1]


@app.route("/log/<value>")
def log(value):
    return ",".join(WORDS.findall(value)) or "quiet"


@app.route("/replace/<value>")
def replace(value):
    text = re.sub(r"(\w+) (\w+)", r"\2 \g<1>", value, count=1)
    text = re.sub(r"\d", lambda found: str(int(found.group()) * 2), text)
    return re.sub("_+", "", text)


@app.route("/split/<value>")
def split(value):
    return "|".join(re.split(r"\s*[,;]\s*", value))


@app.route("/pairs/<value>")
def pairs(value):
    return "; ".join(f"{key} is {number}" for key, number in re.findall(r"(\w)=(\d*)", value))


@app.route("/tags/<path:value>")
def tags(value):
    names = [m.group(1) for m in re.finditer(r"<(\w+)>(.*?)</\1>", value)]
    return ".".join(names)


@app.route("/password", methods=["POST"])
def password():
    value = request.form["password"]
    checks = {"digit": r"\d", "upper": r"[A-Z]", "length": r"^.{8,}$", "no space": r"^(?!.*\s)"}
    failed = [name for name, pattern in checks.items() if not re.search(pattern, value)]
    if failed:
        raise InvalidValue("password", ", ".join(failed))
    return "accepted"


@app.route("/escape/<value>")
def escape(value):
    return "yes" if re.search(re.escape(value), "1+1=2 (really?)") else "no"


@pytest.mark.parametrize(
    "path, status, body",
    [
        ("/email/ada@example.org", 200, "ada at example.org"),
        ("/email/ada", 422, "invalid email: ada"),
        ("/email/a@b", 422, "invalid email: a@b"),
        ("/slug/hello-world-2", 200, "hello-world-2"),
        ("/slug/Hello%20World!", 400, "hello-world"),
        ("/slug/-x-", 400, "x"),
        ("/phone/+47%2022%20123456", 200, "+47 22 123456"),
        ("/phone/call%20030-1234567", 200, "+0 030 1234567"),
        ("/phone/none", 422, "invalid phone: none"),
        ("/date/2026-11-27", 200, "27.11.2026 (5, 7) 0 4"),
        ("/date/2026-11-27x", 422, "invalid date: 2026-11-27x"),
        ("/group/ab", 500, "no such group"),
        ("/optional/ab", 200, "b"),
        ("/optional/a", 200, "-"),
        ("/log/an%20Error%20and%20a%20WARNING,%20no%20errors", 200, "Error,WARNING"),
        ("/log/fine", 200, "quiet"),
        ("/replace/one%20two%20three", 200, "two one three"),
        ("/replace/a_1__2", 200, "a24"),
        ("/split/a,%20b%20;c", 200, "a|b|c"),
        ("/pairs/a=1%20b=%20cd=23", 200, "a is 1; b is ; d is 23"),
        ("/tags/<b>x</b><i>y</b><u></u>", 200, "b.u"),
        ("/escape/1+1", 200, "yes"),
        ("/escape/(r.*)", 200, "no"),
        ("/nothing", 404, "not found"),
    ],
)
def test_get(path, status, body):
    response = app.test_client().get(path)
    assert response.get_data(as_text=True) == body
    assert response.status_code == status


@pytest.mark.parametrize(
    "value, body",
    [
        ("Secret123", "accepted"),
        ("secret", "invalid password: digit, upper, length"),
        ("Secret 123", "invalid password: no space"),
    ],
)
def test_password(value, body):
    response = app.test_client().post("/password", data={"password": value})
    assert response.get_data(as_text=True) == body
