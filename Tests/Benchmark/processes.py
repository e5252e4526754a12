"""Measures whole processes from outside."""

import dataclasses
import math
import os
import shutil
import subprocess
import sys
import time


@dataclasses.dataclass(frozen=True)
class Run:
    clock: float
    """Elapsed time from before the start to the end."""
    processor: float
    """User and system time of the process, as `wait4` reports it."""


def run(*command, environment=None):
    """Runs a program and discards its output. Exit status 2 means a script with errors."""
    files = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
        (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
    ]
    began = time.perf_counter()
    process = os.posix_spawn(command[0], command, environment or os.environ, file_actions=files)
    _, status, usage = os.wait4(process, 0)
    clock = time.perf_counter() - began
    if os.waitstatus_to_exitcode(status) not in (0, 2):
        sys.exit(f"{' '.join(command)} ended with {os.waitstatus_to_exitcode(status)}")
    return Run(clock, usage.ru_utime + usage.ru_stime)


def least(rounds, *commands):
    """Returns the minimum of several rounds for each command. The commands take turns, so that a busy machine slows all."""
    runs = [[] for _ in commands]
    for _ in range(rounds):
        for command, so_far in zip(commands, runs):
            so_far.append(run(*command))
    return [Run(min(each.clock for each in so_far), min(each.processor for each in so_far)) for so_far in runs]


def peak_memory(*command):
    """Returns the maximum resident set size of a program in bytes: `ru_maxrss`, which GNU time prints in kilobytes.

    Not from here: Linux counts the memory of the process that starts a program, and this one is larger than GNU time.
    """
    time_program = shutil.which("time")
    if time_program is None:
        return None
    measured = [time_program, "--quiet", "--format=%M", *command]
    ended = subprocess.run(measured, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=True)
    return int(ended.stderr.split()[-1]) * 1024


def exponent(points):
    """Returns the exponent of growth by least squares on the logarithms of sizes and times: 1 is linear, 2 quadratic."""
    logs = [(math.log(size), math.log(max(seconds, 1e-6))) for size, seconds in points]
    center = [sum(column) / len(logs) for column in zip(*logs)]
    spread = sum((x - center[0]) ** 2 for x, _ in logs)
    return sum((x - center[0]) * (y - center[1]) for x, y in logs) / spread
