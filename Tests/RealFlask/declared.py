"""The classes of a program, created with the installed Python. Nothing here knows a framework.

A recorder for a framework derives from Classes: it says where known classes are, what a status code does to a class, and
how a view creates an instance.
"""

import builtins


class Refused(Exception):
    """A step that cannot run; `result` has the reason."""

    def __init__(self, **result):
        super().__init__()
        self.result = result


class Classes:
    """The classes of a program by name, with Python's error for each."""

    # The modules with the known classes, before Python's.
    modules = ()

    def __init__(self, declarations):
        self.made = {}
        self.results = {}
        for declaration in declarations:
            self.declare(declaration)

    def declare(self, declaration):
        name = declaration["name"]
        bases = []
        for base in declaration["bases"]:
            found = self.find(base)
            if found is None:
                kind = "missing_base" if base in self.results else "unknown_class"
                self.results[name] = {"class_error": kind}
                return
            bases.append(found)
        try:
            made = type(name, tuple(bases), self.attributes(declaration))
        except TypeError as error:
            self.results[name] = {"class_error": kind_of_class_error(str(error))}
            return
        self.made[name] = made
        self.results[name] = {"mro": [self.name(member) for member in made.__mro__]}
        self.complete(made, declaration)

    def attributes(self, declaration):
        """Returns the attributes of the new class."""
        return {}

    def complete(self, made, declaration):
        """Changes the new class, or adds to its result."""

    def instance(self, cls):
        """Returns an instance as a view raises it. Raises TypeError if there are no arguments that work."""
        return cls()

    def name(self, cls):
        """Returns the name of a class in errorbook's language."""
        return cls.__name__

    def known(self, name):
        """Returns a class that the program did not declare, or None."""
        for place in (*self.modules, builtins):
            found = getattr(place, name, None)
            if isinstance(found, type):
                return found
        return None

    def find(self, name):
        return self.made[name] if name in self.made else self.known(name)

    def require(self, name):
        found = self.find(name)
        if found is None:
            raise Refused(class_error=self.results.get(name, {}).get("class_error", "unknown_class"))
        return found

    def require_raisable(self, name):
        found = self.require(name)
        if not issubclass(found, BaseException):
            raise Refused(not_run="not_an_exception")
        try:
            self.instance(found)
        except TypeError:
            raise Refused(not_run="needs_arguments")
        except Exception:
            # The constructor fails in the view, too.
            pass
        return found


def kind_of_class_error(message):
    for part, kind in (
        ("lay-out conflict", "layout_conflict"), ("duplicate base", "duplicate_base"),
        ("consistent method resolution", "inconsistent_mro"), ("not an acceptable base", "unacceptable_base"),
    ):
        if part in message:
            return kind
    return message


def first_instance(cls, candidates):
    """Returns an instance, created with the first arguments that work. Raises TypeError if there are none."""
    error = TypeError("no arguments")
    for arguments in candidates:
        try:
            return cls(*arguments)
        except TypeError as refused:
            error = refused
    raise error


def without_constructor(cls, *arguments):
    """Returns an instance for which no constructor ran."""
    # `__new__` of one of Python's exceptions refuses a class whose layout is that of another one.
    return first_instance(lambda allocate: allocate(cls, *arguments), [(each.__new__,) for each in cls.__mro__])


def python_candidates(cls):
    """Yields the arguments that exceptions of Python require, if the class is one of those that require some."""
    if issubclass(cls, UnicodeDecodeError):
        yield ("utf-8", b"\xff", 0, 1, "invalid start byte")
    if issubclass(cls, UnicodeEncodeError):
        yield ("ascii", "\xe9", 0, 1, "ordinal not in range")
    if issubclass(cls, UnicodeTranslateError):
        yield ("\xe9", 0, 1, "no such character")
    if cls is BaseExceptionGroup:
        yield ("several", [KeyboardInterrupt()])
    elif issubclass(cls, BaseExceptionGroup):
        yield ("several", [ValueError()])
