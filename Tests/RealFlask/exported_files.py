"""A live check: exported files pass pytest on the real framework, which is Flask here.

Each script is exported for each release, and the pytest of that release's environment runs the files. A script may need a
feature that a release lacks (nested blueprints before 2.0, a name with a dot since 2.0.1). Then there is no file for that
release, and errorbook must report it.

    python3.11 exported_files.py ERRORBOOK ENVIRONMENTS [SCRIPT...]     default scripts: the fixtures
"""

import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import environments

FIXTURES = pathlib.Path(__file__).resolve().parent.parent / "ExportTests" / "Fixtures"

# Diagnostics about features that a release lacks, and about lines that depend on them. Any other rejection is a failure.
CAUSES = {"nested-blueprint", "later-class", "not-mounted", "refused-blueprint-name"}
CONSEQUENCES = {"unknown-blueprint", "absent-blueprint", "absent-class", "refused-class", "missing-base"}


class Tally:
    """The number of exported and passed files, and the failures."""

    def __init__(self, framework="flask"):
        self.framework = framework
        self.files = 0
        self.tests = 0
        self.impossible = 0
        self.failures = []

    def add(self, other):
        self.files += other.files
        self.tests += other.tests
        self.impossible += other.impossible
        self.failures += other.failures

    def __str__(self):
        return (
            f"{self.files} exported files, {self.tests} tests on real {self.framework},"
            f" {self.impossible} not possible under their release, {len(self.failures)} failures"
        )


def fixture_scripts():
    return sorted(FIXTURES.glob("*.eb"))


def check(errorbook, pythons, scripts=None, workers=None, framework="flask"):
    """Exports every script for every release of a framework and runs the files. `pythons` maps releases to interpreters."""
    scripts = list(scripts or fixture_scripts())
    tally = Tally(framework)
    with concurrent.futures.ThreadPoolExecutor(workers or os.cpu_count() or 2) as pool:
        jobs = [
            pool.submit(check_release, errorbook, framework, release, python, scripts) for release, python in pythons.items()
        ]
        for job in jobs:
            tally.add(job.result())
    return tally


def check_release(errorbook, framework, release, python, scripts):
    tally = Tally(framework)
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for number, script in enumerate(scripts):
            export(errorbook, release, script, folder / f"test_{number}_{safe(script.stem)}.py", tally)
        if tally.files:
            run_pytest(python, release, folder, tally)
    return tally


def safe(stem):
    return re.sub(r"\W", "_", stem, flags=re.ASCII)


def export(errorbook, release, script, path, tally):
    command = [str(errorbook), "export", tally.framework, str(script), f"--{tally.framework}", release, "--to", str(path)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode == 0:
        tally.files += 1
        return
    slugs = set(re.findall(r"^error\[([a-z0-9-]+)\]", done.stderr, re.MULTILINE))
    is_lacking = slugs & CAUSES and slugs <= CAUSES | CONSEQUENCES
    if done.returncode == 2 and is_lacking and not path.exists():
        tally.impossible += 1
    else:
        tally.failures.append(f"{tally.framework} {release}: {script}: export gave status {done.returncode}\n{done.stderr}")


def run_pytest(python, release, folder, tally):
    # The user's environment variables must not affect Flask.
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("FLASK_", "PYTEST_"))}
    done = subprocess.run(
        [str(python), "-B", "-m", "pytest", "-q", "-p", "no:cacheprovider", "--tb=short", "-W", "ignore", "."],
        cwd=folder, capture_output=True, text=True, env=environment)
    passed = re.search(r"(\d+) passed", done.stdout)
    tally.tests += int(passed.group(1)) if passed else 0
    if done.returncode != 0:
        tally.failures.append(f"{tally.framework} {release}: {done.stdout[-6000:]}{done.stderr[-2000:]}")


def main(arguments):
    if len(arguments) < 2:
        sys.exit(__doc__)
    errorbook, folder, *scripts = arguments
    try:
        pythons = environments.prepare(folder)
    except environments.EnvironmentsFailed as failure:
        sys.exit(f"error: {failure}")
    tally = check(pathlib.Path(errorbook).resolve(), pythons, [pathlib.Path(script) for script in scripts])
    for failure in tally.failures:
        print(failure)
    print(tally)
    return 1 if tally.failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
