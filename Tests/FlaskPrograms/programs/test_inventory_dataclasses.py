"""Domain code with dataclasses and type hints; the views only translate."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import Dict, List, Optional

import pytest
from flask import Flask

logger = logging.getLogger("inventory")


class InventoryError(Exception):
    http_status: int = 400


class UnknownItem(InventoryError):
    http_status = 404


class NotEnough(InventoryError):
    http_status = 409

    def __init__(self, wanted: int, available: int) -> None:
        super().__init__(f"wanted {wanted}, available {available}")
        self.wanted = wanted
        self.available = available


@dataclass
class Item:
    name: str
    count: int = 0
    tags: List[str] = field(default_factory=list)

    def take(self, wanted: int) -> None:
        if wanted > self.count:
            raise NotEnough(wanted, self.count)
        self.count -= wanted


@dataclass
class Inventory:
    items: Dict[str, Item] = field(default_factory=dict)

    def find(self, name: str) -> Item:
        found: Optional[Item] = self.items.get(name)
        if found is None:
            logger.info("no item %s", name)
            raise UnknownItem(name)
        return found


def create_app() -> Flask:
    app = Flask(__name__)
    inventory = Inventory(
        {"screw": Item("screw", 100), "nut": Item("nut", 5, ["small"])}
    )

    @app.errorhandler(InventoryError)
    def inventory_error(error: InventoryError) -> tuple[str, int]:
        return f"{type(error).__name__}: {error}", error.http_status

    @app.route("/items/<name>")
    def show(name: str) -> str:
        return str(inventory.find(name).count)

    @app.route("/items/<name>/take/<int:wanted>", methods=["POST"])
    def take(name: str, wanted: int) -> str:
        item = inventory.find(name)
        item.take(wanted)
        return f"{item.count} left"

    return app


@pytest.fixture(scope="class")
def client():
    return create_app().test_client()


class TestInventory:
    def test_show(self, client):
        assert client.get("/items/nut").data == b"5"

    def test_take(self, client):
        assert client.post("/items/nut/take/3").data == b"2 left"

    def test_not_enough(self, client):
        response = client.post("/items/nut/take/3")
        assert response.status_code == 409
        assert response.data == b"NotEnough: wanted 3, available 2"

    def test_unknown(self, client):
        response = client.get("/items/bolt")
        assert response.status_code == 404
        assert response.data == b"UnknownItem: bolt"


class TestFreshInventory:
    def test_show(self, client):
        assert client.get("/items/nut").data == b"5"
