"""The script of `errorbook import` reads real apps of each release of a framework: it prints the statements in imported/APP.eb,
which errorbook runs without an error, and the app and errorbook give the same answer.

    ERRORBOOK_RECORD=1      writes the files of the newest release
"""

import json
import os
import pathlib
import subprocess

IMPORTED = pathlib.Path(__file__).resolve().parent / "imported"

# Each app, and requests of it: the URL, and the statement with the same answer.
APPS = {
    "sanic": ("sanic_shop:create_app", {"/raise": "raise CardTimeout", "/admin/raise": "raise CardTimeout in admin"}),
    "starlette": (
        "starlette_shop:create_app", {"/raise": "raise CardTimeout", "/admin/users/raise": "raise CardTimeout in admin.users"}),
    "fastapi": ("fastapi_shop:app", {"/teapot": "raise Teapot", "/admin/nothing": "visit unknown in admin"}),
}

# A label of a handler is the name of a function, and the app returns another text: compare only the status.
MISTAKES = {
    "shop_errors": "no app found: shop_errors has no app, application, create_app or make_app",
    "shop_errors:Timeout": "no app found: shop_errors:Timeout is of type Timeout, not an app of Flask or Sanic or FastAPI or Starlette",
}


def check(errorbook, framework, pythons, work):
    """Prints the results and returns whether all scripts are the expected ones."""
    if framework.name not in APPS:
        return True
    work = work / "imports"
    work.mkdir(parents=True, exist_ok=True)
    dump = work / "errorbook_dump.py"
    dump.write_text(call([errorbook, "import", "--script"]).stdout)
    passed = True
    for release, python in pythons.items():
        problem = differs(errorbook, framework, release, python, dump, work)
        if problem:
            print(f"  import on {framework.name} {release}: {problem}", flush=True)
        passed = passed and not problem
    print(f"  imports: {len(pythons)} releases, {'as expected' if passed else 'FAILED'}", flush=True)
    return passed


def differs(errorbook, framework, release, python, dump, work):
    """Returns the first difference as a text; empty if there is none."""
    target, requests = APPS[framework.name]
    done = call([python, "-B", "-W", "ignore", dump, target], cwd=IMPORTED)
    if done.returncode:
        return f"status {done.returncode}: {done.stderr}"
    expected = IMPORTED / f"{target.partition(':')[0]}.eb"
    newest = framework.releases()[-1]
    if os.environ.get("ERRORBOOK_RECORD") and release == newest:
        expected.write_text(done.stdout)
    text = expected.read_text().replace(newest, release)
    if done.stdout != text:
        lines = [line for line in done.stdout.splitlines() if line not in text.splitlines()]
        missing = [line for line in text.splitlines() if line not in done.stdout.splitlines()]
        return f"unexpected {lines}, missing {missing}"
    path = work / f"{framework.name}-{release}.eb"
    path.write_text(done.stdout + "".join(line + "\n" for line in requests.values()))
    run = call([errorbook, "run", "--format", "json", path])
    if run.returncode:
        return f"errorbook run gave status {run.returncode}: {run.stdout[-400:]}"
    events = [event for event in map(json.loads, run.stdout.splitlines()) if event["event"] == "raise"]
    answers = [[event["status"], event.get("escaped")] for event in events]
    real = call([python, "-B", "-W", "ignore", "ask.py", target, *requests], cwd=IMPORTED)
    if real.returncode:
        return f"the app gave {real.stderr}"
    if json.loads(real.stdout) != answers:
        return f"the app answers {real.stdout}, errorbook {answers}"
    for wrong, message in MISTAKES.items():
        failed = call([python, "-B", "-W", "ignore", dump, wrong], cwd=IMPORTED)
        if failed.returncode != 2 or failed.stdout or message not in failed.stderr:
            return f"{wrong}: status {failed.returncode}, {failed.stderr}"
    return ""


def call(command, **options):
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, **options)
