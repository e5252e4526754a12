"""The table of a run: each row has a figure, the compared figure and the goal."""

import dataclasses
import pathlib

BEGIN, END = "<!-- The last run: -->", "<!-- End of the last run. -->"


@dataclasses.dataclass
class Row:
    what: str
    errorbook: str
    other: str = ""
    ratio: str = ""
    goal: str = ""
    is_met: bool | None = None
    """Whether the goal is met; None without a goal."""

    def cells(self):
        verdict = {None: "", True: "met", False: "missed"}[self.is_met]
        return [self.what, self.errorbook, self.other, self.ratio, self.goal, verdict]


class Table:
    def __init__(self):
        self.rows = []

    def add(self, *cells, **named):
        self.rows.append(Row(*cells, **named))

    def add_speed(self, what, mine, other, name, at_least=None):
        """Adds a row with how many times faster errorbook is than something else."""
        ratio = other / mine
        cells = (what, duration(mine), f"{name} {duration(other)}", times(ratio, "fast"))
        if at_least is None:
            return self.add(*cells)
        self.add(*cells, f"at least {at_least:,g} x", ratio >= at_least)

    def add_cost(self, what, mine, other, name, at_most):
        """Adds a row with how many times as long errorbook takes as something else."""
        ratio = mine / other
        goal = f"at most {at_most:g} x"
        self.add(what, duration(mine), f"{name} {duration(other)}", times(ratio, "long"), goal, ratio <= at_most)

    def add_exponent(self, what, exponent, at_most=1.1):
        self.add(what, "", ratio=f"exponent {exponent:.2f}", goal=f"at most {at_most:g}", is_met=exponent <= at_most)

    def markdown(self):
        lines = [["what", "errorbook", "compared with", "ratio", "goal", ""], *(row.cells() for row in self.rows)]
        widths = [max(len(cells[column]) for cells in lines) for column in range(6)]
        text = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, widths)) + " |" for cells in lines]
        text.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
        return "\n".join(text)


def duration(seconds):
    """Formats seconds in a suitable unit."""
    for limit, factor, unit in ((1e-6, 1e9, "ns"), (1e-3, 1e6, "us"), (1, 1e3, "ms")):
        if seconds < limit:
            return f"{seconds * factor:.3g} {unit}"
    return f"{seconds:.3g} s"


def times(ratio, word):
    """Formats a ratio with three digits."""
    return f"{ratio:,.0f} x as {word}" if ratio >= 100 else f"{ratio:.3g} x as {word}"


def update(page, heading, table):
    """Replaces the heading and table between the marks of a page."""
    path = pathlib.Path(page)
    before, rest = path.read_text(encoding="utf-8").split(BEGIN)
    _, after = rest.split(END)
    path.write_text(f"{before}{BEGIN}\n\n{heading}\n\n{table.markdown()}\n\n{END}{after}", encoding="utf-8")
