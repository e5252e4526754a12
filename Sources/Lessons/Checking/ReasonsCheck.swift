import Diagnostics
import Exercises
import Interpreter

/// Checks the reasons for a prediction: a learner can choose exactly one right reason, each wrong entry says why it is
/// wrong, and every counterexample runs.
struct ReasonsCheck {
  private let played: Lesson.CellRun
  private let fence: Lesson.Fence

  /// Returns nil if the cell has no reasons.
  init?(_ played: Lesson.CellRun) {
    guard let fence = played.cell.reasons else { return nil }
    self.played = played
    self.fence = fence
  }

  var problems: [LessonProblem] {
    let reasons = Reasons(fence)
    guard let prediction = Prediction(played) else {
      return [problem("this cell shows nothing to predict, so nobody is asked for a reason", at: fence.line)]
    }
    var problems = reasons.strayLines.map {
      problem("this line belongs to no reason", at: $0, help: "start it with `+ `, `- ` or `= `, or indent it")
    }
    let right = reasons.entries.count { $0.role == .rightReason }
    if !reasons.choices.isEmpty, right != 1 || reasons.choices.count < 2 {
      problems.append(
        problem(
          "expected one right reason (`+`) and at least one wrong reason (`-`), "
            + "got \(right) and \(reasons.choices.count - right)", at: fence.line))
    }
    for entry in reasons.entries { problems += self.problems(of: entry, prediction) }
    return problems
  }

  private func problems(of entry: Reasons.Entry, _ prediction: Prediction) -> [LessonProblem] {
    var problems: [LessonProblem] = []
    if entry.role != .rightReason, entry.explanation.isEmpty {
      problems.append(problem("this entry does not say why it is wrong", at: entry.line))
    }
    if entry.role == .wrongResult {
      if case .choice(let choices) = prediction.form, !choices.contains(entry.text) {
        let list = choices.map { "`\($0)`" }.joined(separator: ", ")
        problems.append(problem("`\(entry.text)` is not a choice", at: entry.line, help: "the choices are \(list)"))
      }
      if entry.text == prediction.actual {
        problems.append(problem("`\(entry.text)` is the right result", at: entry.line))
      }
    }
    if let error = played.counterexample(of: entry)?.events.firstError {
      problems.append(problem("the counterexample has an error: \(error.message)", at: entry.line))
    }
    return problems
  }

  private func problem(_ message: String, at line: Int, help: String? = nil) -> LessonProblem {
    LessonProblem("bad-reasons", at: line, message, help: help)
  }
}
