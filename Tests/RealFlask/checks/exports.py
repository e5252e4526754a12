"""Exported files pass pytest on each release: the scripts of ExportTests, and programs from the seed.

A program is exported as a lesson with one cell, since this omits statements with errors. Programs have many: classes that
Python rejects, blueprints that do not exist.
"""

import exported_files
import generator
from script import script

TITLE = "exports"

# pytest takes much longer for a file than the recorder for a program.
SHARE = 10


def run(live):
    errorbook = live.errorbook()
    fixtures = exported_files.check(errorbook, live.pythons)
    print(f"  scripts: {fixtures}")
    folder = live.work / "exports"
    folder.mkdir(parents=True, exist_ok=True)
    lessons = [lesson(folder, live.seed, number) for number in range(max(1, live.count // SHARE))]
    programs = exported_files.check(errorbook, live.pythons, lessons)
    print(f"  {len(lessons)} programs: {programs}")
    for failure in fixtures.failures + programs.failures:
        print(f"  {failure}")
    return not fixtures.failures and not programs.failures and programs.files > 0


def lesson(folder, seed, number):
    path = folder / f"program-{number}.md"
    path.write_text(f"```errorbook\n{script(generator.program(seed, number))}```\n")
    return path
