"""An API that reads JSON: missing bodies, other content types, bodies that cannot be parsed, and how clients send them."""

import json

import pytest
from flask import Flask, Response, jsonify, request
from werkzeug.exceptions import BadRequest, HTTPException


class InvalidItem(Exception):
    def __init__(self, message, field=None):
        super().__init__(message)
        self.message = message
        self.field = field


def create_app(debug=False):
    app = Flask(__name__)
    app.debug = debug
    items = []

    @app.errorhandler(InvalidItem)
    def invalid_item(error):
        return jsonify(error=error.message, field=error.field), 422

    @app.errorhandler(json.JSONDecodeError)
    def broken_text(error):
        return "%s at %d" % (error.msg, error.pos), 400

    @app.errorhandler(ValueError)
    def value_error(error):
        return "value error: %s" % error, 400

    @app.errorhandler(HTTPException)
    def http_error(error):
        return "%s: %s" % (error.name, error.description), error.code

    @app.errorhandler(400)
    def bad_request(error):
        return "bad request: " + error.description, 400

    @app.errorhandler(415)
    def wrong_type(error):
        return "wrong type: " + error.description, 415

    @app.errorhandler(500)
    def crashed(error):
        return "crashed", 500

    @app.route("/items", methods=["POST"])
    def add_item():
        data = request.get_json()
        if not isinstance(data, dict):
            raise InvalidItem("an object is expected")
        if "name" not in data:
            raise InvalidItem("missing", field="name")
        if not isinstance(data.get("count", 1), int):
            raise InvalidItem("not a number", field="count")
        items.append(data)
        return jsonify(number=len(items), item=data), 201

    @app.route("/echo", methods=["POST", "PUT"])
    def echo():
        return jsonify(request.json)

    @app.route("/first", methods=["POST"])
    def first():
        return str(request.json["values"][0])

    @app.route("/lenient", methods=["POST"])
    def lenient():
        data = request.get_json(silent=True) or {}
        return data.get("name", "nobody")

    @app.route("/forced", methods=["POST"])
    def forced():
        return ",".join(sorted(request.get_json(force=True)))

    @app.route("/both", methods=["POST"])
    def both():
        return repr(request.get_json(force=True, silent=True))

    @app.route("/parse", methods=["POST"])
    def parse():
        return str(len(json.loads(request.get_data(as_text=True))))

    @app.route("/data", methods=["POST"])
    def data():
        return request.data

    @app.route("/kind", methods=["POST"])
    def kind():
        return "%s %s" % (request.is_json, request.mimetype)

    @app.route("/checked", methods=["POST"])
    def checked():
        try:
            data = json.loads(request.data)
        except ValueError as error:
            raise BadRequest("no JSON: %s" % error)
        return "keys: " + " ".join(sorted(data))

    @app.route("/again", methods=["POST"])
    def again():
        request.get_json()["seen"] = True
        return jsonify(request.get_json())

    @app.route("/text")
    def text():
        return json.dumps({"a": 1})

    @app.route("/typed")
    def typed():
        return Response(json.dumps({"a": [1, 2]}), mimetype="application/json")

    return app


@pytest.fixture
def client():
    return create_app().test_client()


def send(client, path, text, content_type="application/json"):
    return client.post(path, data=text, content_type=content_type)


def test_added(client):
    response = client.post("/items", json={"name": "tea", "tags": ["a", "b"]})
    assert response.status_code == 201
    assert json.loads(response.data) == {"number": 1, "item": {"name": "tea", "tags": ["a", "b"]}}
    assert client.post("/items", json={"name": "\u00e9t\u00e9", "count": 2}).status_code == 201


@pytest.mark.parametrize(
    "value, field",
    [({}, "name"), ({"name": "x", "count": "2"}, "count"), ([1], None), ("text", None), (None, None)],
)
def test_invalid(client, value, field):
    response = send(client, "/items", json.dumps(value))
    assert response.status_code == 422
    assert json.loads(response.get_data(as_text=True))["field"] == field


