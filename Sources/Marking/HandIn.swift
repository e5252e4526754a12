import Diagnostics
import Exercises
import Rendering

/// The page that a student hands in from `learn`: the answers, how many predictions were correct, and which hints were used.
package struct HandIn {
  /// Identifies a hand-in.
  package static let firstLine = "<!-- errorbook hand-in 1 -->\n"

  package let text: String
  /// What the page has, for the student: `1 of 2 exercises answered, 3 predictions`.
  package let contents: String

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
    for round in Quiz.Round.allCases { text += Self.quiz(lesson, round, lessonProgress.quiz) }
    self.text = text
    contents = Self.contents(lesson, lessonProgress)
  }

  private static func contents(_ lesson: Lesson, _ progress: LessonProgress) -> String {
    var parts: [String] = []
    let (exercises, essays) = (lesson.exercises, lesson.essays)
    let answered = exercises.count { progress.answers[$0.name] != nil }
    if !exercises.isEmpty { parts.append("\(answered) of \(counted(exercises.count, "exercise")) answered") }
    let written = essays.count { progress.essays[$0.name] != nil }
    if !essays.isEmpty { parts.append("\(written) of \(counted(essays.count, "text")) written") }
    if !progress.predictions.isEmpty { parts.append(counted(progress.predictions.count, "prediction")) }
    let questions = lesson.cells.compactMap { $0.quizName }
    if !questions.isEmpty {
      for round in Quiz.Round.allCases {
        let count = questions.count { progress.quiz.answer(to: $0, in: round) != nil }
        parts.append("\(count) of \(counted(questions.count, "question")) answered \(round.rawValue) the course")
      }
    }
    return parts.isEmpty ? "nothing to answer" : parts.joined(separator: ", ")
  }

  /// Returns the answers to a quiz in a round, one line for each. The page does not say which ones are right: the learner may
  /// still be answering.
  private static func quiz(_ lesson: Lesson, _ round: Quiz.Round, _ answers: QuizAnswers) -> String {
    let lines = lesson.cells.compactMap { $0.quizName }.compactMap { name in
      answers.answer(to: name, in: round).map { "\(name): \($0.choice)\n" }
    }
    guard !lines.isEmpty else { return "" }
    return "\n## Quiz, \(round.rawValue) the course\n\n" + Markup.fence("quiz \(round.rawValue)", lines.joined())
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
    forEachFence(in: page) { fence in
      guard fence.words.count == 3, fence.words[0] == "errorbook", fence.words[1] == "answer" else { return }
      if answers[fence.words[2]] == nil { answers[fence.words[2]] = fence.content }
    }
    return answers
  }

  /// A line of a quiz's answers on a page.
  package struct QuizLine: Sendable, Hashable {
    package var round: Quiz.Round
    /// `ITEM: CHOICE`, if nobody changed the page.
    package var text: String
    /// The line of the page, counted from 1.
    package var line: Int
  }

  /// Returns the lines of the quiz's answers on a page.
  package static func quizLines(in page: [UInt8]) -> [QuizLine] {
    var lines: [QuizLine] = []
    forEachFence(in: page) { fence in
      guard fence.words.count == 2, fence.words[0] == "quiz", let round = Quiz.Round(rawValue: fence.words[1]) else {
        return
      }
      for (index, line) in fence.content.split(separator: .lineFeed, omittingEmptySubsequences: false).enumerated() {
        let text = String(String(decoding: line, as: UTF8.self).trimmed)
        if !text.isEmpty { lines.append(QuizLine(round: round, text: text, line: fence.line + 1 + index)) }
      }
    }
    return lines
  }

  private static func forEachFence(in page: [UInt8], _ body: (OpenFence) -> Void) {
    var open: OpenFence?
    for (index, line) in page.split(separator: .lineFeed, omittingEmptySubsequences: false).enumerated() {
      if open == nil {
        open = OpenFence(line, at: index + 1)
      } else if open?.isClosed(by: line) == true {
        if let open { body(open) }
        open = nil
      } else {
        open?.content += line
        open?.content.append(.lineFeed)
      }
    }
    if let open { body(open) }
  }

  /// A fence that is being read.
  private struct OpenFence {
    var words: [String]
    var content: [UInt8] = []
    /// The line of its opening marks, counted from 1.
    let line: Int
    private let marks: Int

    init?(_ line: ArraySlice<UInt8>, at number: Int) {
      self.line = number
      marks = line.prefix { $0 == UInt8(ascii: "`") }.count
      let rest = line.dropFirst(marks)
      guard marks >= 3, !rest.contains(UInt8(ascii: "`")) else { return nil }
      words = String(decoding: rest, as: UTF8.self).split(whereSeparator: { $0.isWhitespace }).map { String($0) }
    }

    func isClosed(by line: ArraySlice<UInt8>) -> Bool {
      let rest = line.drop { $0 == UInt8(ascii: "`") }
      return line.count - rest.count >= marks && rest.allSatisfy { $0 == UInt8(ascii: " ") || $0 == .carriageReturn }
    }
  }
}
