"""Compares errorbook with CPython, Flask and Lua, and prints a table of figures and goals. `run` starts it."""

import argparse
import datetime
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import processes
import workloads
from table import Table, duration, times, update

HERE = pathlib.Path(__file__).resolve().parent
SIZES = (2_500, 5_000, 10_000)


class Benchmark:
    def __init__(self, programs, folder):
        self.programs = programs
        self.errorbook = programs.errorbook
        self.folder = pathlib.Path(folder)
        self.table = Table()

    def file(self, name, text):
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    def flask(self, *arguments):
        """Returns the names and seconds that flask_side.py prints."""
        command = [self.programs.python, str(HERE / "flask_side.py"), *arguments]
        printed = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
        return {name: float(seconds) for name, seconds in map(str.split, printed.splitlines())}

    def start_up(self):
        report = self.file("report.eb", workloads.REPORT)
        lua = shutil.which("lua5.4")
        if lua is None:
            return self.table.add("start-up", "not measured: lua5.4 is missing")
        static, dynamic, empty = processes.least(
            200, (self.programs.static, "run", report), (self.errorbook, "run", report), (lua, "-e", "")
        )
        self.table.add_cost("start, run 8 lines, end: static file", static.clock, empty.clock, "`lua5.4 -e ''`", at_most=1.3)
        self.table.add_cost("the same, dynamic", dynamic.clock, empty.clock, "`lua5.4 -e ''`", at_most=6)

    def scripts(self):
        nothing = self.file("empty.eb", "")
        static = self.programs.static
        [start] = processes.least(20, (static, "run", nothing))
        ladders = {"text": [], "JSON": []}
        for size, rounds, speed in ((60_000, 7, 15), (250_000, 4, None), (1_000_000, 4, 8)):
            name = f"{size:,} statements"
            path = self.file(f"{size}.eb", workloads.script(size))
            text, json, dynamic = processes.least(
                rounds, (static, "run", path), (static, "run", "--format", "json", path), (self.errorbook, "run", path)
            )
            ladders["text"].append((size, text.processor - start.processor))
            ladders["JSON"].append((size, json.processor - start.processor))
            if speed is None:
                continue
            # Run each round in its own process: a million statements leave 0.5 GB of classes.
            flask = min(self.flask("play", path)["play"] for _ in range(3))
            self.table.add_speed(f"{name}, text", text.processor, flask, "CPython and Flask", speed)
            self.table.add_speed("the same, dynamic", dynamic.processor, flask, "CPython and Flask")
            self.table.add_cost(f"{name}, JSON", json.processor, text.processor, "text", at_most=2)
        for form, points in ladders.items():
            self.table.add_exponent(f"60,000, 250,000 and 1,000,000 statements, {form}", processes.exponent(points))
        self.memory(nothing, path, size)

    def memory(self, nothing, path, statements):
        what = f"peak memory of {statements:,} statements, text"
        peak, empty = (processes.peak_memory(self.programs.static, "run", each) for each in (path, nothing))
        if peak is None or empty is None:
            return self.table.add(what, "not measured: GNU time is missing")
        each = (peak - empty) / statements
        self.table.add(
            what, f"{peak / 1e6:.0f} MB", f"an empty script {empty / 1e6:.0f} MB", f"{each:.0f} bytes a statement",
            "at most 130 bytes", each <= 130,
        )

    def marking(self):
        count = 10_000
        folder = self.folder / "submissions"
        workloads.submissions(folder, count)
        [marked] = processes.least(5, (self.errorbook, "grade", "1", str(folder), "--jobs", "2"))
        rate = count / marked.clock
        self.table.add(
            f"mark {count:,} short submissions, two cores", duration(marked.clock),
            f"processor time {duration(marked.processor)}", f"{rate:,.0f} a second", "at least 20,000", rate >= 20_000,
        )

    def growth(self, what, sizes, unit, script, command=None, repeats=1, rounds=7, limit=None):
        """A row for each size, and one for the exponent.

        It is the time of the command that ends the script, or of the whole script beyond that of an empty one.
        """
        points = []
        for size in sizes:
            text = script(size)
            path = self.file("whole.eb", text + f"{command}\n" * repeats if command else text)
            without = self.file("without.eb", text if command else "")
            whole, part = processes.least(rounds, (self.errorbook, "run", path), (self.errorbook, "run", without))
            seconds = (whole.processor - part.processor) / repeats
            points.append((size, seconds))
            self.table.add(f"{what}, {size:,} {unit}", duration(seconds))
        if limit:
            self.table.rows[-1].goal = f"at most {limit:g} s"
            self.table.rows[-1].is_met = seconds <= limit
        self.table.add_exponent(what, processes.exponent(points))

    def hunt(self):
        for what, blueprints in (("10 blueprints", lambda _: 10), ("a blueprint for every 200", lambda size: size // 200)):
            self.growth(
                f"`hunt`, {what}", SIZES, "classes", lambda size: workloads.app(size, blueprints(size)), "hunt",
                repeats=50, limit=1,
            )  # fmt: skip

    def compare(self):
        self.growth("`compare`", SIZES, "classes", workloads.app, workloads.COMPARE)

    def names(self):
        self.growth("misspelled names among as many classes", SIZES, "of each", workloads.unknown_names, rounds=3)

    def search(self):
        """Compares the model, in one process, with the same calls of CPython and Flask."""
        printed = subprocess.run([self.programs.model], stdout=subprocess.PIPE, text=True, check=True).stdout
        mine = {name: float(figure) for name, figure in map(str.split, printed.splitlines())}
        flask = self.flask("search")
        for depth in (1, 4, 16, 64):
            name = f"lookup-{depth}"
            self.table.add_speed(f"find a handler at MRO depth {depth}", mine[name], flask[name], "Flask", at_least=50)
        apart, theirs = mine["lookup-64-apart"], flask["lookup-64"]
        self.table.add(
            "at 64, other classes declared between", duration(apart), f"Flask {duration(theirs)}", times(theirs / apart, "fast")
        )
        self.table.add_cost("at 64, from the memo", mine["memo-64"], mine["array"], "array read and compare", at_most=3)
        self.table.add_speed("a chain of 5,000 classes", mine["chain-5000"], flask["chain-5000"], "CPython", at_least=1000)
        self.table.add_speed("1,000 bases, each the end of a chain of 10", mine["wide"], flask["wide"], "CPython", at_least=100)
        size = mine["chain-bytes"]
        self.table.add(
            "memory of a chain of 100,000 classes", f"{size:.0f} bytes a class", goal="at most 200 bytes", is_met=size <= 200
        )


PARTS = {
    "start-up": Benchmark.start_up, "scripts": Benchmark.scripts, "marking": Benchmark.marking, "hunt": Benchmark.hunt,
    "compare": Benchmark.compare, "names": Benchmark.names, "search": Benchmark.search,
}  # fmt: skip


def machine(versions):
    """Returns the date, the machine and its load."""
    models = [line.split(": ")[1] for line in open("/proc/cpuinfo", encoding="utf-8") if line.startswith("model name")]
    load = os.getloadavg()[0]
    model = models[0].strip() if models else "unknown processor"
    return f"{datetime.date.today()}, {model}, {len(models)} cores, load {load:.1f} before the run, {versions}."


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for program in ("errorbook", "static", "model", "python"):
        parser.add_argument(f"--{program}", required=True)
    parser.add_argument("--update", action="store_true", help="put the table into README.md beside this file")
    parser.add_argument("parts", nargs="*", help=", ".join(PARTS))
    arguments = parser.parse_args()
    if unknown := set(arguments.parts) - set(PARTS):
        parser.error(f"unknown part {', '.join(unknown)}: choose from {', '.join(PARTS)}")
    if arguments.update and arguments.parts:
        parser.error("--update takes all parts")
    flask_versions = [arguments.python, str(HERE / "flask_side.py"), "versions"]
    heading = machine(subprocess.run(flask_versions, stdout=subprocess.PIPE, text=True, check=True).stdout.strip())
    with tempfile.TemporaryDirectory() as folder:
        benchmark = Benchmark(arguments, folder)
        for name, measure in PARTS.items():
            if not arguments.parts or name in arguments.parts:
                print(f"{name} ...", file=sys.stderr)
                measure(benchmark)
    print(f"{heading}\n\n{benchmark.table.markdown()}")
    if arguments.update:
        update(HERE / "README.md", heading, benchmark.table)


if __name__ == "__main__":
    main()
