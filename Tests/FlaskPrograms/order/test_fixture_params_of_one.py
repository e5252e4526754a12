"""Only two tests with a module-scoped parameter: pytest groups the tests by the parameter."""

import pytest

EVENTS = []


@pytest.fixture(scope="module", params=["a", "b"])
def app(request):
    EVENTS.append("start " + request.param)
    yield request.param
    EVENTS.append("stop " + request.param)


@pytest.fixture
def client(app):
    EVENTS.append("client")
    return app


def test_one(client):
    pass


def test_two(app):
    pass


def test_without():
    pass


def test_events():
    assert EVENTS == ["start a", "client", "stop a", "start b", "client"]
