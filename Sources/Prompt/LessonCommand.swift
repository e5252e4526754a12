import Diagnostics
import Rendering
import Syntax

/// The commands of a lesson, with or without a colon. Everything else is a statement or a command of the prompt and runs
/// in the sandbox.
package enum LessonCommand: String, Sendable, CaseIterable {
  case next, back, goto, again, hint, solution, skip, done, more, edit, reset, `where`, toc, quit, help

  /// Reads the command and its argument, or returns nil if the entry is not a lesson command.
  static func read(_ entry: String) -> (word: LessonCommand, argument: String)? {
    var rest = entry.trimmed
    if rest.first == ":" { rest = rest.dropFirst().trimmed }
    let typed = rest.lowercased() == "check all" ? rest[...] : rest.prefix { !$0.isWhitespace }
    guard let word = LessonCommand(typed: String(typed)) else { return nil }
    let argument = rest.dropFirst(typed.count).trimmed
    // `help raise` belongs to the prompt.
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

  /// The line about the command in the list of commands.
  var summary: String {
    switch self {
    case .next: "continue (or press Enter)"
    case .back: "go to the previous step"
    case .goto: "go to a step of this lesson, such as `goto 4`"
    case .again: "show this step again"
    case .hint: "show a hint; repeat it for a clearer one"
    case .solution: "show an answer that passes"
    case .skip: "continue without an answer"
    case .done: "check your answer (or press Enter)"
    case .more: "show everything that the last check found"
    case .edit: "write your answer in your editor"
    case .reset: "discard what you tried at this step"
    case .where: "show where you are"
    case .toc: "list the lessons and exercises of the course, and what you have done"
    case .quit: "quit the lesson"
    case .help: "show this list"
    }
  }

  /// The commands while a round of a quiz is open.
  static let quizCommands: [LessonCommand] = [.next, .back, .goto, .again, .skip, .where, .toc, .quit, .help]

  /// Returns the list of all commands.
  static func list(isProgressSaved: Bool, columns: Int) -> StyledText {
    list(allCases, isProgressSaved: isProgressSaved, columns: columns)
      + "You can also type statements, `why`, `list`, `undo` or `help raise`.\n"
      + "They run in a copy, so you cannot break the lesson.\n"
  }

  /// Returns a list of commands.
  /// - Parameter isProgressSaved: whether the learner's place and answers are saved.
  static func list(_ words: [LessonCommand], isProgressSaved: Bool, columns: Int) -> StyledText {
    var table = Table()
    for word in words {
      let end = word == .quit ? "; your place and answers are \(isProgressSaved ? "saved" : "lost")" : ""
      table.add([StyledText(word.rawValue, .code), "\(word.summary)\(end)"])
    }
    return table.text(columns: columns)
  }
}
