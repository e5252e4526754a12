"""Virtual environments, one for each release of a framework, with exact pins.

requirements/RELEASE.txt pins a release of Flask and its dependencies on Python 3.11. Other frameworks have a folder like it.
requirements/pytest.txt pins the test runner, which every environment has. requirements/build.txt pins the tools that build
packages without a wheel. An environment is ready if its stamp has exactly these pins. Otherwise packages are installed over
it and never removed.

    python3.11 environments.py FOLDER [RELEASE...]      creates them and prints the interpreter of each
"""

import concurrent.futures
import contextlib
import fcntl
import os
import pathlib
import shutil
import subprocess
import sys

REQUIREMENTS = pathlib.Path(__file__).resolve().parent / "requirements"
STAMP = "errorbook-pins"

# These releases import collections.MutableMapping, which Python 3.10 removed. It is added again before any import.
NEED_MUTABLE_MAPPING = ("1.0", "1.0.1", "1.0.2")
RESTORE = "import collections, collections.abc; collections.MutableMapping = collections.abc.MutableMapping\n"

# At least one release of each era and of each Werkzeug with different responses.
SPREAD = (
    "0.10.1", "0.11.1", "0.12.2", "0.12.5", "1.0.2", "1.0.4", "1.1.4", "2.0.0", "2.0.1", "2.0.3", "2.2.5", "2.3.3", "3.0.3", "3.1.3",
)


class EnvironmentsFailed(Exception):
    """An environment could not be created. The text has its name and the tool's message."""


def all_releases():
    """Returns all releases with pins, oldest first."""
    names = (path.stem for path in REQUIREMENTS.glob("*.txt"))
    return sorted((name for name in names if name[0].isdigit()), key=order)


def order(release):
    return tuple(int(part) for part in release.split("."))


def python_of(folder, release):
    return pathlib.Path(folder) / release / "bin" / "python"


def prepare(folder, releases=SPREAD, workers=None, requirements=REQUIREMENTS):
    """Creates the missing environments in parallel and returns the interpreter of each release. `requirements` is the folder
    with the pins of each release."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with locked(folder / ".lock"):
        missing = [release for release in releases if not is_ready(folder, release, requirements)]
        if missing:
            require_tools()
            # The first one builds the wheels that most others then get from pip's cache.
            make(folder, missing[0], requirements)
            with concurrent.futures.ThreadPoolExecutor(workers or os.cpu_count() or 2) as pool:
                list(pool.map(lambda release: make(folder, release, requirements), missing[1:]))
    return {release: python_of(folder, release) for release in releases}


@contextlib.contextmanager
def locked(path):
    """Locks the folder: if two checks share it, the second waits until the first has created its environments."""
    with open(path, "w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def pins(release, requirements=REQUIREMENTS):
    path = requirements / f"{release}.txt"
    if not path.is_file():
        known = sorted(path.stem for path in requirements.glob("*[0-9].txt"))
        raise EnvironmentsFailed(f"no pins for {release}; there are pins for {', '.join(known)}")
    restored = RESTORE if release in NEED_MUTABLE_MAPPING else ""
    return path.read_text() + (REQUIREMENTS / "pytest.txt").read_text() + restored


def is_ready(folder, release, requirements=REQUIREMENTS):
    stamp = folder / release / STAMP
    return stamp.is_file() and stamp.read_text() == pins(release, requirements) and python_of(folder, release).exists()


def interpreter():
    """Python 3.11, which runs every release from 0.10 to 3.1 with these pins."""
    if sys.version_info[:2] == (3, 11):
        return sys.executable
    found = shutil.which("python3.11")
    if found is None:
        raise EnvironmentsFailed("the environments need Python 3.11, but python3.11 is not on the PATH")
    return found


def require_tools():
    for module in ("venv", "pip"):
        probe = subprocess.run([interpreter(), "-m", module, "--help"], capture_output=True)
        if probe.returncode != 0:
            raise EnvironmentsFailed(f"{interpreter()} has no module {module}; install it and try again")


def make(folder, release, requirements=REQUIREMENTS):
    path = folder / release
    wanted = pins(release, requirements)
    run([interpreter(), "-m", "venv", "--without-pip", str(path)], release)
    constraints = str(REQUIREMENTS / "build.txt")
    run(
        [
            interpreter(), "-m", "pip", "--python", str(python_of(folder, release)), "install", "--quiet",
            "--no-input", "--no-deps", "--no-compile", "--disable-pip-version-check",
            "-r", str(requirements / f"{release}.txt"), "-r", str(REQUIREMENTS / "pytest.txt"),
        ],
        release,
        # Packages without a wheel are built with the pinned tools. The name of the option depends on pip's version.
        {**os.environ, "PIP_CONSTRAINT": constraints, "PIP_BUILD_CONSTRAINT": constraints},
    )
    if release in NEED_MUTABLE_MAPPING:
        # Python runs lines of .pth files that start with `import` at each start.
        (path / "lib" / "python3.11" / "site-packages" / "errorbook.pth").write_text(RESTORE)
    (path / STAMP).write_text(wanted)


def run(command, release, environment=None):
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    if done.returncode != 0:
        raise EnvironmentsFailed(f"{release}: {' '.join(command)}\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    try:
        for release, python in prepare(sys.argv[1], sys.argv[2:] or SPREAD).items():
            print(f"{release}\t{python}")
    except EnvironmentsFailed as failure:
        sys.exit(f"error: {failure}")
