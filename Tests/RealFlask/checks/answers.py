"""Runs new programs from the seed on every release and on the model: classes, responses, tables after each request, errors
and warnings must be the same."""

import generator
import record
import shrink
from script import script

TITLE = "answers"


def run(live):
    programs = [generator.program(live.seed, number) for number in range(live.count)]
    recordings = live.record(programs)
    verdict = live.compare(recordings, "answers")
    runs = len(programs) * len(live.releases)
    print(f"  {len(programs)} programs x {len(live.releases)} releases = {runs} runs")
    if "0.12.5" in live.releases and "1.0.2" in live.releases:
        differing = sum(record.differ(recording, "0.12.5", "1.0.2") for recording in recordings)
        print(f"  {100 * differing / len(programs):.0f}% of the programs distinguish 0.12.5 from 1.0.2")
    print(f"  {verdict.explanation()}")
    if verdict.passed and verdict.programs == len(programs):
        return True
    if verdict.first:
        report(live, [program for program in programs if program["id"] in verdict.first])
    return False


def report(live, differing):
    """Prints the smallest program that differs, after shrinking it."""
    smallest = min(differing, key=shrink.size)
    small, difference = shrink.shrink(live, smallest)
    print(f"  the smallest of {len(differing)} programs that differ, after shrinking: {difference}\n")
    print("".join(f"    {line}\n" for line in script(small).splitlines()))
