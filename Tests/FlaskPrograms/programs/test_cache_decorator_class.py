from typing import Callable, Generic, NamedTuple, TypeVar, Union
from abc import ABC
import pytest
from flask import Flask
import flask

T = TypeVar("T")


class Result(NamedTuple):
    value: object
    hit: bool = False


class CacheMiss(KeyError):
    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key: str = key


class CacheFull(MemoryError):
    pass


class Cache(Generic[T]):
    size: int = 2

    def __init__(self, size=None):
        self._data = {}
        if size:
            self.size = size

    def __getitem__(self, key: str) -> T:
        if key not in self._data:
            raise CacheMiss(key)
        return self._data[key]

    def __setitem__(self, key, value):
        if len(self) >= self.size and key not in self:
            raise CacheFull("%d of %d used" % (len(self), self.size))
        self._data[key] = value

    def __contains__(self, key):
        return key in self._data

    def __len__(self):
        return len(self._data)

    def __delitem__(self, key):
        self._data.pop(key, None)


class cached:
    """A class as a decorator."""

    def __init__(self, cache):
        self.cache = cache
        self.hits = 0

    def __call__(self, function: Callable) -> Callable:
        def wrapper(key):
            try:
                value = self.cache[key]
            except CacheMiss as miss:
                value = self.cache[miss.key] = function(miss.key)
                return Result(value)
            self.hits += 1
            return Result(value, hit=True)

        return wrapper


def create_app(size):
    app = flask.Flask(__name__)
    app.cache = Cache(size)

    @cached(app.cache)
    def load(key):
        if key.startswith("!"):
            raise flask.abort(400, "bad key " + key)
        return key.upper()

    @app.route("/<key>", methods=["GET"])
    def get(key):
        result = load(key)
        return f"{result.value}{' (cached)' if result.hit else ''}"

    @app.route("/<key>", methods=["DELETE"])
    def drop(key):
        if key not in app.cache:
            raise CacheMiss(key)
        del app.cache[key]
        return "dropped"

    @app.errorhandler(CacheMiss)
    def miss(error):
        return f"{error.key} is not cached: {error!s}", 404

    @app.errorhandler(CacheFull)
    def full(error):
        return f"{error}", 507

    @app.errorhandler(400)
    def bad(error):
        return f"{error.code}: {error.description}", 400

    return app


@pytest.fixture(params=[1, 2])
def size(request):
    return request.param


@pytest.fixture
def client(size):
    return create_app(size).test_client()


def test_cached(client):
    assert client.get("/a").data == b"A"
    assert client.get("/a").data == b"A (cached)"


def test_full(client, size):
    for key in "abc"[:size]:
        assert client.get("/" + key).status_code == 200
    rv = client.get("/z")
    assert rv.status_code == 507
    assert rv.data.decode() == "{0} of {0} used".format(size)


def test_drop(client):
    rv = client.delete("/a")
    assert rv.status_code == 404
    assert rv.data == b"a is not cached: 'a'"
    client.get("/a")
    assert client.delete("/a").data == b"dropped"


def test_bad_key(client):
    assert client.get("/!a").data == b"400: bad key !a"
