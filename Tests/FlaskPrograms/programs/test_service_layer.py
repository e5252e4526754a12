"""Three layers: repository, service, views. Errors are translated in between."""
import abc
import typing as t
from functools import partial, wraps

import pytest
from flask import Blueprint, Flask, current_app, jsonify


class RepositoryError(Exception):
    pass


class RowNotFound(RepositoryError):
    def __init__(self, table: str, key: t.Any):
        super().__init__(table, key)
        self.table, self.key = table, key


class ServiceError(Exception):
    status: t.ClassVar[int] = 500

    @property
    def payload(self) -> dict:
        return {"type": type(self).__name__, "detail": str(self)}


class NotFoundError(ServiceError):
    status = 404


class PermissionDenied(ServiceError):
    status = 403


class Repository(abc.ABC):
    @abc.abstractmethod
    def get(self, key):
        ...


class MemoryRepository(Repository):
    def __init__(self, table: str, rows: dict):
        self.table = table
        self.rows = rows

    def get(self, key):
        if key not in self.rows:
            raise RowNotFound(self.table, key)
        return self.rows[key]


def translate(source: t.Type[Exception], target: t.Type[ServiceError], text: str):
    def decorate(function):
        @wraps(function)
        def inner(*args, **kwargs):
            try:
                return function(*args, **kwargs)
            except source as exc:
                raise target(text % exc.args) from exc

        return inner

    return decorate


class OrderService:
    def __init__(self, orders: Repository, owner: str = "me"):
        self.orders = orders
        self.owner = owner

    @translate(RowNotFound, NotFoundError, "%s has no row %s")
    def find(self, number: int) -> dict:
        order = self.orders.get(number)
        if order["owner"] != self.owner:
            raise PermissionDenied("not your order")
        return order

    @classmethod
    def with_rows(cls, rows, **kwargs):
        return cls(MemoryRepository("orders", rows), **kwargs)

    @staticmethod
    def total(order):
        return sum(price * count for price, count in order["lines"])


bp = Blueprint("orders", __name__)


@bp.route("/<int:number>")
def show(number):
    service = current_app.config["SERVICE"]
    order = service.find(number)
    return jsonify(total=service.total(order))


@bp.errorhandler(ServiceError)
def service_error(error):
    return jsonify(error.payload), error.status


def create_app(service):
    app = Flask(__name__)
    app.config["SERVICE"] = service
    app.register_blueprint(bp, url_prefix="/orders")
    return app


@pytest.fixture()
def client():
    rows = {1: {"owner": "me", "lines": [(2, 3), (10, 1)]}, 2: {"owner": "you", "lines": []}, 3: {"owner": "me"}}
    return create_app(OrderService.with_rows(rows)).test_client()


def test_total(client):
    assert client.get("/orders/1").get_json()["total"] == 16


def test_not_found(client):
    response = client.get("/orders/99")
    assert response.status_code == 404
    assert response.get_json() == {"type": "NotFoundError", "detail": "orders has no row 99"}


def test_foreign(client):
    response = client.get("/orders/2")
    assert response.status_code == 403
    assert response.get_json()["type"] == "PermissionDenied"


def test_corrupt(client):
    assert client.get("/orders/3").status_code == 500
