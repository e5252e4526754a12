"""The lessons as they are in the project, and what the native program says about answers."""
import os
import pathlib
import re
import subprocess
import tempfile

TOP = pathlib.Path(__file__).resolve().parents[2]
ERRORBOOK = str(pathlib.Path(os.environ["ERRORBOOK"]).resolve())
LESSONS = sorted((TOP / "lessons").glob("[0-9]*.md"))


def fences(path):
    """The words and the content of each fence."""
    found = re.findall(r"^(`{3,})([^`\n]*)\n(.*?)^\1\s*$", path.read_text(), re.MULTILINE | re.DOTALL)
    return [(words.split(), content) for _, words, content in found]


def answers(path):
    """The role, the exercise and the code of each answer in a lesson, the starters included."""
    roles = ("exercise", "solution", "also", "wrong")
    return [(words[1], words[2], code) for words, code in fences(path)
            if len(words) > 2 and words[0] == "errorbook" and words[1] in roles]


def native_verdict(path, exercise, code):
    """Whether the native program passes an answer, and what it says about it."""
    with tempfile.NamedTemporaryFile("w", suffix=".eb") as file:
        file.write(code)
        file.flush()
        run = subprocess.run([ERRORBOOK, "check", "--exercise", f"{path}#{exercise}", file.name],
                             capture_output=True, text=True)
        return run.returncode == 0, run.stdout.replace(file.name, exercise)
