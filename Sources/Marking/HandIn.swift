import Diagnostics
import Exercises

/// The page that a student hands in from `learn`: the answers, how many predictions were correct, and which hints were used.
package struct HandIn {
  /// Identifies a hand-in.
  package static let firstLine = "<!-- errorbook hand-in 1 -->\n"

  package let text: String

  package init(_ lesson: Lesson, _ lessonProgress: LessonProgress) {
    // A hand-out for one student names its variant on its page.
    let variant = VariantLine.variant(in: lesson.text.bytes).map { VariantLine.comment($0) } ?? ""
    var text = Self.firstLine + variant + "# \(lesson.title)\n"
    for exercise in lesson.exercises { text += Self.section(exercise, lessonProgress) }
    for essay in lesson.essays { text += Self.section(essay, lessonProgress) }
    let guesses = lessonProgress.predictions.values
    if !guesses.isEmpty {
      text += "\n## Predictions\n\n\(guesses.count { $0.wasRight }) of \(guesses.count) correct.\n"
    }
    self.text = text
  }

  private static func section(_ exercise: Exercise, _ lessonProgress: LessonProgress) -> String {
    var text = "\n## \(exercise.name)\n\n"
    var facts: [String] = []
    if let hints = lessonProgress.hints[exercise.name] {
      facts.append("\(hints) of \(exercise.hints.count) hints used")
    }
    if lessonProgress.seenSolutions.contains(exercise.name) { facts.append("solution viewed") }
    guard let answer = lessonProgress.answers[exercise.name] else {
      return text + "No answer" + (facts.isEmpty ? "" : ", " + facts.joined(separator: ", ")) + ".\n"
    }
    facts.insert(answer.passed ? "passed when it was given" : "not passed when it was given", at: 0)
    text += facts.joined(separator: ", ") + ".\n\n"
    return text + Markup.fence("errorbook answer \(exercise.name)", answer.text)
  }

  /// A text for the teacher. Its fence is no answer, so marking ignores it.
  private static func section(_ essay: Essay, _ lessonProgress: LessonProgress) -> String {
    let heading = "\n## \(essay.name)\n\n"
    guard let written = lessonProgress.essays[essay.name] else { return heading + "No text.\n" }
    return heading + "A text for the teacher, without marks.\n\n" + Markup.fence("text", written)
  }

  /// Whether a text is a hand-in. An editor may have added a byte order mark or changed the line ends.
  package static func isHandIn(_ bytes: [UInt8]) -> Bool {
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    return text.starts(with: firstLine.utf8.dropLast())
  }

  /// Returns the answers on a page by exercise; the first one if there are several. It reads the page line by line, because
  /// parsing Markdown that was built to be slow takes seconds and hundreds of megabytes.
  package static func answers(in page: [UInt8]) -> [String: [UInt8]] {
    var answers: [String: [UInt8]] = [:]
    var open: OpenFence?
    for line in page.split(separator: .lineFeed, omittingEmptySubsequences: false) {
      if open == nil {
        open = OpenFence(line)
      } else if open?.isClosed(by: line) == true {
        open?.keep(in: &answers)
        open = nil
      } else {
        open?.content += line
        open?.content.append(.lineFeed)
      }
    }
    open?.keep(in: &answers)
    return answers
  }

  /// A fence that is being read.
  private struct OpenFence {
    /// The exercise of an answer; nil for other fences.
    var exercise: String?
    var content: [UInt8] = []
    private let marks: Int

    init?(_ line: ArraySlice<UInt8>) {
      marks = line.prefix { $0 == UInt8(ascii: "`") }.count
      let rest = line.dropFirst(marks)
      guard marks >= 3, !rest.contains(UInt8(ascii: "`")) else { return nil }
      let words = String(decoding: rest, as: UTF8.self).split(whereSeparator: { $0.isWhitespace })
      if words.count == 3, words[0] == "errorbook", words[1] == "answer" { exercise = String(words[2]) }
    }

    func isClosed(by line: ArraySlice<UInt8>) -> Bool {
      let rest = line.drop { $0 == UInt8(ascii: "`") }
      return line.count - rest.count >= marks && rest.allSatisfy { $0 == UInt8(ascii: " ") || $0 == .carriageReturn }
    }

    func keep(in answers: inout [String: [UInt8]]) {
      if let exercise, answers[exercise] == nil { answers[exercise] = content }
    }
  }
}
