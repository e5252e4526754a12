"""Exported files pass pytest on each release of a framework: the scripts of ExportTests/Fixtures/FRAMEWORK, and programs from the
seed.

A program is exported as a lesson with one cell, since this omits statements with errors. Programs have many: classes that
Python rejects, requests that the framework does not have.
"""

import exported_files
import random_programs
from script import script


def check(errorbook, framework, pythons, seed, count, work):
    """Prints the results and returns whether all files pass."""
    scripts = sorted((exported_files.FIXTURES / framework.name).glob("*.eb"))
    fixtures = exported_files.check(errorbook, pythons, scripts, framework=framework.name)
    print(f"  scripts: {fixtures}", flush=True)
    folder = work / "exports" / framework.name
    folder.mkdir(parents=True, exist_ok=True)
    lessons = [lesson(folder, framework, seed, number) for number in range(count)]
    programs = exported_files.check(errorbook, pythons, lessons, framework=framework.name)
    print(f"  {len(lessons)} programs: {programs}", flush=True)
    for failure in fixtures.failures + programs.failures:
        print(f"  {failure}")
    return bool(scripts) and not fixtures.failures and not programs.failures and programs.files > 0


def lesson(folder, framework, seed, number):
    path = folder / f"program-{number}.md"
    text = script(random_programs.program(framework.name, seed, number))
    path.write_text(f"```errorbook\nuse {framework.name} {framework.releases()[-1]}\n{text}```\n")
    return path
