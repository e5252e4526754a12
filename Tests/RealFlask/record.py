"""Records programs under several releases in parallel and merges equal results. RecordedAnswersTests replays these lines.
The format of programs and answers is documented at the top of recorder.py. A recording is the program plus

    "class_results": the classes under the newest release
    "results": [{"versions": [RELEASE...], "classes"?: those that differ from class_results, "spec0", "steps"}...]
"""

import concurrent.futures
import json
import os
import pathlib
import subprocess

import environments

RECORDER = pathlib.Path(__file__).resolve().parent / "recorder.py"


class RecordingFailed(Exception):
    """A release could not be recorded. The text has the reason."""


def record(programs, folder, releases):
    """Returns the recordings of the programs in their order."""
    pythons = environments.prepare(folder, releases)
    return record_with(pythons, RECORDER, [{**program, "instances": "as-made"} for program in programs])


def record_with(pythons, recorder, programs):
    """Returns the recordings of the programs, made with the recorder under each release. `pythons` has the interpreter of each
    release, oldest first."""
    lines = "".join(dump(program) + "\n" for program in programs)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        answers = list(pool.map(lambda release: run(pythons[release], release, recorder, lines), pythons))
    return [
        merge(program, [(release, answer[number]) for release, answer in zip(pythons, answers)])
        for number, program in enumerate(programs)
    ]


def run(python, release, recorder, lines):
    done = subprocess.run([str(python), "-W", "ignore", str(recorder)], input=lines, capture_output=True, text=True)
    if done.returncode != 0:
        raise RecordingFailed(f"{recorder.stem} under {release}: {done.stderr[-3000:]}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def merge(program, answers):
    """Returns one entry for all releases with the same answers."""
    newest = answers[-1][1]["classes"]
    entries = []
    for release, answer in answers:
        entry = {name: answer[name] for name in ("scenario_error", "blueprint_results", "spec0", "steps") if name in answer}
        differing = {name: result for name, result in answer["classes"].items() if result != newest[name]}
        if differing:
            entry["classes"] = differing
        same = next((known for known in entries if without_versions(known) == entry), None)
        if same is None:
            entries.append({"versions": [release], **entry})
        else:
            same["versions"].append(release)
    return {**program, "class_results": newest, "results": entries}


def without_versions(entry):
    return {name: value for name, value in entry.items() if name != "versions"}


def dump(value):
    return json.dumps(value, separators=(",", ":"))


def write(recordings, path):
    pathlib.Path(path).parent.mkdir(parents=True, exist_ok=True)
    pathlib.Path(path).write_text("".join(dump(recording) + "\n" for recording in recordings))


def differ(recording, one, other):
    """Returns whether two releases gave different responses. Differences only in their tables do not count."""
    results = {version: result for result in recording["results"] for version in result["versions"]}

    def answers(version):
        steps = results[version].get("steps")
        return steps and [{name: step[name] for name in step if name != "spec"} for step in steps]

    return answers(one) != answers(other)
