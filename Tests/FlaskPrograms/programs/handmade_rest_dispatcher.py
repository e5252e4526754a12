"""A tiny Flask-RESTful look-alike: resources, an Api object and errors as JSON."""
from flask import Flask, jsonify, make_response, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.exceptions import default_exceptions


class Resource(object):
    def dispatch(self, **kwargs):
        handler = getattr(self, request.method.lower(), None)
        if handler is None:
            raise MethodNotAllowed()
        result = handler(**kwargs)
        if isinstance(result, tuple):
            data, code = result
        else:
            data, code = result, 200
        return make_response(jsonify(data), code)


class Api(object):
    def __init__(self, app=None, errors=None):
        self.errors = errors or {}
        self.resources = []
        if app is not None:
            self.init_app(app)

    def init_app(self, app):
        self.app = app
        for code in default_exceptions:
            app.register_error_handler(code, self.handle_error)
        app.register_error_handler(Exception, self.handle_error)

    def add_resource(self, resource, *urls):
        def view(**kwargs):
            return resource().dispatch(**kwargs)

        view.__name__ = resource.__name__.lower()
        for url in urls:
            self.app.add_url_rule(url, view.__name__, view, methods=["GET", "POST", "PUT", "DELETE"])
        self.resources.append(resource.__name__)

    def handle_error(self, e):
        if isinstance(e, HTTPException):
            code, message = e.code, e.description
        else:
            known = self.errors.get(type(e).__name__)
            if known is None:
                code, message = 500, "Internal Server Error"
            else:
                code, message = known["status"], known["message"]
        return make_response(jsonify(message=message), code)


class UserExists(Exception):
    pass


app = Flask(__name__)
api = Api(app, errors={"UserExists": {"message": "That user exists", "status": 409}})
users = {"mia": {"age": 30}}


class User(Resource):
    def get(self, name):
        if name not in users:
            from flask import abort

            abort(404, "User {} doesn't exist".format(name))
        return users[name]

    def put(self, name):
        if name in users:
            raise UserExists(name)
        users[name] = {"age": int(request.form["age"])}
        return users[name], 201


class Broken(Resource):
    def get(self):
        return {}["missing"]


api.add_resource(User, "/users/<string:name>")
api.add_resource(Broken, "/broken", "/kaputt")

if __name__ == "__main__":
    c = app.test_client()
    print(c.get("/users/mia").data)
    print(c.get("/users/noah").status_code)
    print(c.put("/users/mia", data={"age": "3"}).status_code)
    print(c.put("/users/leo", data={"age": "3"}).status_code)
    print(c.put("/users/ida", data={}).status_code)
    print(c.put("/users/ivy", data={"age": "old"}).status_code)
    print(c.delete("/users/mia").data)
    print(c.get("/broken").status_code, c.get("/kaputt").status_code)
    print(c.get("/nowhere").data)
    print(c.patch("/users/mia").status_code)
