"""The shared parts of the live checks: the environments, the seed, the comparison with `swift test`."""

import dataclasses
import os
import pathlib
import re
import shutil
import subprocess

import record

PACKAGE = pathlib.Path(__file__).resolve().parents[2]


@dataclasses.dataclass
class Live:
    """One run of the live checks."""

    environments: pathlib.Path
    releases: tuple
    # The interpreter of each release.
    pythons: dict
    seed: str
    count: int
    # The folder for files of a check.
    work: pathlib.Path

    def record(self, programs):
        return record.record(programs, self.environments, self.releases)

    def errorbook(self):
        """Builds errorbook and returns its path."""
        build = ["swift", "build", "--package-path", str(PACKAGE), "--product", "errorbook"]
        done = subprocess.run(build, capture_output=True, text=True)
        if done.returncode != 0:
            raise record.RecordingFailed(done.stdout + done.stderr)
        where = subprocess.run([*build, "--show-bin-path"], capture_output=True, text=True, check=True)
        return pathlib.Path(where.stdout.strip()) / "errorbook"

    def compare(self, recordings, name):
        """Compares the model with recordings and returns the result of RecordedAnswersTests."""
        folder = self.work / name
        shutil.rmtree(folder, ignore_errors=True)
        record.write(recordings, folder / f"{name}.jsonl")
        done = subprocess.run(
            ["swift", "test", "--package-path", str(PACKAGE), "--filter", "RecordedAnswersTests"],
            capture_output=True, text=True, env={**os.environ, "ERRORBOOK_RECORDED": str(folder)},
        )
        return Verdict(f"{name}.jsonl", done)


class Verdict:
    """The result of a comparison."""

    def __init__(self, file, done):
        self.output = done.stdout + done.stderr
        found = re.search(re.escape(file) + r": (\d+) programs, (\d+) comparisons, (\d+) differences.*", self.output)
        self.summary = found.group(0) if found else None
        self.programs, self.comparisons, self.differences = map(int, found.groups()) if found else (0, 0, 0)
        # The first difference of each program, by its id.
        self.first = dict(re.findall(r"^differs: (\S+) (under .*)$", self.output, re.MULTILINE))
        self.passed = done.returncode == 0 and found is not None

    def explanation(self):
        return self.summary or self.output[-4000:]
