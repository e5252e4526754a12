import Diagnostics
import Rendering

/// An exercise as a command names it: `LESSON#NAME`, or `LESSON` if the lesson has only one exercise.
package struct ExerciseReference: Sendable, Hashable {
  /// The part that names the lesson.
  package let lesson: String
  private let name: String?

  package init(_ text: String) {
    let pieces = text.split(separator: "#", maxSplits: 1).map { String($0) }
    lesson = pieces.first ?? ""
    name = pieces.count > 1 ? pieces[1] : nil
  }

  /// Returns the judge of the exercise; nil if the lesson has no exercise with that name.
  package func judge(in lesson: Lesson) -> Judge? {
    let judges = lesson.judges()
    guard let name else { return judges.count == 1 ? judges[0] : nil }
    return judges.first { $0.exercise.name == name }
  }

  /// Lists the exercises of a lesson, for an error message.
  package static func choices(in lesson: Lesson) -> String {
    let names = lesson.exercises.map { $0.name }
    return names.isEmpty ? "it has no exercises" : "it has: \(names.joined(separator: ", "))"
  }
}

/// The result of `errorbook check --exercise`: judges one answer as `learn` does.
package struct AnswerCheck: Sendable {
  package enum Outcome: Sendable, Hashable {
    case passed, failed
    /// The answer cannot be read.
    case unreadable
  }

  package let outcome: Outcome
  package let text: StyledText

  package init(_ answer: SourceText, by judge: Judge, isPlain: Bool) {
    guard !judge.exercise.isFromHandOut else {
      outcome = .failed
      text =
        "\(judge.exercise.name): only your teacher can check this; the tests or the solution are not in this copy\n"
      return
    }
    let verdict = judge.verdict(on: answer)
    let reminder = verdict.passed ? StyledText() : judge.rulesText()
    text = "\(judge.exercise.name): " + verdict.text(isPlain: isPlain, columns: nil) + reminder
    outcome =
      switch verdict.status {
      case .passed: .passed
      case .failed, .empty, .limit: .failed
      case .syntaxError, .refusedInput: .unreadable
      }
  }
}
