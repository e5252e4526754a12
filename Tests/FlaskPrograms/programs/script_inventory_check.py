#!/usr/bin/env python
"""Smoke test for the inventory API. Run with: python script_inventory_check.py"""
from __future__ import print_function

import json
import sys

from flask import Flask, jsonify, request

__version__ = "0.3"
DEFAULTS = dict(per_page=2, currency="EUR")


class InventoryError(Exception):
    status = 400

    def __init__(self, msg, **ctx):
        Exception.__init__(self, msg)
        self.ctx = ctx

    def __call__(self):
        body = dict(self.ctx, error=str(self), kind=type(self).__name__)
        return jsonify(body), self.status


class Gone(InventoryError):
    status = 410


def make_app(**settings):
    options = dict(DEFAULTS)
    options.update(settings)
    app = Flask("inventory")
    app.options = options
    stock = {"bolt": 10, "nut": 0}

    @app.route("/stock/<item>", methods=["GET", "DELETE"])
    def item_view(item):
        if item not in stock:
            raise InventoryError("unknown item", item=item)
        if request.method == "DELETE":
            del stock[item]
            return "", 204
        if not stock[item]:
            raise Gone("sold out", item=item, currency=options["currency"])
        return jsonify(item=item, count=stock[item])

    @app.route("/config/<name>")
    def config(name):
        return jsonify(value=getattr(app, "options")[name])

    app.register_error_handler(InventoryError, lambda error: error())
    app.register_error_handler(KeyError, lambda e: ("no option " + repr(e.args[0]), 404))
    return app


def expect(client, path, status, method="GET"):
    response = client.open(path, method=method)
    ok = response.status_code == status
    print("ok  " if ok else "FAIL", method, path, response.status_code)
    return ok


def main(argv=None):
    client = make_app(currency="USD").test_client()
    checks = [
        expect(client, "/stock/bolt", 200),
        expect(client, "/stock/nut", 410),
        expect(client, "/stock/screw", 400),
        expect(client, "/stock/bolt", 204, method="DELETE"),
        expect(client, "/stock/bolt", 400),
        expect(client, "/config/currency", 200),
        expect(client, "/config/color", 404),
        expect(client, "/", 404),
    ]
    failures = checks.count(False)
    print("%d checks, %d failures" % (len(checks), failures))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
