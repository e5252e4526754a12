import Diagnostics
import Interpreter
import Rendering

/// What a lesson says about guesses at a cell: the reasons to choose from, and why tempting results and reasons are wrong.
///
/// In the lesson it is a `reasons` fence after the cell. Each entry starts with a mark, and continues on indented lines:
///
/// ```
/// + the right reason
/// - a wrong reason
///   The explanation of why it is wrong.
///   > raise E
/// = "a wrong result"
///   The explanation.
/// ```
///
/// Lines that start with `>` are a counterexample: statements that run in a copy of the session before the cell.
package struct Reasons: Sendable, Hashable {
  package struct Entry: Sendable, Hashable {
    package enum Role: Sendable, Hashable {
      case rightReason, wrongReason
      /// A wrong result: one of the choices of the prediction.
      case wrongResult
    }

    package var role: Role
    package var text: String
    /// Sentences for the learner; empty if there are none.
    package var explanation = ""
    /// The statements of the counterexample; empty if there is none.
    package var counterexample = ""
    /// The line of the mark in the lesson's file, counted from 1.
    package var line: Int
  }

  package private(set) var entries: [Entry] = []
  /// The lines in the lesson's file that belong to no entry.
  package private(set) var strayLines: [Int] = []

  package init(_ fence: Lesson.Fence) {
    for (index, line) in fence.content.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      read(String(line), line: fence.line + 1 + index)
    }
  }

  private mutating func read(_ text: String, line: Int) {
    let content = text.trimmed
    if content.isEmpty { return }
    if let role = Self.role(of: text) {
      return entries.append(Entry(role: role, text: String(content.dropFirst().trimmed), line: line))
    }
    guard text.hasPrefix("  "), var entry = entries.popLast() else { return strayLines.append(line) }
    if content.hasPrefix(">") {
      entry.counterexample += content.dropFirst().trimmed + "\n"
    } else {
      entry.explanation += (entry.explanation.isEmpty ? "" : " ") + content
    }
    entries.append(entry)
  }

  private static func role(of line: String) -> Entry.Role? {
    if line.hasPrefix("+ ") { return .rightReason }
    if line.hasPrefix("- ") { return .wrongReason }
    return line.hasPrefix("= ") ? .wrongResult : nil
  }

  /// The reasons to choose from, in the order of the lesson.
  package var choices: [Entry] { entries.filter { $0.role != .wrongResult } }

  /// Returns the entry about a wrong result.
  package func entry(about result: String) -> Entry? { entries.first { $0.role == .wrongResult && $0.text == result } }
}

extension Lesson.CellRun {
  /// What the lesson says about guesses at this cell.
  package var reasons: Reasons? { cell.reasons.map { Reasons($0) } }

  /// Runs the counterexample of an entry in a copy of the session before the cell. Returns nil if there is none.
  package func counterexample(of entry: Reasons.Entry) -> Lesson.CellRun? {
    guard !entry.counterexample.isEmpty else { return nil }
    var session = before
    let words = cell.code.words.filter { $0 != "predict" }
    let code = Lesson.Fence(words: words, content: entry.counterexample, line: entry.line, endLine: entry.line)
    return Lesson.play(Lesson.Cell(code: code), in: &session)
  }

  /// Returns what the learner reads about a wrong result or a reason: the explanation, then the counterexample as it runs.
  package func text(about entry: Reasons.Entry, isPlain: Bool, columns: Int?) -> StyledText {
    var text = StyledText()
    if !entry.explanation.isEmpty { text += StyledText(prose: entry.explanation) + "\n" }
    guard let run = counterexample(of: entry) else { return text }
    return text + run.text(isPlain: isPlain, columns: columns.map { $0 - 2 }).indented(by: 2)
  }
}
