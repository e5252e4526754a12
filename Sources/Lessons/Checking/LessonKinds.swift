import Diagnostics
import Exercises

/// What can be wrong with a lesson, for `errorbook explain`. Lessons are Markdown, so there is no script to show; `To write a
/// lesson` in the README has whole fences.
package let lessonKinds: [DiagnosticKind] = fenceKinds + cellKinds + answerKinds + idKinds

private func kind(_ slug: String, _ title: String, _ explanation: String) -> DiagnosticKind {
  DiagnosticKind(slug, title: title, explanation: explanation, wrong: "", right: "")
}

private let fenceKinds = [
  kind(
    "unnamed-fence", "A fence without the name of its exercise",
    "Tests, hints, solutions and other answers say behind their word which exercise they belong to, as in `hint tell`."),
  kind(
    "bad-fence", "Words behind a fence that mean nothing",
    """
    A fence of errorbook begins with `errorbook` and one of predict, exercise, tests, solution, also, wrong or answer; what may \
    stand behind the name of an exercise is catches, holds, equivalent under, without, allowing, points and show.
    """),
  kind(
    "duplicate-exercise", "Two exercises of one name",
    "Names are unique in a lesson, since answers are kept under them."),
  kind(
    "unknown-exercise", "A fence for an exercise that is not there",
    "Tests, hints and answers stand behind their exercise and have its name; so do those in a teacher's own file."),
  kind(
    "second-solution", "Two solutions",
    "An exercise has one solution, which `learn` shows. Call others that pass `also`."),
  kind("missing-solution", "An exercise without a solution", "Nobody knows whether the exercise can be done."),
  kind(
    "missing-tests", "An exercise without tests",
    "Without tests nothing could be checked. Exercises that are `equivalent` or that `catch` something need none."),
  kind(
    "missing-wrong-answer", "An exercise without a wrong answer",
    "One answer that must fail, better several that people really give, prove that the tests notice something."),
  kind("missing-hint", "An exercise without a hint", "Whoever is stuck has nowhere to go. Begin with a gentle one."),
  kind(
    "useless-tests", "Tests that nobody runs",
    "An exercise that is `equivalent` or that `catches` something has no tests."),
  kind(
    "kept-exercise", "The students' copy of a lesson",
    "`hand-out` leaves away what answers are judged by. Marking needs the lesson as you wrote it."),
  kind(
    "unseen-fence", "Tests or an answer that nobody sees",
    """
    Fences start at the left margin. A fence in a quote or a list is neither run nor left out of a hand-out.
    """),
  kind(
    "answer-in-text", "An answer that students would get",
    "`hand-out` leaves out the fences that it knows. The code in this one passes an exercise, and it knows it by no word."
  ),
  kind(
    "bad-comment", "A comment that cannot be left out",
    """
    HTML comments are the teacher's, and `hand-out` leaves them out. End each with `-->`, and put it on lines of its own with an \
    empty line before and after it.
    """),
  kind(
    "open-fold", "A fold without an end",
    """
    Of a fold, `<details>`, with answers `hand-out` leaves out what it says as well. Without `</details>` that is all that follows.
    """),
  kind("no-exercise", "Nothing to answer", "The lesson has no exercise, or none of the name that was asked for."),
]

private let cellKinds = [
  kind("unclosed-fence", "A fence without an end", "It ends with a line of as many marks as it began with."),
  kind(
    "stray-output", "An output without a cell",
    "An output stands right behind the cell that prints it, or nothing proves it."),
  kind(
    "unshown-error", "A cell with an error",
    "A cell that has an error and shows no output is taken for a mistake. Show the output where the error is meant."),
  kind(
    "output-differs", "An output that does not come out",
    "Run `errorbook check --accept` to write what comes out, and look at it."),
  kind(
    "diagram-differs", "A diagram that does not come out", "`--accept` writes the diagram of the classes at that point."
  ),
  kind("missing-title", "A lesson without a title", "The first heading of the first level is what lists show."),
  kind("broken-link", "A link that leads nowhere", "There is no such file, or no heading of that name in it."),
]

private let idKinds = [
  kind(
    "bad-id", "A comment that gives no id",
    "An id is one word of letters, digits and `-_./`, as in `<!-- errorbook id: my-course/first-steps -->`."),
  kind("second-id", "Two ids in one lesson", "A lesson has one id, under which answers are kept."),
  kind(
    "duplicate-id", "Two lessons with one id",
    "Answers are kept under the id: with the same one, those to one lesson would be shown in the other."),
]

private let answerKinds = [
  kind("starter-passes", "Nothing to do", "What the exercise begins with passes already."),
  kind(
    "empty-passes", "An empty answer would do",
    "What is asked for holds without an answer, so deleting the starter would pass."),
  kind(
    "solution-fails", "A solution that fails", "The lesson's own answer does not pass its tests: one of them is wrong."),
  kind(
    "also-fails", "An answer that should pass", "The tests ask for more than the exercise says, or the answer is wrong."
  ),
  kind(
    "answer-fails", "An answer that does not pass any more",
    "The page says that this was answered; the answer, the tests or the app was changed since."),
  kind("wrong-passes", "An answer that should fail", "The tests do not notice the mistake in it."),
  kind(
    "unneeded-statement", "A statement that no test notices",
    "The solution passes without it: leave it out, or ask for what it does."),
  kind("broken-tests", "Tests with an error", "A test that cannot be read can neither pass nor fail."),
]
