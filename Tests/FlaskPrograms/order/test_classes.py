"""Classes: which ones pytest collects, and in which order their methods run."""

import pytest


class TestSecond:
    def test_b(self):
        pass

    def test_a(self):
        pass

    def helper(self):
        raise AssertionError

    class TestInner:
        def test_d(self):
            pass

        def test_c(self):
            pass

    def test_after_the_inner_class(self):
        pass

    @staticmethod
    def test_static():
        pass

    @classmethod
    def test_class_method(cls):
        pass

    test_attribute = 1


def test_between():
    pass


class TestFirst:
    def test_only(self):
        pass

    def test_only_one(self):
        pass

    def test_only(self):  # noqa: F811
        pass


class TestWithConstructor:
    def __init__(self):
        pass

    def test_not_collected(self):
        raise AssertionError


class TestDisabled:
    __test__ = False

    def test_not_collected(self):
        raise AssertionError


class Shop:
    def test_not_collected(self):
        raise AssertionError


class NotNamedSo:
    __test__ = True

    def test_collected_because_of_the_flag(self):
        pass


class Testing:
    def test_named_testing(self):
        pass


class TestEmpty:
    value = 1


class TestTwice:
    def test_replaced(self):
        raise AssertionError


class TestTwice:  # noqa: F811
    def test_kept(self):
        pass


def test_with_mark():
    pass


test_with_mark.__test__ = False


@pytest.mark.skip(reason="skipped")
class TestSkipped:
    def test_skipped(self):
        raise AssertionError
