"""A parametrized session fixture in conftest.py, and a fixture that a class replaces."""

import pytest


@pytest.fixture
def kind(app_kind):
    return app_kind


def test_a(kind):
    assert kind in ("s1", "s2")


def test_plain(everywhere):
    assert everywhere == "everywhere"


class TestOverride:
    @pytest.fixture
    def kind(self, kind):
        return kind + "!"

    def test_b(self, kind):
        assert kind.endswith("!")

    @pytest.fixture
    def app_kind(self):
        return "own"

    def test_c(self, app_kind):
        assert app_kind == "own"


def test_z(app_kind):
    pass
