"""Parametrized fixtures: those of a module or class scope change the order of tests."""

import pytest


@pytest.fixture(scope="module", params=["m1", "m2"])
def module_param(request):
    return request.param


@pytest.fixture(scope="class", params=["c1", "c2"])
def class_param(request):
    return request.param


@pytest.fixture(params=["f1", "f2"])
def function_param(request):
    return request.param


@pytest.fixture(scope="module", params=[1, 2], ids=["one", "two"])
def with_ids(request):
    return request.param


def test_plain():
    pass


def test_module_first(module_param):
    pass


def test_function(function_param):
    pass


def test_module_second(module_param):
    pass


def test_between():
    pass


def test_module_and_function(module_param, function_param):
    pass


class TestClassScope:
    def test_first(self, class_param):
        pass

    def test_second(self, class_param):
        pass

    def test_none(self):
        pass


def test_after_class(class_param):
    pass


def test_two_modules(module_param, with_ids):
    pass


@pytest.mark.parametrize("direct", [1, 2])
def test_direct_and_module(direct, module_param):
    pass


def test_module_last(module_param):
    pass
