import Exercises
import Interpreter

extension Lesson {
  /// The problems of a quiz: each question has a name of its own, offers choices, and is proved by its output.
  var quizProblems: [LessonProblem] {
    var problems: [LessonProblem] = []
    var lines: [String: Int] = [:]
    var session = Session(name: name)
    for cell in cells {
      guard let name = cell.quizName else { continue }
      let line = cell.code.line
      if let first = lines[name] {
        problems.append(
          .badQuiz("question `\(name)` already exists in line \(first)", at: line, help: "give it another name"))
      }
      lines[name] = lines[name] ?? line
      if Lesson.play(cell, in: &session).quizItem == nil {
        problems.append(
          .badQuiz("this cell has nothing to choose from", at: line, help: "end it with a request or with `hunt`"))
      }
      if cell.output == nil {
        problems.append(
          .badQuiz(
            "question `\(name)` has no output, so nothing proves its answer", at: line,
            help: "add an `output` fence, inside `<details>`; `--accept` fills it"))
      }
    }
    return problems
  }
}

extension LessonProblem {
  fileprivate static func badQuiz(_ message: String, at line: Int, help: String) -> Self {
    Self("bad-quiz", at: line, message, help: help)
  }
}
