"""Runs programs with functools.singledispatch. The format is documented at the top of playing.py.

A scope is a generic function. A request raises the exception and calls the function of its scope with it:

    @functools.singledispatch
    def app(error): ...             # the default: status 500 without a body; a blueprint's default calls its parent's function
    app.register(target)(handler)

Routing is not part of it: a request that fails there is not_run. Routes and restarts are possible and change nothing but the
cache. TABLE has rows [scope, "registry" or "cache", class, handler or null for the default].
"""

import functools

import playing

import declared
from registration import attempt


class Classes(declared.Classes):
    def attributes(self, declaration):
        return {"code": declaration["code"]} if "code" in declaration else {}

    def instance(self, cls):
        return declared.first_instance(cls, [("m",), (), *declared.python_candidates(cls)])


class Run(playing.Run):
    Classes = Classes
    code = "code"

    def create(self):
        self.functions = {None: functools.singledispatch(lambda error: (None, 500))}
        for each in self.blueprints:
            self.functions[each["name"]] = functools.singledispatch(self.default(each.get("parent")))

    def default(self, parent):
        return lambda error: self.functions[parent](error)

    def register(self, index, step, target):
        def function(error):
            response = self.called(index, step, error)
            self.mark = len(self.ran) - 1
            return response

        function.index = index
        return attempt(lambda: self.functions[step.get("scope")].register(target, function))

    def mount(self):
        """There is nothing to prepare."""

    def aborted(self, code):
        raise declared.Refused(not_run="no_codes")

    async def request(self, number, step):
        if isinstance(step.get("what"), dict):
            raise declared.Refused(not_run="no_routing")
        self.mark = None
        try:
            try:
                body, status = self.view(number)
                return status, body, {"x-view": "1"}, None
            except Exception as error:
                body, status = self.functions[step.get("scope")](error)
        except declared.Refused:
            raise
        except BaseException as error:
            return None, None, {}, type(error)
        return status, body, {} if self.mark is None else {playing.MARK: str(self.mark)}, None

    def read_table(self):
        rows = []
        for scope, function in self.functions.items():
            inside = dict(zip(function.dispatch.__code__.co_freevars, function.dispatch.__closure__))
            for kind, table in (("registry", inside["registry"]), ("cache", inside["dispatch_cache"])):
                rows += sorted(
                    ([scope, kind, cls.__name__, getattr(chosen, "index", None)]
                     for cls, chosen in table.cell_contents.items() if cls is not object or hasattr(chosen, "index")), key=str)
        return rows


if __name__ == "__main__":
    playing.main(Run)
