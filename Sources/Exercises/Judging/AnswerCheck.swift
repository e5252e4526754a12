import Diagnostics
import Rendering

/// An exercise as a command names it: `LESSON#NAME`, or `LESSON` if it is the only one.
package struct ExerciseReference: Sendable, Hashable {
  /// What names the lesson.
  package let lesson: String
  private let name: String?

  package init(_ text: String) {
    let pieces = text.split(separator: "#", maxSplits: 1).map { String($0) }
    lesson = pieces.first ?? ""
    name = pieces.count > 1 ? pieces[1] : nil
  }

  /// Returns the judge of the exercise; nil if the lesson has no exercise of that name.
  package func judge(in lesson: Lesson) -> Judge? {
    let judges = lesson.judges()
    guard let name else { return judges.count == 1 ? judges[0] : nil }
    return judges.first { $0.exercise.name == name }
  }

  /// What there is instead, if the lesson has no exercise of that name.
  package static func choices(in lesson: Lesson) -> String {
    let names = lesson.exercises.map { $0.name }
    return names.isEmpty ? "it has none at all" : "it has: \(names.joined(separator: ", "))"
  }
}

/// One answer, judged as `learn` judges it, for the student who wrote it.
package struct AnswerCheck: Sendable {
  package enum Outcome: Sendable, Hashable {
    case passed, failed
    /// The answer cannot be read.
    case unreadable
  }

  package let outcome: Outcome
  package let text: StyledText

  package init(_ answer: SourceText, by judge: Judge, isPlain: Bool) {
    guard !judge.exercise.isKept else {
      outcome = .failed
      text = "\(judge.exercise.name): your teacher kept what it is checked by\n"
      return
    }
    let verdict = judge.verdict(on: answer)
    let reminder = verdict.passed ? StyledText() : judge.rulesText
    text = "\(judge.exercise.name): " + verdict.text(isPlain: isPlain, columns: nil) + reminder
    outcome =
      switch verdict.status {
      case .passed: .passed
      case .failed, .empty, .limit: .failed
      case .syntaxError, .refusedInput: .unreadable
      }
  }
}
