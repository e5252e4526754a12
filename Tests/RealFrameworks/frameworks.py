"""The frameworks that errorbook knows besides Flask, their releases, and the environments with the real ones.

requirements/NAME-RELEASE.txt pins a release and its dependencies on Python 3.11. An environment has the same name, beside those
of Flask. functools.singledispatch comes with Python 3.11 and needs no environment.

    python3.11 frameworks.py FOLDER [NAME-RELEASE...]      creates environments and prints the interpreter of each
"""

import dataclasses
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
PACKAGE = HERE.parents[1]
sys.path.append(str(HERE.parent / "RealFlask"))

import environments  # noqa: E402
import record  # noqa: E402

REQUIREMENTS = HERE / "requirements"


@dataclasses.dataclass(frozen=True)
class Framework:
    """A framework: its name in `use NAME RELEASE`, and what runs its programs."""

    name: str
    recorder: str
    # The release of Python, for a framework that is part of Python.
    python: str = ""

    def releases(self):
        """Returns all releases with pins, oldest first."""
        if self.python:
            return [self.python]
        names = (path.stem for path in REQUIREMENTS.glob(f"{self.name}-*.txt"))
        return sorted((name.split("-", 1)[1] for name in names), key=environments.order)

    def pythons(self, folder, releases=None):
        """Returns the interpreter of each release, oldest first. Creates missing environments."""
        chosen = self.releases() if releases is None else [each for each in self.releases() if each in releases]
        if self.python:
            return {release: environments.interpreter() for release in chosen}
        names = [f"{self.name}-{release}" for release in chosen]
        made = environments.prepare(folder, names, None, REQUIREMENTS)
        return {release: made[f"{self.name}-{release}"] for release in chosen}

    def record(self, programs, pythons):
        """Returns the recordings of the programs. RealFlask/record.py documents their format."""
        return record.record_with(pythons, HERE / self.recorder, programs)


SANIC = Framework("sanic", "playing_sanic.py")
STARLETTE = Framework("starlette", "playing_starlette.py")
FASTAPI = Framework("fastapi", "playing_starlette.py")
SINGLEDISPATCH = Framework("singledispatch", "playing_singledispatch.py", python="3.11")
ALL = (SANIC, STARLETTE, FASTAPI, SINGLEDISPATCH)


def named(name):
    return next(framework for framework in ALL if framework.name == name)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    try:
        for framework in ALL:
            chosen = [name.split("-", 1)[1] for name in sys.argv[2:] if name.startswith(framework.name + "-")]
            for release, python in framework.pythons(sys.argv[1], chosen if sys.argv[2:] else None).items():
                print(f"{framework.name}-{release}\t{python}")
    except environments.EnvironmentsFailed as failure:
        sys.exit(f"error: {failure}")
