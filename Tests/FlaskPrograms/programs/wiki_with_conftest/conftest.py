import pytest

from wiki import PAGES, create_app


@pytest.fixture(scope="session")
def app():
    return create_app(testing=True)


@pytest.fixture
def client(app):
    return app.test_client()


@pytest.fixture(autouse=True)
def clean_pages():
    PAGES.clear()
    PAGES["home"] = "Welcome"
    yield
    PAGES.clear()
