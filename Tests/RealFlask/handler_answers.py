"""Handlers whose answer depends on the exception. Nothing here knows a framework.

In a program, the members of a handler step that say what the handler does can also be
    "body", "template": true, "status"? or "status_from": "code"           the body is an f-string of the language
    "arms": [{"if": CONDITION, ...answer}..., {...answer}]                  the first one whose condition is true
CONDITION is written as in the language. Python itself evaluates conditions and f-strings, with the installed classes.
"""

import re


class Names(dict):
    """The names in a condition: `e`, and the classes of the program. Python's own functions are not here."""

    def __init__(self, error, classes):
        super().__init__(e=error)
        self.classes = classes

    def __missing__(self, name):
        found = self.classes.find(name)
        if found is None or name == "type":
            raise KeyError(name)
        return found


def answers(step):
    """Returns all answers that a handler can give."""
    return step.get("arms") or [step]


def require(step, classes):
    """Raises Refused if a name in the answers of a handler is no class, or none that a handler can raise."""
    for answer in answers(step):
        if isinstance(answer.get("raises"), str):
            classes.require_raisable(answer["raises"])
        for name in re.findall(r"(?:,|is|is not) (\w+)\)?$", answer.get("if", "")):
            classes.require(name)


def chosen(step, error, classes, code="code"):
    """Returns the answer that the handler gives to an exception. `code` is the attribute for `e.code`."""
    for answer in answers(step):
        if "if" not in answer or evaluated(answer["if"], Names(error, classes), code):
            return answer


def body(answer, error, code="code"):
    """Returns the body of an answer to an exception."""
    if not answer.get("template"):
        return answer["body"]
    return evaluated("f" + repr(answer["body"]), {"e": error}, code)


def evaluated(expression, names, code):
    return eval(expression.replace("e.code", f"e.{code}"), {}, names)
