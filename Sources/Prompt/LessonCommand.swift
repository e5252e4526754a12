import Rendering
import Syntax

/// The words that steer through a lesson, with and without a colon. All else that is typed there is a statement or a command
/// of the prompt, and happens in the sandbox.
package enum LessonCommand: String, Sendable, CaseIterable {
  case next, back, goto, again, hint, solution, skip, done, more, edit, reset, `where`, toc, quit, help

  /// What was typed: the word and what stands behind it; nil where it is none of them.
  static func read(_ entry: String) -> (word: LessonCommand, argument: String)? {
    var rest = entry.trimmed
    if rest.first == ":" { rest = rest.dropFirst().trimmed }
    let typed = rest.lowercased() == "check all" ? rest[...] : rest.prefix { !$0.isWhitespace }
    guard let word = LessonCommand(typed: String(typed)) else { return nil }
    let argument = rest.dropFirst(typed.count).trimmed
    // `help raise` is the prompt's.
    if word == .help, !argument.isEmpty { return nil }
    guard argument.isEmpty || word == .goto else { return nil }
    return (word, String(argument))
  }

  private init?(typed: String) {
    switch typed.lowercased() {
    case "exit()", "quit()": self = .quit
    case "n", "continue": self = .next
    case "b", "previous": self = .back
    case "check", "submit": self = .done
    case "check all": self = .more
    case let word where CommandWord(typed: word) == .quit: self = .quit
    case let word where CommandWord(typed: word) == .help: self = .help
    case let word: self.init(rawValue: word)
    }
  }

  /// One line for the list of them.
  var summary: String {
    switch self {
    case .next: "go on (so does Enter alone)"
    case .back: "the step before"
    case .goto: "goto 4: step 4 of this lesson"
    case .again: "show this step again"
    case .hint: "a hint for the exercise, then a plainer one"
    case .solution: "an answer that passes"
    case .skip: "go on without an answer"
    case .done: "check the answer (so does Enter alone)"
    case .more: "everything that the last check found"
    case .edit: "write the answer in your own editor"
    case .reset: "forget what you tried at this step"
    case .where: "where you are"
    case .toc: "the lessons of the course"
    case .quit: "leave"
    case .help: "this list"
    }
  }

  /// - Parameter isKept: whether the place and the answers outlive the program.
  static func list(isKept: Bool, columns: Int) -> StyledText {
    var table = Table()
    for word in allCases {
      let end = word == .quit ? "; your place and answers are \(isKept ? "kept" : "lost")" : ""
      table.add([StyledText(word.rawValue, .code), "\(word.summary)\(end)"])
    }
    return table.text(columns: columns)
      + "Everything else is tried out: statements, `why`, `list`, `undo`, `help raise`.\n"
      + "It happens in a copy, so nothing that you try can spoil the lesson.\n"
  }
}
