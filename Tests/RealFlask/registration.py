"""The reaction of a framework to a registration: the result of a step."""

import re
import warnings


def attempt(action, at="register", category=UserWarning):
    """Calls the action. Returns ok or the error as a setup_error, and the first warning of the category."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            action()
            result = {"ok": True}
        except RecursionError:
            raise
        except Exception as error:
            result = setup_error(error, at)
    for warning in caught:
        if issubclass(warning.category, category) and "warning" not in result:
            result["warning"] = first_line(str(warning.message))
    return result


def setup_error(error, at):
    message = str(error.args[0]) if isinstance(error, KeyError) else str(error)
    return {"setup_error": {"type": type(error).__name__, "message": first_line(message), "at": at}}


def first_line(message):
    """Returns the first line without addresses of objects, which differ in every run."""
    return re.sub(r"0x[0-9a-f]+", "0x...", message.splitlines()[0]) if message else ""
