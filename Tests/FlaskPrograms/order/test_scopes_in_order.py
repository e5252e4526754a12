"""When fixtures of each scope start and stop. Tests of the module itself check the order."""

import pytest

EVENTS = []


def event(name):
    EVENTS.append(name)


@pytest.fixture(scope="session")
def session_fixture():
    event("session")


@pytest.fixture(scope="module", autouse=True)
def module_autouse():
    event("module autouse")
    yield
    event("module end")


@pytest.fixture(scope="class")
def class_fixture():
    event("class")
    yield
    event("class end")


@pytest.fixture
def function_fixture():
    event("function")
    yield
    event("function end")


@pytest.fixture(autouse=True)
def function_autouse():
    event("autouse")


def test_first(function_fixture, session_fixture):
    assert EVENTS == [
        "session",
        "module autouse",
        "setup_function test_first",
        "autouse",
        "function",
    ]


class TestClass:
    def setup_class(cls):
        event("setup_class")

    def setup_method(self):
        event("setup_method")

    def teardown_method(self):
        event("teardown_method")

    def test_a(self, class_fixture):
        assert EVENTS[5:] == [
            "function end",
            "setup_class",
            "class",
            "autouse",
            "setup_method",
        ]

    def test_b(self, class_fixture, function_fixture):
        assert EVENTS[10:] == ["teardown_method", "autouse", "setup_method", "function"]


def setup_function(function):
    event("setup_function " + function.__name__)


def test_last():
    assert EVENTS[14:] == [
        "function end",
        "teardown_method",
        "class end",
        "setup_function test_last",
        "autouse",
    ]
