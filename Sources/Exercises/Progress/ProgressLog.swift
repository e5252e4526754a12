import Diagnostics

/// # Progress
///
/// In: the bytes of a log, in which every line is one thing that a learner did. Out: those things, in order, and from
/// them where the learner stands. Nothing in a log is ever changed: what happened is added at the end, so two sessions side
/// by side lose nothing of each other, and a program that is killed in the middle of a write leaves a last line that is
/// passed over. A verdict that stands in a log is what was seen then; whoever marks an answer judges it again.
package struct ProgressLog: Sendable, Hashable {
  /// What a log begins with; the number grows when older programs could not read it.
  package static let header = "errorbook progress 1"

  package var records: [ProgressRecord]

  package init(_ records: [ProgressRecord] = []) { self.records = records }

  /// Reads a log. Lines that are damaged are passed over, and so is a last line without its end.
  package init(_ bytes: [UInt8]) {
    records = bytes.split(separator: UInt8.lineFeed, omittingEmptySubsequences: false).dropLast()
      .compactMap { ProgressRecord(line: String(decoding: $0, as: UTF8.self)) }
  }

  /// What the beginning of a file says of it.
  package enum Form: Sendable, Hashable {
    /// Such a log, or nothing yet.
    case log
    /// A log of a program that is newer than this one, which must not write into it.
    case newer
    /// Something else, or a log that lost its beginning. Records may stand in it all the same.
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

  /// What is written for records behind a log that ends like this: the header before the first, and the end of a line
  /// that was torn.
  package static func addition(_ records: [ProgressRecord], behind bytes: [UInt8]) -> [UInt8] {
    var text = ""
    if bytes.isEmpty { text += header + "\n" }
    if let last = bytes.last, last != .lineFeed { text += "\n" }
    for record in records { text += record.line + "\n" }
    return Array(text.utf8)
  }
}

/// One thing that a learner did.
package struct ProgressRecord: Sendable, Hashable {
  package enum Action: Sendable, Hashable {
    /// Answered an exercise.
    case answered(exercise: String, fingerprint: String, passed: Bool, answer: String)
    /// Said what a cell would come to: what was said, and what it was.
    case predicted(cell: String, guess: String, actual: String)
    case tookHint(exercise: String, number: Int)
    case sawSolution(exercise: String)
    case skipped(exercise: String)
    /// Put an answer that had not passed away.
    case forgot(exercise: String)
    /// Came to a step, counted from 1.
    case reached(step: Int)
    case finished
    /// Began the lesson anew: what came before counts no longer.
    case reset
    /// What was kept under this key is kept under another one from now on.
    case moved(to: String)
  }

  /// The key of the lesson (`LessonKey`); in logs of older programs the name of its file, without a folder.
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

  /// Nil for a line that is no record.
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