@pytest.mark.parametrize(
    "text",
    ["", "{", "[", "[1,", "[1 2]", '{"a"}', '{"a": }', '{"a": 1,}', "{'a': 1}", "nope", '"open', "1 2", '"tab\t"'],
)
def test_broken(client, text):
    assert send(client, "/echo", text).data.startswith(b"bad request")
    assert send(client, "/parse", text).status_code == 400
    assert send(client, "/lenient", text).data == b"nobody"
    assert send(client, "/both", text).data == b"None"


def test_broken_in_debug_mode():
    client = create_app(debug=True).test_client()
    assert send(client, "/echo", "{").status_code == 400
    assert send(client, "/echo", '{"a": 1\n "b"}').status_code == 400
    assert client.post("/echo", data="a=b").status_code in (200, 400, 415)


@pytest.mark.parametrize("kind", [None, "text/plain", "application/xml", "application/x-www-form-urlencoded"])
def test_other_content_types(client, kind):
    response = client.post("/items", data='{"name": "tea"}', content_type=kind)
    assert response.status_code in (400, 415, 422)
    assert client.post("/lenient", data='{"name": "tea"}', content_type=kind).data == b"nobody"
    assert client.post("/forced", data='{"name": 1, "a": 2}', content_type=kind).data == b"a,name"


@pytest.mark.parametrize(
    "kind",
    ["application/json", "application/json; charset=utf-8", "APPLICATION/JSON", "application/vnd.api+json"],
)
def test_content_types(client, kind):
    assert send(client, "/lenient", '{"name": "tea"}', kind).data == b"tea"
    assert send(client, "/kind", "{}", kind).data.startswith(b"True")


def test_headers(client):
    headers = {"Content-Type": "application/json"}
    response = client.post("/echo", data=json.dumps([1, 2]), headers=headers)
    assert json.loads(response.data) == [1, 2]


def test_form(client):
    assert client.post("/lenient", data={"name": "tea"}).data == b"nobody"
    assert client.post("/kind", data={"name": "tea"}).data == b"False application/x-www-form-urlencoded"
    response = client.post("/echo", data={"name": "tea"}, content_type="application/json")
    assert response.status_code == 400


def test_nothing(client):
    assert client.post("/first").status_code in (400, 415, 500)
    assert client.post("/first", json={"values": []}).status_code == 500
    assert client.post("/first", json={}).status_code == 500
    assert client.post("/first", json={"values": [7]}).data == b"7"


def test_data(client):
    assert client.post("/data", data="plain").data == b"plain"
    assert client.post("/data", data=b"bytes").data == b"bytes"
    assert client.post("/data").data == b""
    assert json.loads(client.post("/data", json={"b": 1, "a": [1, 2]}).data) == {"a": [1, 2], "b": 1}


def test_checked(client):
    assert client.post("/checked", data='{"b": 1, "a": 2}').data == b"keys: a b"
    assert client.post("/checked", data="{,").status_code == 400


def test_again(client):
    assert json.loads(client.post("/again", json={"a": 1.5}).data) == {"a": 1.5, "seen": True}


def test_texts(client):
    response = client.put("/echo", json=[None, True, False, -3, 0.25, "caf\u00e9 \u2603 \"q\" \\"])
    assert json.loads(response.data)[5] == "caf\u00e9 \u2603 \"q\" \\"


def test_json_of_response(client):
    assert client.get("/typed").json == {"a": [1, 2]}
    assert client.get("/typed").get_json()["a"] == [1, 2]
    assert client.get("/text").json is None


def test_json_of_error(client):
    response = client.post("/items", json={})
    assert response.get_json() == {"error": "missing", "field": "name"}
    assert response.is_json
    assert response.mimetype == "application/json"
    assert client.get("/missing").json is None


if __name__ == "__main__":
    client = create_app().test_client()
    print(client.post("/items", json={"name": "x"}).data)
    print(send(client, "/items", "{").data)
