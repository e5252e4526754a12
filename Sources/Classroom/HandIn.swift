import Diagnostics
import Workbook

/// What a student hands in from `learn`: one readable page with the answers, what was guessed, and which hints were taken.
package struct HandIn {
  /// By which such a file is known.
  package static let firstLine = "<!-- errorbook hand-in 1 -->\n"

  package let text: String

  package init(_ lesson: Lesson, _ standing: Standing) {
    var text = Self.firstLine + "# \(lesson.title)\n"
    for exercise in lesson.exercises { text += Self.section(exercise, standing) }
    let guesses = standing.predictions.values
    if !guesses.isEmpty {
      text += "\n## Guesses\n\n\(guesses.count { $0.wasRight }) of \(guesses.count) as it was.\n"
    }
    self.text = text
  }

  private static func section(_ exercise: Exercise, _ standing: Standing) -> String {
    var text = "\n## \(exercise.name)\n\n"
    var facts: [String] = []
    if let hints = standing.hints[exercise.name] { facts.append("\(hints) of \(exercise.hints.count) hints taken") }
    if standing.seenSolutions.contains(exercise.name) { facts.append("the solution was looked at") }
    guard let answer = standing.answers[exercise.name] else {
      return text + "No answer" + (facts.isEmpty ? "" : ", " + facts.joined(separator: ", ")) + ".\n"
    }
    facts.insert(answer.passed ? "passed when it was given" : "not passed when it was given", at: 0)
    text += facts.joined(separator: ", ") + ".\n\n"
    return text + Markup.fence("errorbook answer \(exercise.name)", answer.text)
  }

  /// The answers in such a file, by exercise: the first where there are several.
  package static func answers(in file: Lesson) -> [String: [UInt8]] {
    var answers: [String: [UInt8]] = [:]
    for fence in file.fences where fence.words.starts(with: ["errorbook", "answer"]) && fence.words.count == 3 {
      if answers[fence.words[2]] == nil { answers[fence.words[2]] = Array(fence.content.utf8) }
    }
    return answers
  }
}
