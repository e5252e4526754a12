"""Pages from templates in strings and in a dictionary: escapes, loops, conditions, filters and undefined names."""

import pytest
from flask import Flask, abort, g, render_template, render_template_string, request
from jinja2 import DictLoader, TemplateNotFound, UndefinedError

PAGES = {
    "index.html": """<h1>{{ title|upper }}</h1>
{% if items %}
<ul>
{%- for item in items %}
  <li class="{{ loop.index }}">{{ item.name }}{% if not loop.last %},{% endif %}</li>
{%- endfor %}
</ul>
{% else %}
<p>Nothing here</p>
{% endif %}
""",
    "error.html": "{# shown for all errors #}<h1>{{ error.code }} {{ error.name }}</h1><p>{{ hint or 'no hint' }}</p>",
    "plain.txt": "Dear {{ name }},\n{{ text }}\n",
    "number.html": 42,
}

ERROR = "<h1>{{ e.code }}</h1>{% if e.code >= 500 %}<p>our fault</p>{% else %}<p>your fault</p>{% endif %}"


class Item:
    def __init__(self, name, price=None):
        self.name = name
        self.price = price

    def label(self):
        return self.name + ("!" if self.price else "?")


class Broken(Exception):
    pass


app = Flask(__name__)
app.jinja_loader = DictLoader(PAGES)


@app.context_processor
def shop():
    return {"shop": "Tea & Co", "year": 2026}


@app.before_request
def set_user():
    g.user = request.args.get("user")


@app.errorhandler(404)
def not_found(error):
    return render_template("error.html", error=error, hint=None), 404


@app.errorhandler(410)
@app.errorhandler(503)
def problem(e):
    return render_template_string(ERROR, e=e), e.code


@app.errorhandler(Broken)
def broken(error):
    return render_template_string("<p>{{ error }}</p><p>{{ g.user or 'nobody' }}</p>", error=error), 500


@app.errorhandler(TemplateNotFound)
def no_template(error):
    return "no template " + str(error), 500


@app.errorhandler(UndefinedError)
def undefined(error):
    return "undefined: " + str(error), 500


@app.route("/")
def index():
    return render_template("index.html", title="a <list>", items=[Item("x<y"), Item("b")])


@app.route("/empty")
def empty():
    return render_template("index.html", title="empty", items=[])


@app.route("/letter/<name>")
def letter(name):
    return render_template("plain.txt", name=name, text='"quoted" & <raw>')


@app.route("/hello/<name>")
def hello(name):
    return render_template_string("<b>{{ name }}</b> at {{ shop }} {{ year + 1 }}{{ missing }}", name=name)


@app.route("/safe")
def safe():
    return render_template_string("{{ html|safe }}{{ html }}{{ html|length }}", html="<i>'</i>")


@app.route("/table")
def table():
    prices = {"tea": 3, "milk": 1}
    return render_template_string(
        "{% for name, price in prices.items() %}{{ name }}={{ price }};{% endfor %}"
        "{% set total = prices.tea + prices['milk'] %}total {{ total }}"
        "{% if prices.coffee is defined %} coffee{% elif total > 3 and not (total == 5) %} no coffee{% endif %}",
        prices=prices,
    )


@app.route("/methods")
def methods():
    return render_template_string(
        "{{ item.label() }} {{ item.price is none }} {{ names|join(', ') }} {{ nothing|default('-') }} {{ word.title() }}"
        if False
        else "{{ item.label() }} {{ item.price is none }} {{ names|join(', ') }} {{ nothing|default('-') }}",
        item=Item("tea"),
        names=["a", "<b>", "c"],
    )


@app.route("/request")
def show_request():
    return render_template_string("{{ request.method }} {{ request.path }} {{ g.user }} {{ request.args.get('user') }}")


@app.route("/chain")
def chain():
    return render_template_string("{{ user.name.first }}", user={})


@app.route("/dictionary")
def dictionary():
    return render_template_string("[{{ user.name }}] {{ user['name'] }} {{ user.get('name', 'none') }}", user={})


@app.route("/loop")
def loop():
    return render_template_string(
        "{% for n in range(1, 4) -%} {{ n }}{{ '+' if not loop.last }} {%- endfor %}"
        if False
        else "{% for n in range(1, 4) -%} {{ n }}{{ '' if loop.last else '+' }} {%- else %}none{% endfor %}"
    )


@app.route("/missing")
def missing():
    return render_template("missing.html")


@app.route("/broken")
def raise_broken():
    raise Broken("<broken>")


@app.route("/gone")
def gone():
    abort(410)


@app.route("/down")
def down():
    abort(503)


@pytest.mark.parametrize(
    "path, status, body",
    [
        (
            "/",
            200,
            "<h1>A &lt;LIST&gt;</h1>\n\n<ul>\n  <li class=\"1\">x&lt;y,</li>\n  <li class=\"2\">b</li>\n</ul>\n",
        ),
        ("/empty", 200, "<h1>EMPTY</h1>\n\n<p>Nothing here</p>\n"),
        ("/letter/Ada", 200, 'Dear Ada,\n"quoted" & <raw>'),
        ("/hello/<Ada>", 200, "<b>&lt;Ada&gt;</b> at Tea &amp; Co 2027"),
        ("/safe", 200, "<i>'</i>&lt;i&gt;&#39;&lt;/i&gt;8"),
        ("/table", 200, "tea=3;milk=1;total 4 no coffee"),
        ("/methods", 200, "tea? True a, &lt;b&gt;, c -"),
        ("/request?user=ada", 200, "GET /request ada ada"),
        ("/request", 200, "GET /request None None"),
        ("/chain", 500, "undefined: 'dict object' has no attribute 'name'"),
        ("/dictionary", 200, "[]  none"),
        ("/loop", 200, "1+2+3"),
        ("/missing", 500, "no template missing.html"),
        ("/broken", 500, "<p>&lt;broken&gt;</p><p>nobody</p>"),
        ("/broken?user=bob", 500, "<p>&lt;broken&gt;</p><p>bob</p>"),
        ("/gone", 410, "<h1>410</h1><p>your fault</p>"),
        ("/down", 503, "<h1>503</h1><p>our fault</p>"),
        ("/nowhere", 404, "<h1>404 Not Found</h1><p>no hint</p>"),
    ],
)
def test_page(path, status, body):
    response = app.test_client().get(path)
    assert response.get_data(as_text=True) == body
    assert response.status_code == status
