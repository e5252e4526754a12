"""A live check: programs that the generator makes up, exported and run with pytest on real Flask.

A program is exported as a lesson with one cell, since that leaves out statements with errors, of which programs are
full: classes that Python refuses, blueprints that are not there.

    python3.11 exported_programs.py ERRORBOOK ENVIRONMENTS SEED COUNT [RELEASE...]
"""

import pathlib
import sys
import tempfile

import environments
import exported_files
import generator
import script


def check(errorbook, pythons, programs, workers=None):
    """Exports every program for every release and runs what comes out."""
    with tempfile.TemporaryDirectory() as folder:
        lessons = []
        for program in programs:
            path = pathlib.Path(folder) / f"program-{program['id']}.md"
            path.write_text(f"```errorbook\n{script.script(program)}```\n")
            lessons.append(path)
        return exported_files.check(errorbook, pythons, lessons, workers)


def main(arguments):
    if len(arguments) < 4:
        sys.exit(__doc__)
    errorbook, folder, seed, count, *releases = arguments
    programs = [generator.program(seed, number) for number in range(int(count))]
    try:
        pythons = environments.prepare(folder, releases or environments.SPREAD)
    except environments.EnvironmentsFailed as failure:
        sys.exit(f"error: {failure}")
    tally = check(pathlib.Path(errorbook).resolve(), pythons, programs)
    for failure in tally.failures:
        print(failure)
    print(f"seed {seed}: {tally}")
    return 1 if tally.failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
