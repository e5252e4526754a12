"""The ids and the order of parametrize."""

import enum

import pytest


class Color(enum.Enum):
    RED = 1


def function():
    pass


@pytest.mark.parametrize("value", [3, 1, 2])
def test_numbers(value):
    pass


@pytest.mark.parametrize("first, second", [(1, "a"), (2, "b")])
def test_two_arguments(first, second):
    pass


@pytest.mark.parametrize("inner", ["x", "y"])
@pytest.mark.parametrize("outer", [1, 2, 3])
def test_stacked(outer, inner):
    pass


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        1.5,
        -1,
        "",
        "with space",
        "a/b",
        b"bytes",
        "ünï",
        ValueError,
        Color.RED,
        function,
        (1, 2),
        [1],
        {"key": 1},
        object(),
        2 + 3j,
        "new\nline",
    ],
)
def test_ids_of_values(value):
    pass


@pytest.mark.parametrize("value", ["same", "same", "other"])
def test_equal_ids(value):
    pass


@pytest.mark.parametrize("value", ["a", "a", "a0"])
def test_equal_ids_with_a_number(value):
    pass


@pytest.mark.parametrize("value", [1, 2, 3], ids=["one", "two", None])
def test_given_ids(value):
    pass


@pytest.mark.parametrize("value", [1, 2], ids=lambda value: "value %d" % value)
def test_function_for_ids(value):
    pass


@pytest.mark.parametrize(
    "value", [pytest.param(1, id="first"), 2, pytest.param(3, marks=pytest.mark.skip)]
)
def test_param(value):
    pass


@pytest.mark.parametrize("a, b", [pytest.param(1, 2, id="pair"), (3, 4), ([5], {})])
def test_param_of_two(a, b):
    pass


@pytest.mark.parametrize(["a", "b"], [[1, 2]])
def test_list_of_names(a, b):
    pass


@pytest.mark.parametrize("a,", [(1,), (2,)])
def test_trailing_comma(a):
    pass


@pytest.mark.parametrize("nothing", [])
def test_no_values(nothing):
    raise AssertionError


@pytest.mark.parametrize("value", range(2))
class TestParametrizedClass:
    def test_b(self, value):
        pass

    @pytest.mark.parametrize("other", "xy")
    def test_a(self, value, other):
        pass
