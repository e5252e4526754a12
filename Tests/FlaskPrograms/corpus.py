"""The programs of this folder, their environments and their recordings.

Each group has a folder: `programs` (Flask programs in the styles that people use), `order` (in which order pytest runs tests)
and `reports` (public bug reports about error handlers). A program is a Python file, or a folder with a conftest.py and other
files next to the program.
"""

import atexit
import concurrent.futures
import dataclasses
import functools
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading

HERE = pathlib.Path(__file__).resolve().parent
REAL_FLASK = HERE.parent / "RealFlask"
RECORDINGS = HERE / "recordings"
GROUPS = ("programs", "order", "reports")
RELEASES = ("0.12.5", "1.0.4", "2.0.3", "3.1.3")
# The report that errorbook is about, and the test that came with the fix: under every release with pins.
EVERYWHERE = ("reports/issue_2267", "reports/issue_2267_python2", "reports/pr_2362")

# What `pip install flask[async]` adds. The environments do not have it.
ASYNC = "asgiref==3.8.1"

sys.path.insert(0, str(REAL_FLASK))

import environments  # noqa: E402


class RecordingFailed(Exception):
    """The recorder stopped. The text has its output."""


@dataclasses.dataclass(frozen=True)
class Program:
    # Such as `programs/shop`.
    name: str
    # The Python file, or the folder.
    path: pathlib.Path

    @property
    def group(self):
        return self.name.partition("/")[0]

    @property
    def file(self):
        """The Python file with the tests."""
        if self.path.is_file():
            return self.path
        files = sorted(path for path in self.path.glob("*.py") if path.name != "conftest.py")
        return ([path for path in files if path.name.startswith("test_")] or files)[0]


def programs(groups=GROUPS):
    """Returns all programs, in the order of their names."""
    found = []
    for group in groups:
        for path in sorted((HERE / group).iterdir()):
            if path.suffix == ".py" or path.is_dir() and any(path.glob("*.py")):
                found.append(Program(f"{group}/{path.stem}", path))
    return found


def folder_of_environments():
    return pathlib.Path(os.environ.get("ERRORBOOK_ENVIRONMENTS") or HERE.parents[1] / ".venvs").absolute()


def pythons(releases=RELEASES):
    """Returns the interpreter of each release. Missing environments are created."""
    return environments.prepare(folder_of_environments(), releases)


def record(chosen, interpreters):
    """Returns the recordings of programs, by program and then by release."""
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        jobs = {release: pool.submit(record_release, chosen, python) for release, python in interpreters.items()}
        results = {release: job.result() for release, job in jobs.items()}
    return [
        {"program": program.name, "flask": release, **results[release][number]}
        for number, program in enumerate(chosen)
        for release in interpreters
    ]


def record_everywhere():
    """Returns the recordings of the programs that are recorded under every release."""
    releases = environments.all_releases()
    return record([program for program in programs() if program.name in EVERYWHERE], pythons(tuple(releases)))


def record_release(chosen, python):
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work).resolve()
        files = [copy(program, work / str(number)) for number, program in enumerate(chosen)]
        return run_recorder(python, files, work / "results.jsonl")


def run_recorder(python, files, results):
    """Runs the recorder in the environment of a release and returns the result for each file."""
    # The user's variables must not affect Flask or pytest. The order of sets must be the same each time.
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("FLASK_", "PYTEST_"))}
    environment["PYTHONHASHSEED"] = "0"
    environment["PYTHONPATH"] = async_extra()
    done = subprocess.run(
        [str(python), "-B", str(HERE / "recorder.py"), str(results), *map(str, files)],
        capture_output=True,
        text=True,
        env=environment,
    )
    lines = results.read_text().splitlines() if results.exists() else []
    if done.returncode != 0 or len(lines) != len(files):
        raise RecordingFailed(f"{python}: stopped after {len(lines)} programs\n{done.stdout}{done.stderr}")
    return [json.loads(line) for line in lines]


INSTALLING = threading.Lock()


def async_extra():
    """Returns a folder with the package that Flask 2 needs for coroutines. It is removed when this process ends."""
    with INSTALLING:
        return installed_async_extra()


@functools.cache
def installed_async_extra():
    folder = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    install = [environments.interpreter(), "-m", "pip", "install", "--quiet", "--no-deps", "--no-compile"]
    done = subprocess.run([*install, "--target", folder, ASYNC], capture_output=True, text=True)
    if done.returncode != 0:
        raise RecordingFailed(f"{ASYNC}: {done.stdout}{done.stderr}")
    return folder


def copy(program, folder):
    """Copies a program to a folder of its own, where no configuration of pytest applies, and returns its file."""
    if program.path.is_dir():
        shutil.copytree(program.path, folder, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        folder.mkdir()
        shutil.copy(program.path, folder)
    (folder / "pytest.ini").write_text("[pytest]\n")
    return folder / program.file.name


def line(recording):
    return json.dumps(recording, ensure_ascii=False, separators=(",", ":"))


def write(recordings, name):
    (RECORDINGS / f"{name}.jsonl").write_text("".join(line(recording) + "\n" for recording in recordings))


def of_group(recordings, group):
    return [recording for recording in recordings if recording["program"].startswith(group + "/")]


def read(names=GROUPS):
    """Returns stored recordings."""
    return [json.loads(line) for name in names for line in (RECORDINGS / f"{name}.jsonl").read_text().splitlines()]


def differences(recordings, names):
    """Returns the names of programs and releases whose recordings are not the stored ones."""
    stored = {(each["program"], each["flask"]): each for each in read(names)}
    found = {(each["program"], each["flask"]): each for each in recordings}
    different = sorted(key for key in stored.keys() | found.keys() if stored.get(key) != found.get(key))
    return [f"{program} under {release}" for program, release in different]


def summary(recordings, releases=RELEASES):
    """Returns the number of programs, client calls and tests of each release."""
    lines = []
    for release in releases:
        mine = [recording for recording in recordings if recording["flask"] == release]
        calls = sum(len(recording["calls"]) for recording in mine)
        outcomes = {}
        for recording in mine:
            for test in recording["tests"]:
                outcomes[test["outcome"]] = outcomes.get(test["outcome"], 0) + 1
        told = ", ".join(f"{count} {outcome}" for outcome, count in sorted(outcomes.items()))
        broken = sum("errors" in recording for recording in mine)
        lines.append(
            f"{release}: {len(mine)} programs, {calls} client calls, tests: {told}; {broken} programs with errors"
        )
    return "\n".join(lines)
