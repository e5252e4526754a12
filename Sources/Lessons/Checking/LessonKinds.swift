import Diagnostics
import Exercises

/// The problems of lessons, for `errorbook explain`. They have no example script, because lessons are Markdown. The guide
/// for lesson authors has complete fences.
package let lessonKinds: [DiagnosticKind] = fenceKinds + cellKinds + answerKinds + idKinds

private func kind(_ slug: String, _ title: String, _ explanation: String) -> DiagnosticKind {
  DiagnosticKind(slug, title: title, explanation: explanation, wrong: "", right: "")
}

private let fenceKinds = [
  kind(
    "unnamed-fence", "A fence without the name of its exercise",
    "Fences of tests, hints, solutions and other answers name their exercise after the first word, as in `hint tell`."),
  kind(
    "bad-fence", "A fence with unknown words",
    """
    A fence of errorbook starts with `errorbook` and one of predict, brief, quiz, exercise, tests, solution, also, wrong or answer. These \
    options can follow the name of an exercise: catches, holds, equivalent under, without, allowing, points and show.
    """),
  kind(
    "duplicate-exercise", "Two exercises with the same name",
    "Exercise names are unique in a lesson, because answers are stored under them."),
  kind(
    "unknown-exercise", "A fence for an exercise that does not exist",
    "Tests, hints and answers come after their exercise and use its name. So do tests in a teacher's own file."),
  kind(
    "second-solution", "Two solutions for one exercise",
    "An exercise has one solution, which `learn` shows. Use `also` for other answers that must pass."),
  kind(
    "missing-solution", "An exercise without a solution", "Only a solution shows that the exercise can be solved."),
  kind(
    "missing-tests", "An exercise without tests",
    "Without tests nothing is checked. Exercises with `equivalent` or `catches` need no tests."),
  kind(
    "missing-wrong-answer", "An exercise without a wrong answer",
    "A wrong answer shows that the tests catch a mistake. Add at least one, better several that learners really give."),
  kind(
    "missing-hint", "An exercise without a hint", "Hints help learners who are stuck. Start with a gentle one."),
  kind(
    "useless-tests", "Tests that never run",
    "An exercise with `equivalent` or `catches` does not use tests."),
  kind(
    "kept-exercise", "A hand-out in place of the lesson",
    "`hand-out` leaves out the tests and solutions. Marking needs the original lesson."),
  kind(
    "unseen-fence", "Tests or an answer in an ignored fence",
    """
    Fences must start at the left margin. A fence in a quote or a list does not run, and `hand-out` does not leave it out.
    """),
  kind(
    "answer-in-text", "An answer that students would see",
    "The code in this fence passes an exercise. Its first words are unknown to errorbook, so `hand-out` does not leave it out."
  ),
  kind(
    "bad-comment", "A comment that cannot be left out",
    """
    HTML comments are for the teacher, and `hand-out` leaves them out. End each one with `-->`, and put it on lines of its \
    own with an empty line before and after it.
    """),
  kind(
    "open-fold", "A `<details>` that is never closed",
    """
    If a `<details>` section contains answers, `hand-out` leaves out its text too. Without `</details>` that would be the \
    rest of the lesson.
    """),
  kind("no-exercise", "No exercise to answer", "The lesson has no exercises, or none with the requested name."),
]

private let cellKinds = [
  kind(
    "bad-essay", "A question for a text without a model or a rubric",
    """
    An `essay` fence has a name, a model answer after the line `model:`, and points that start with `- ` after the line \
    `rubric:`. Learners see both after they wrote their own text.
    """),
  kind(
    "bad-reasons", "Reasons that cannot be chosen from",
    """
    A `reasons` fence follows a cell with a prediction. It has one right reason (`+`), wrong reasons (`-`) and wrong results \
    (`=`). Wrong entries say on indented lines why they are wrong.
    """),
  kind(
    "bad-quiz", "A question of a quiz that cannot be asked",
    """
    A question is a cell `errorbook quiz NAME`. Its name is unique in the lesson. The cell ends with a request or `hunt`, and \
    its output proves which answer is right.
    """),
  kind(
    "unclosed-fence", "A fence that is never closed",
    "A fence ends with a line of at least as many marks as its first line."),
  kind(
    "stray-output", "An output without a cell",
    "Put an output directly after the cell that prints it. Otherwise nothing checks it."),
  kind(
    "unshown-error", "A cell with an unexpected error",
    "A cell with an error and no output counts as a mistake. If the error is intended, show the output."),
  kind(
    "output-differs", "An output that differs from what the cell prints",
    "Run `errorbook check --accept` to update the output, then review the change."),
  kind(
    "diagram-differs", "A class diagram that differs from the classes",
    "`errorbook check --accept` writes the diagram of the classes after the cell."
  ),
  kind("missing-title", "A lesson without a title", "Lists show the first level-1 heading: `# ` and a title."),
  kind("broken-link", "A broken link", "The file does not exist, or it has no heading with that name."),
]

private let idKinds = [
  kind(
    "bad-id", "A comment with an invalid id",
    "An id is one word of letters, digits and `-_./`, as in `<!-- errorbook id: my-course/first-steps -->`."),
  kind("second-id", "Two ids in one lesson", "A lesson has one id. Answers are stored under it."),
  kind(
    "duplicate-id", "Two lessons with the same id",
    "Answers are stored under the id. With the same id, answers to one lesson would appear in the other."),
]

private let answerKinds = [
  kind("starter-passes", "A starter that already passes", "The code that the exercise starts with passes unchanged."),
  kind(
    "empty-passes", "An empty answer that passes",
    "The exercise passes without an answer, so a learner only needs to delete the starter."),
  kind(
    "solution-fails", "A solution that fails", "The lesson's own solution does not pass. Fix the solution or the tests."
  ),
  kind(
    "also-fails", "An answer that should pass but fails",
    "The tests ask for more than the exercise says, or the answer is wrong."
  ),
  kind(
    "answer-fails", "An answer that no longer passes",
    "The page says that this answer passed. The answer, the tests or the app has changed since."),
  kind("wrong-passes", "A wrong answer that passes", "The tests do not catch the mistake in it."),
  kind(
    "unneeded-statement", "A statement that no test checks",
    "The solution passes without it. Remove the statement, or add a test for what it does."),
  kind("broken-tests", "Tests with a syntax error", "The tests cannot run until the error is fixed."),
]
