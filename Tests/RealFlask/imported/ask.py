"""Sends requests to an app and prints its responses: python ask.py MODULE < requests.json > answers.json

A request is [URL prefix of the blueprint, module, class]; an answer [status, body, class that left the app], the body
null for a page that no handler wrote.
"""

import importlib
import json
import logging
import os
import sys

sys.path.insert(0, os.getcwd())
sys.stdout, out = sys.stderr, sys.stdout
logging.disable(logging.CRITICAL)

name = sys.argv[1]
module = importlib.import_module(name)
app = module.create_app() if hasattr(module, "create_app") else module.app
answers = []
for prefix, place, cls in json.load(sys.stdin):
    try:
        answer = app.test_client().get("{}/raise/{}/{}".format(prefix, place, cls))
    except BaseException as error:
        answers.append([None, None, type(error).__name__])
        continue
    body = answer.get_data(as_text=True)
    answers.append([answer.status_code, body if body.startswith(name + ".") else None, None])
json.dump(answers, out)
