"""lessons/sanic-report/ has a draft of a report for Sanic and its program. This runs the program with real Sanic and compares the
output with the one that the report and lesson 16 quote.

    ENVIRONMENT/bin/python quoted_output.py      with the Sanic of an environment
"""

import pathlib
import subprocess
import sys

LESSONS = pathlib.Path(__file__).resolve().parents[2] / "lessons"
PROGRAM = LESSONS / "sanic-report" / "reproduction.py"
PAGES = (LESSONS / "sanic-report" / "report.md", LESSONS / "16-another-framework.md")


def check(python):
    """Prints the result and returns whether both pages quote the real output."""
    done = subprocess.run([python, PROGRAM], capture_output=True, text=True, timeout=120)
    block = f"```console\n$ python {PROGRAM.name}\n{done.stdout}```\n"
    differing = [page.name for page in PAGES if block not in page.read_text(encoding="utf-8")]
    passed = done.returncode == 0 and done.stdout != "" and not differing
    print(f"  {PROGRAM.name}: {'its output is as quoted' if passed else 'its output differs from ' + ', '.join(differing)}")
    if not passed:
        print(done.stdout + done.stderr)
    return passed


if __name__ == "__main__":
    sys.exit(0 if check(sys.executable) else 1)
