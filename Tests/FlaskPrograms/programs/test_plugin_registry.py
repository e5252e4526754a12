"""Plugins with a metaclass-free registry (__init_subclass__) that bring their own error handlers."""
import pytest
from flask import Blueprint, Flask


class Plugin:
    registry = []
    name = None

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.name = cls.name or cls.__name__.lower()
        Plugin.registry.append(cls)

    def __init__(self):
        self.blueprint = Blueprint(self.name, __name__, url_prefix="/" + self.name)
        self.setup(self.blueprint)

    def setup(self, bp):
        raise NotImplementedError


class Echo(Plugin):
    class Silence(Exception):
        """Nothing to echo."""

    def setup(self, bp):
        bp.add_url_rule("/<word>", "echo", self.echo)
        bp.register_error_handler(self.Silence, self.on_silence)

    def echo(self, word):
        if word == "nothing":
            raise self.Silence()
        return word * 2

    def on_silence(self, error):
        return error.__doc__, 204 if self.name == "quiet" else 400


class Calc(Plugin):
    operations = {"add": lambda a, b: a + b, "div": lambda a, b: a / b, "pow": pow}

    def setup(self, bp):
        bp.add_url_rule("/<op>/<int:a>/<int:b>", "calc", self.calc)
        bp.errorhandler(ArithmeticError)(self.arithmetic)

    def calc(self, op, a, b):
        operation = self.operations[op]
        return str(operation(a, b))

    @staticmethod
    def arithmetic(error):
        return "arithmetic", 400


class Advanced(Calc):
    name = "adv"
    operations = dict(Calc.operations, mod=lambda a, b: a % b)


def create_app(*names):
    app = Flask(__name__)
    for plugin in Plugin.registry:
        if not names or plugin.name in names:
            app.register_blueprint(plugin().blueprint)
    return app


@pytest.fixture
def client():
    return create_app().test_client()


def test_registry():
    assert [plugin.name for plugin in Plugin.registry] == ["echo", "calc", "adv"]


def test_echo(client):
    assert client.get("/echo/ha").data == b"haha"


def test_silence(client):
    r = client.get("/echo/nothing")
    assert r.status_code == 400
    assert r.data == b"Nothing to echo."


@pytest.mark.parametrize("path,result", [("/calc/add/1/2", "3"), ("/calc/div/7/2", "3.5"), ("/adv/mod/7/4", "3")])
def test_calc(client, path, result):
    assert client.get(path).data.decode("ascii") == result


def test_errors(client):
    assert client.get("/calc/div/1/0").data == b"arithmetic"
    assert client.get("/adv/mod/1/0").status_code == 400
    assert client.get("/calc/mod/1/1").status_code == 500


def test_only_some():
    client = create_app("echo").test_client()
    assert client.get("/calc/add/1/2").status_code == 404
    assert client.get("/echo/a").status_code == 200
