"""Sends requests to the shop and prints what it answered: python ask.py < requests.json > answers.json

A request is [URL prefix of the blueprint, module, class]; an answer [status, body, class that left the app], the body
null for a page that no handler wrote.
"""

import json
import logging
import os
import sys

sys.path.insert(0, os.getcwd())
sys.stdout, out = sys.stderr, sys.stdout
logging.disable(logging.CRITICAL)

import shop

app = shop.create_app()
app.config["PROPAGATE_EXCEPTIONS"] = False
answers = []
for prefix, module, name in json.load(sys.stdin):
    try:
        answer = app.test_client().get("{}/raise/{}/{}".format(prefix, module, name))
    except BaseException as error:
        answers.append([None, None, type(error).__name__])
        continue
    body = answer.get_data(as_text=True)
    answers.append([answer.status_code, body if body.startswith("shop.") else None, None])
json.dump(answers, out)
