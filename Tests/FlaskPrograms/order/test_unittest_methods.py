"""unittest.TestCase: the order of methods and classes, and which fixtures run when."""

import unittest

EVENTS = []


def setUpModule():
    EVENTS.append("module")


def test_function_first():
    pass


class ZebraTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        EVENTS.append("class")

    def setUp(self):
        EVENTS.append("set up")

    def test_c(self):
        pass

    def test_a(self):
        pass

    def test_B(self):
        pass

    def test_10(self):
        pass

    def test_9(self):
        pass

    def testWithoutUnderscore(self):
        pass

    def test(self):
        pass

    def helper(self):
        raise AssertionError

    def test__private(self):
        pass


class AppleTests(unittest.TestCase):
    def test_z(self):
        pass

    def test_y(self):
        pass

    def runTest(self):
        raise AssertionError("only used if there are no other tests")


class OnlyRunTest(unittest.TestCase):
    def runTest(self):
        pass


class Base(unittest.TestCase):
    def test_m(self):
        pass


class Derived(Base):
    def test_z(self):
        pass

    def test_a(self):
        pass


class SharedTests:
    def test_shared_b(self):
        pass

    def test_shared_a(self):
        pass


class WithShared(SharedTests, unittest.TestCase):
    def test_n(self):
        pass


class DisabledTests(unittest.TestCase):
    __test__ = False

    def test_not_collected(self):
        raise AssertionError


@unittest.skip("not now")
class SkippedTests(unittest.TestCase):
    def test_skipped(self):
        raise AssertionError


class TestPlainClass:
    def test_z(self):
        pass

    def test_a(self):
        pass


def test_function_last():
    assert EVENTS[:4] == ["module", "class", "set up", "set up"]
