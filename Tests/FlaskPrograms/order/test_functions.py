"""Functions run in file order, whatever their names are. The second of two functions with one name replaces the first."""


def test_zebra():
    pass


def helper_test():
    raise AssertionError("this is not a test")


def test_apple():
    pass


def test_twice():
    raise AssertionError("replaced below")


def testWithoutUnderscore():
    pass


def test():
    pass


def test_twice():  # noqa: F811
    pass


class test_lower:
    def test_not_collected(self):
        raise AssertionError


test_assigned = lambda: None  # noqa: E731


def not_collected_test():
    raise AssertionError


test_number = 3


def make():
    def test_inner():
        raise AssertionError

    return test_inner


test_from_function = make


def _test_private():
    raise AssertionError


def test_last():
    pass


test_alias = test_zebra
