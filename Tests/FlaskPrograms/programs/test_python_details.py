"""Details of Python that views and handlers depend on: iterators, sets, enumerations, data classes, `else` of `try`."""
import abc
import enum
import json
from dataclasses import dataclass, field

import pytest
from flask import Flask, jsonify

app = Flask(__name__)
views = {}


def view(function):
    views[function.__name__] = function
    return function


class Color(enum.Enum):
    RED = 1
    GREEN = 2


class Kind(str, enum.Enum):
    SMALL = "small"
    LARGE = "large"


@dataclass
class Basket:
    owner: str
    items: list = field(default_factory=list)
    size: int = 0

    def __post_init__(self):
        self.size = len(self.items) + 1


class Account:
    """An account with a limit."""

    _balance = 0

    @property
    def balance(self):
        return self._balance

    @balance.setter
    def balance(self, amount):
        if amount < 0:
            raise ValueError("negative")
        self._balance = amount

    @property
    def owner(self):
        return "ada"

    def __call__(self):
        return "called"


class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self):
        """Returns the area."""


class Square(Shape):
    def area(self):
        return 4


class Serious(Exception):
    """A serious problem."""


@app.errorhandler(Serious)
def serious(error):
    return error.__doc__ + " " + repr(error), 503


@app.errorhandler(KeyError)
def missing_key(error):
    # An exception is no JSON, so this handler fails.
    return jsonify(error=error), 404


@view
def next_of_an_iterator():
    numbers = iter([1, 2, 3])
    next(numbers)
    return str(next(numbers)) + str(list(numbers)) + str(next(numbers, "end"))


@view
def loop_that_ends_early():
    letters = iter("abcd")
    for letter in letters:
        if letter == "b":
            break
    return "".join(letters)


@view
def end_of_an_iterator():
    return next(x for x in [1, 2] if x > 2)


@view
def equal_sets():
    return "%s %d %s" % ({1, 2} == {2, 1}, len({1, 1, 2}), {"a": 1, "b": 2}.keys() == {"b", "a"})


@view
def order_of_keywords():
    return json.dumps(dict(z=1, a=2)) + ",".join(dict(y=1, b=2))


@view
def sorted_in_reverse():
    return "".join(name for name, _ in sorted([("a", 1), ("b", 1), ("c", 2)], key=lambda pair: pair[1], reverse=True))


@view
def greatest():
    return max(["aa", "b", "cc"], key=len) + min([], default="none") + str(sorted([(2, "a"), (1, "b")])[0][1])


@view
def members():
    return " ".join(color.name for color in Color) + str(len(Color)) + str(Color(2) is Color["GREEN"])


@view
def member_of_text():
    return "%s %s" % (Kind.SMALL == "small", Kind("large") in ("small", "large"))


@view
def no_such_member():
    try:
        return Color(3).name
    except ValueError as error:
        return str(error)


@view
def no_such_name():
    return Color["BLUE"].name


@view
def factory_of_a_field():
    Basket("ada").items.append(1)
    return "%d %d" % (len(Basket("bob").items), Basket("eve", [1, 2]).size)


@view
def too_many_arguments():
    return Basket("ada", [], 0, 1).owner


@view
def setter():
    account = Account()
    account.balance = 5
    return str(account.balance)


@view
def setter_that_raises():
    account = Account()
    account.balance = -5
    return "not reached"


@view
def property_without_a_setter():
    account = Account()
    account.owner = "bob"
    return account.owner


@view
def abstract():
    return str(Square().area()) + str(Shape().area())


@view
def else_of_try():
    try:
        try:
            int("1")
        except ValueError:
            return "not reached"
        else:
            raise ValueError("in else")
    except ValueError as error:
        return str(error)


@view
def context_of_an_exception():
    try:
        try:
            raise KeyError("first")
        except KeyError:
            int("x")
    except ValueError as error:
        return type(error.__context__).__name__ + str(error.__cause__)


@view
def attributes():
    return "%s %s %s %s" % (
        hasattr({}, "to_dict"),
        hasattr(attributes, "exempt"),
        getattr(attributes, "role", "none"),
        callable(Account()),
    )


@view
def checks_of_types():
    return "%s %s %s" % (isinstance(1.5, float), isinstance(True, int), isinstance("a", (list, str)))


@view
def documentation():
    return Account.__doc__ + view.__name__ + str(view.__doc__)


@view
def number_with_a_space():
    return str(int(" 12 ")) + str(int("1 2"))


@view
def unhashable():
    return {}[[]]


@view
def deleted():
    names = ["a", "b", "c"]
    del names[0]
    rest = list(names)
    del names[:]
    return str(len(rest)) + str(len(names))


@view
def serious_problem():
    raise Serious("x")


@view
def no_json():
    raise KeyError("k")


@view
def set_as_json():
    return jsonify({1, 2})


@app.route("/<name>")
def run(name):
    return views[name]()


@pytest.fixture
def client():
    return app.test_client()


@pytest.mark.parametrize("name", list(views))
def test_view(client, name):
    assert client.get("/" + name).status_code in (200, 500, 503)


def test_texts(client):
    assert client.get("/next_of_an_iterator").data == b"2[3]end"
    assert client.get("/loop_that_ends_early").data == b"cd"
    assert client.get("/equal_sets").data == b"True 2 True"
    assert client.get("/members").data == b"RED GREEN2True"
    assert client.get("/no_such_member").data == b"3 is not a valid Color"
    assert client.get("/else_of_try").data == b"in else"
    assert client.get("/no_json").status_code == 500
