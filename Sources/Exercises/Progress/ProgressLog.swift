import Diagnostics

/// # Progress
///
/// In: the bytes of a log, with one line for each action of a learner. Out: these actions in order, and from them the
/// learner's progress. A log is append-only, so two sessions at the same time lose no records. If the program is killed
/// during a write, the incomplete last line is skipped. A logged verdict is what the learner saw at that time; marking
/// judges the answer again.
package struct ProgressLog: Sendable, Hashable {
  /// The first line of a log. The number increases when older versions cannot read the format.
  package static let header = "errorbook progress 1"

  package var records: [ProgressRecord]

  package init(_ records: [ProgressRecord] = []) { self.records = records }

  /// Reads a log. Damaged lines and an incomplete last line are skipped.
  package init(_ bytes: [UInt8]) {
    records = bytes.split(separator: UInt8.lineFeed, omittingEmptySubsequences: false).dropLast()
      .compactMap { ProgressRecord(line: String(decoding: $0, as: UTF8.self)) }
  }

  /// What the start of a file says about its format.
  package enum Form: Sendable, Hashable {
    /// A log, or an empty file.
    case log
    /// A log from a newer version. This version must not write to it.
    case newer
    /// Something else, or a log without its first lines. It may still contain records.
    case damaged
  }

  package static func form(of bytes: [UInt8]) -> Form {
    let first = String(decoding: bytes.prefix { $0 != .lineFeed }.prefix(64), as: UTF8.self)
    if bytes.isEmpty || (first == header && bytes.contains(.lineFeed)) { return .log }
    guard first.hasPrefix("errorbook progress "), let number = Int(first.dropFirst(19)), number > 1 else {
      return .damaged
    }
    return .newer
  }

  /// Returns the bytes that append records to a log. They include the header if the log is empty, and a line feed if its
  /// last line is incomplete.
  package static func addition(_ records: [ProgressRecord], after bytes: [UInt8]) -> [UInt8] {
    var text = ""
    if bytes.isEmpty { text += header + "\n" }
    if let last = bytes.last, last != .lineFeed { text += "\n" }
    for record in records { text += record.line + "\n" }
    return Array(text.utf8)
  }
}

/// One action of a learner.
package struct ProgressRecord: Sendable, Hashable {
  package enum Action: Sendable, Hashable {
    /// Answered an exercise.
    case answered(exercise: String, fingerprint: String, passed: Bool, answer: String)
    /// Predicted the result of a cell: the guess and the actual result.
    case predicted(cell: String, guess: String, actual: String)
    /// Wrote a text that nobody judges.
    case wrote(essay: String, text: String)
    /// Answered a question of a quiz: the choice and the right one.
    case quizzed(round: Quiz.Round, item: String, choice: String, actual: String)
    case tookHint(exercise: String, number: Int)
    case sawSolution(exercise: String)
    case skipped(exercise: String)
    /// Discarded an answer that had not passed.
    case forgot(exercise: String)
    /// Reached a step, counted from 1.
    case reached(step: Int)
    case finished
    /// Restarted the lesson: earlier records no longer count.
    case reset
    /// Progress under this key is stored under another key from now on.
    case moved(to: String)
  }

  /// The key of the lesson (`LessonKey`); in logs of older versions, the file name without a folder.
  package var lesson: String
  package var action: Action

  package init(lesson: String, _ action: Action) {
    self.lesson = lesson
    self.action = action
  }

  var line: String {
    let fields: [String] =
      switch action {
      case .answered(let exercise, let fingerprint, let passed, let answer):
        ["answered", exercise, fingerprint, passed ? "passed" : "failed", answer]
      case .predicted(let cell, let guess, let actual): ["predicted", cell, guess, actual]
      case .wrote(let essay, let text): ["wrote", essay, text]
      case .quizzed(let round, let item, let choice, let actual): ["quiz", round.rawValue, item, choice, actual]
      case .tookHint(let exercise, let number): ["hint", exercise, String(number)]
      case .sawSolution(let exercise): ["solution", exercise]
      case .skipped(let exercise): ["skipped", exercise]
      case .forgot(let exercise): ["forgot", exercise]
      case .reached(let step): ["step", String(step)]
      case .finished: ["finished"]
      case .reset: ["reset"]
      case .moved(let key): ["moved", key]
      }
    return ([lesson] + fields).map(Self.escaped).joined(separator: "\t")
  }

  /// Nil if the line is not a record.
  init?(line: String) {
    let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map { Self.unescaped(String($0)) }
    guard fields.count >= 2, let action = Self.action(Array(fields.dropFirst())) else { return nil }
    self.init(lesson: fields[0], action)
  }

  private static func action(_ fields: [String]) -> Action? {
    switch (fields[0], fields.count) {
    case ("answered", 5) where ["passed", "failed"].contains(fields[3]):
      .answered(exercise: fields[1], fingerprint: fields[2], passed: fields[3] == "passed", answer: fields[4])
    case ("predicted", 4): .predicted(cell: fields[1], guess: fields[2], actual: fields[3])
    case ("wrote", 3): .wrote(essay: fields[1], text: fields[2])
    case ("quiz", 5):
      Quiz.Round(rawValue: fields[1]).map { .quizzed(round: $0, item: fields[2], choice: fields[3], actual: fields[4]) }
    case ("hint", 3): Int(fields[2]).map { .tookHint(exercise: fields[1], number: $0) }
    case ("solution", 2): .sawSolution(exercise: fields[1])
    case ("skipped", 2): .skipped(exercise: fields[1])
    case ("forgot", 2): .forgot(exercise: fields[1])
    case ("step", 2): Int(fields[1]).map { .reached(step: $0) }
    case ("finished", 1): .finished
    case ("reset", 1): .reset
    case ("moved", 2): .moved(to: fields[1])
    default: nil
    }
  }

  private static func escaped(_ field: String) -> String {
    var escaped = ""
    for scalar in field.unicodeScalars {
      switch scalar {
      case "\\": escaped += "\\\\"
      case "\t": escaped += "\\t"
      case "\n": escaped += "\\n"
      case "\r": escaped += "\\r"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  private static func unescaped(_ field: String) -> String {
    var text = String.UnicodeScalarView()
    var isEscape = false
    for scalar in field.unicodeScalars {
      if isEscape {
        text.append(scalar == "t" ? "\t" : scalar == "n" ? "\n" : scalar == "r" ? "\r" : scalar)
        isEscape = false
      } else if scalar == "\\" {
        isEscape = true
      } else {
        text.append(scalar)
      }
    }
    return String(text)
  }
}
