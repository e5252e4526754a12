"""Sends GET requests to an app and prints the status of each answer and the class that left the app, as JSON.

    python ask.py MODULE:NAME PATH...
"""

import asyncio
import importlib
import json
import logging
import os
import pathlib
import sys

sys.path[:0] = [os.getcwd(), str(pathlib.Path(__file__).resolve().parents[1])]

import playing  # noqa: E402

logging.disable(logging.CRITICAL)
name, _, attribute = sys.argv[1].partition(":")
app = getattr(importlib.import_module(name), attribute)
app = app() if attribute.startswith("create") else app


async def answers():
    if type(app).__name__ == "Sanic":
        await start()
    found = [await playing.ask(app, path, "GET") for path in sys.argv[2:]]
    return [[status, escaped and escaped.__name__] for status, _, _, escaped in found]


async def start():
    """Starts the app as a server does."""
    messages = [{"type": "lifespan.startup"}]

    async def receive():
        if not messages:
            raise asyncio.CancelledError
        return messages.pop()

    async def send(message):
        pass

    scope = {"type": "lifespan", "asgi": {"version": "3.0"}, "headers": [], "query_string": b"", "path": ""}
    try:
        await app(scope, receive, send)
    except asyncio.CancelledError:
        pass


print(json.dumps(asyncio.new_event_loop().run_until_complete(answers())))
