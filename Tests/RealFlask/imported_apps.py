"""Functions that the checks of imported apps share."""

import pathlib
import subprocess

IMPORTED = pathlib.Path(__file__).resolve().parent / "imported"


class ImportDiffers(Exception):
    """A difference, described in a few lines."""


def call(command, **options):
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, **options)


def require(holds, text):
    if not holds:
        raise ImportDiffers(text)
