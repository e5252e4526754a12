"""The exceptions of the depot, in a module beside it. Their constructors set codes in every way that the importer reads."""

from http import HTTPStatus

from werkzeug.exceptions import HTTPException


class Api(HTTPException):
    def __init__(self, *arguments, **named):
        super(Api, self).__init__(*arguments, **named)
        self.code = 404


class Both(HTTPException):
    code = 418

    def __init__(self):
        super(Both, self).__init__()
        self.code = HTTPStatus.CONFLICT


class Odd(HTTPException):
    code = None


class Cleared(HTTPException):
    code = 404

    def __init__(self):
        HTTPException.__init__(self)
        self.code = None


class Sometimes(HTTPException):
    code = 400

    def __init__(self, paid=False):
        super(Sometimes, self).__init__()
        if paid:
            self.code = 402


class Pair(HTTPException):
    code = 400

    def __init__(self):
        super(Pair, self).__init__()
        self.code, self.text = 402, "pay"


class Attribute(HTTPException):
    code = 400

    def __init__(self):
        super(Attribute, self).__init__()
        setattr(self, "code", 402)


class Computed(HTTPException):
    @property
    def code(self):
        return 402


class Given(HTTPException):
    code = 400

    def __init__(self, code=403):
        super(Given, self).__init__()
        self.code = code


class Early(Api):
    def __init__(self):
        self.code = 410
        super(Early, self).__init__()


class Silent(HTTPException):
    code = 400

    def __init__(self):
        self.code = 401


class Loaded(Exception):
    """Reads a code and sets none."""

    def __init__(self, cause=None):
        super(Loaded, self).__init__()
        self.text = getattr(cause, "code", None) or (cause.code if cause else "")


def local_class():
    class Local(ValueError):
        pass

    return Local


Local = local_class()

# One for each handler of the depot.
E = [None] + [type("E{}".format(number), (Exception,), {"__module__": __name__}) for number in range(1, 44)]
for each in E[1:]:
    globals()[each.__name__] = each
