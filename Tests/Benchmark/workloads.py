"""The workloads of the benchmark and the instruction counts. Every workload is the same in every run."""

import pathlib

# The program of Flask issue #2267, for the start-up rows.
REPORT = """\
use flask 0.12.2
class E1(Exception)
class E2(Exception)
class E(E1, E2)
handler E2 -> "E2", 200
handler Exception -> "Exception", 200
raise E1
raise E
"""


# It runs the whole app under each era.
COMPARE = "compare C7"


def script(statements):
    """A third each of classes, handlers and raises.

    A class derives from one of the fifty before it and is at most twelve deep. Declarations come first, as Flask 3.1 wants
    them, and the raises are spread over all classes.
    """
    count = statements // 3
    lines = []
    depths = []
    for index in range(count):
        parent = index - 1 - index * 7 % 50
        is_derived = parent >= 0 and depths[parent] < 12
        depths.append(depths[parent] + 1 if is_derived else 1)
        lines.append(f"class C{index}({f'C{parent}' if is_derived else 'Exception'})")
    lines += (f'handler C{index} -> "answer", 500' for index in range(count))
    lines += (f"raise C{index * 7919 % count}" for index in range(statements - 2 * count))
    return "\n".join(lines) + "\n"


def app(classes, blueprints=50):
    """Returns an app with multiple inheritance and no requests, under a release with the cache.

    Families of fifty classes, so that MROs are as long in a large app as in a small one. A tenth of the classes have a
    handler, half of them on one of the blueprints.
    """
    numbers = Numbers(classes)
    lines = ["use flask 0.12.2"]
    lines += (f"blueprint b{index}" for index in range(blueprints))
    family = []
    for index in range(classes):
        if index % 50 == 0:
            family = []
        family.append(derived(f"C{index}", family, numbers))
        lines.append(f"class C{index}({', '.join(base.__name__ for base in family[-1].__bases__)})")
    for index in range(classes // 10):
        # Distinct classes, since a table has one handler for each class.
        target = index * 10 + numbers.below(10)
        scope = f" in b{numbers.below(blueprints)}" if index % 2 else ""
        lines.append(f'handler C{target}{scope} -> "answer {index % 97}", 500')
    return "\n".join(lines) + "\n"


def derived(name, family, numbers):
    """Declares a class with one to three base classes of its family, or only the first if CPython rejects all."""
    bases = []
    for _ in range(1 + numbers.below(3)):
        base = family[numbers.below(len(family))] if family else Exception
        if base not in bases:
            bases.append(base)
    try:
        return type(name, tuple(bases), {})
    except TypeError:
        return type(name, (bases[0],), {})


def unknown_names(count):
    """Raises as many misspelled classes as there are classes, with each kind of mistake in turn. The last is not similar."""
    mistakes = ("PaymntError{0}", "PyamentError{0}", "PaymentErrror{0}", "PaimantEror{0}", "Reservation{0}")
    classes = "".join(f"class PaymentError{index}(Exception)\n" for index in range(count))
    return classes + "".join(f"raise {mistakes[index % len(mistakes)].format(index)}\n" for index in range(count))


def submissions(folder, count):
    """Writes different short answers to the exercise of lesson 1, alternately right and wrong."""
    folder = pathlib.Path(folder)
    folder.mkdir()
    answers = (
        '# Answer {0}.\nhandler CardTimeout -> "card not charged", 402\n',
        'class Late{0}(Timeout)\nhandler CardTimeout -> "card not charged", 402\n',
        '# Answer {0}.\nhandler Timeout -> "card not charged", 402\n',
        'handler PaymentError -> "card {0} not charged", 402\n',
    )
    for index in range(count):
        (folder / f"student{index:05}.eb").write_text(answers[index % len(answers)].format(index), encoding="utf-8")


class Numbers:
    """Random numbers that are the same in every run and with every Python."""

    def __init__(self, seed):
        self.state = seed * 0x9E3779B97F4A7C15 % 2**64

    def below(self, bound):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % bound
