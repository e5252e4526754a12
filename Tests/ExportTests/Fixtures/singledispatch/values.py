"""singledispatch/values.eb for singledispatch 3.11, written by errorbook.

The tests send the requests of the script in order and assert what errorbook predicts for this release.
Each test creates its own app. To run the tests with Python 3.11:

    python3.11 -m venv singledispatch-3.11
    singledispatch-3.11/bin/pip install pytest
    singledispatch-3.11/bin/pytest THIS_FILE.py
"""

import pytest
from functools import singledispatch


class E(Exception):
    pass


def create_app():
    @singledispatch
    def app(error):
        return PAGE, 500

    @app.register(Exception)
    def handle_exception(error):
        if not isinstance(error, LookupError):
            return f"{type(error).__name__}", 500
        raise error

    @app.register(ValueError)
    def handle_value_error(error):
        return f"{error.code}", 500

    return app


# What the default of the outermost function returns.
PAGE = "a default page"


def answer(function, error):
    """Raises the exception and calls the function with it. Returns the body and the status code."""
    try:
        raise error
    except Exception as caught:
        return function(caught)


def test_the_script():
    app = create_app()
    assert answer(app, E()) == ("E", 500)  # line 5
    with pytest.raises(IndexError) as crash:  # line 6
        answer(app, IndexError())
    assert crash.type.__name__ == "IndexError"
    with pytest.raises(AttributeError) as crash:  # line 7
        answer(app, ValueError())
    assert crash.type.__name__ == "AttributeError"
