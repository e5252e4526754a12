"""Imported apps give the same responses as the real apps. On each release, the script of `errorbook import` reads the apps
in imported/. Then errorbook and the app get the same requests in the same order. The shop is like a real app, the depot has
every form that the script reads, and the till has the bug of Flask issue 2267."""

import json
import pathlib
import re

import depot_check
from imported_apps import IMPORTED, ImportDiffers, call, require

TITLE = "imports"

# The scopes of the shop: the prefix of the URL and the errorbook blueprint.
SCOPES = {"": None, "/admin": "admin", "/api": "api_v1", "users": "users"}

KNOWN = [("builtins", name) for name in ("ValueError", "KeyError", "IndexError", "KeyboardInterrupt")] + [
    ("werkzeug.exceptions", name) for name in ("NotFound", "Gone", "Conflict", "InternalServerError", "ImATeapot")
]

# The script's messages for mistakes: a part of the line on standard error.
MISTAKES = {
    "shop:create_nothing": "no app found: shop:create_nothing is of type dict",
    "shop:create_configured_app": "the factory shop:create_configured_app needs arguments",
    "shop:create_broken_app": "the factory shop:create_broken_app failed: RuntimeError: the database is down",
    "shop:nothing_of_the_kind": "no app found: shop has no nothing_of_the_kind",
    "shop:create_app(1)": "expected a name or a call without arguments, got `create_app(1)`",
    "broken_on_import:app": "cannot import broken_on_import: ModuleNotFoundError",
    "not_there:app": "cannot import not_there: ModuleNotFoundError",
}


def run(live):
    errorbook = live.errorbook()
    live.work.mkdir(parents=True, exist_ok=True)
    dump = live.work / "errorbook_dump.py"
    dump.write_text(call([errorbook, "import", "--script"]).stdout)
    passed = True
    for release, python in live.pythons.items():
        try:
            answers = check(errorbook, dump, release, python, live.work / f"shop-{release}.eb")
            depot = depot_check.check(errorbook, dump, release, python, live.work / f"depot-{release}.eb")
            till(errorbook, dump, release, python, live.work / f"till-{release}.eb")
            print(f"  {release:7} {answers} responses equal to the shop's, {len(MISTAKES)} mistakes reported; {depot}")
        except ImportDiffers as difference:
            print(f"  {release:7} {difference}")
            passed = False
    return passed


def check(errorbook, dump, release, python, path):
    before = fingerprint()
    done = call([python, "-W", "ignore", dump, "shop:create_app"], cwd=IMPORTED)
    require(done.returncode == 0, f"the dump gave status {done.returncode}: {done.stderr}")
    again = call([python, "-W", "ignore", dump, "shop:create_app()", "--module", "shop.errors"], cwd=IMPORTED)
    require(again.stdout.splitlines()[1:] == done.stdout.splitlines()[1:], "a second dump, with --module, differs")
    # Standard error has only the output of the app: the script covers all of it.
    require(done.stderr == "shop is imported\n", f"the dump says {done.stderr}")
    require(fingerprint() == before, "the dump changed the app's files")
    path.write_text(done.stdout)
    plain = call([errorbook, "run", path])
    require(plain.returncode == 0, f"errorbook run gave status {plain.returncode}: {plain.stdout}{plain.stderr}")
    for target, text in MISTAKES.items():
        failed = call([python, "-W", "ignore", dump, target], cwd=IMPORTED)
        lines = [line for line in failed.stderr.splitlines() if line.startswith("errorbook_dump: ")]
        require(
            failed.returncode == 2 and failed.stdout == "" and len(lines) == 1 and text in lines[0],
            f"{target}: status {failed.returncode}, {failed.stderr}")
    return compare(errorbook, python, done.stdout, path)


def till(errorbook, dump, release, python, path):
    """The class that gets the wrong handler has no handler itself, so the script must find it in the modules of the app."""
    done = call([python, "-W", "ignore", dump, "till:create_app"], cwd=IMPORTED)
    require(done.returncode == 0 and done.stderr == "", f"the dump of the till says {done.stderr}")
    path.write_text(done.stdout + "hunt\n")
    found = call([errorbook, "run", path]).stdout
    has_bug = release.startswith(("0.11", "0.12"))
    require(("CardTimeout  " in found) == has_bug and ("Safe" in found) != has_bug, f"hunt says {found}")


def compare(errorbook, python, text, path):
    """Raises every class in every scope on both sides, twice, since some releases cache."""
    declared = re.findall(r"^class (\w+)\(.*?\).*?  # (shop[\w.]*)\.(\w+)", text, re.MULTILINE)
    classes = [(name, module, own) for name, module, own in declared if "Exception" in ancestors(text, name)]
    classes += [(name, module, name) for module, name in KNOWN]
    nested = re.search(r"^blueprint users in admin$", text, re.MULTILINE)
    users = "/admin/users" if nested else "/users"
    asked, lines = [], []
    for name, module, own in classes + classes[::-1]:
        for prefix, blueprint in SCOPES.items():
            asked.append([users if blueprint == "users" else prefix, module, own])
            lines.append(f"raise {name}" + (f" in {blueprint}" if blueprint else ""))
    path.write_text(text + "\n".join(lines) + "\n")
    real = call([python, "-B", "-W", "ignore", "ask.py", "shop"], cwd=IMPORTED, input=json.dumps(asked))
    require(real.returncode == 0, f"the app gave {real.stderr}")
    modeled = call([errorbook, "run", "--format", "json", path])
    events = [event for event in map(json.loads, modeled.stdout.splitlines()) if event["event"] == "raise"]
    answers = json.loads(real.stdout)
    require(len(events) == len(answers), f"errorbook answered {len(events)} of {len(answers)} requests")
    for line, event, (status, body, escaped) in zip(lines, events, answers):
        same = (event["body"], event["escaped"], event["status"]) == (body, escaped, status)
        require(same, f"{line}: the app answers {status} {body} {escaped}, errorbook {event}")
    return len(answers)


def ancestors(text, name):
    """Returns the names of all base classes of a class of the script."""
    found, open_names = set(), [name]
    while open_names:
        line = re.search(rf"^class {open_names.pop()}\((.*?)\)", text, re.MULTILINE)
        for base in re.findall(r"\w+", line.group(1)) if line else ():
            if base not in found:
                found.add(base)
                open_names.append(base)
    # Classes of Python or Werkzeug are exceptions; the bases of a mixin end at object.
    return found | {"Exception"} if found - {"object"} - declared_mixins(text) else found


def declared_mixins(text):
    mixins = set()
    for name, bases in re.findall(r"^class (\w+)\((.*?)\)", text, re.MULTILINE):
        if set(re.findall(r"\w+", bases)) <= mixins | {"object"}:
            mixins.add(name)
    return mixins


def fingerprint():
    """Returns the files of the app, to check that the dump writes none."""
    return sorted((str(path), path.stat().st_mtime_ns) for path in IMPORTED.rglob("*"))
