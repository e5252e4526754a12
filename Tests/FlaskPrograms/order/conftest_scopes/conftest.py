import pytest


@pytest.fixture(scope="session", params=["s1", "s2"])
def app_kind(request):
    return request.param


@pytest.fixture(autouse=True, scope="session")
def everywhere():
    yield "everywhere"
