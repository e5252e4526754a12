import Syntax

/// Words that are commands in another place: in a lesson, at the prompt, or in the shell. Learners mix them up.
package enum MisplacedCommand {
  /// Returns what to do with a word that is not a command of the program in the shell, but a command or a statement
  /// elsewhere. Nil for other words.
  package static func adviceInShell(_ word: String) -> String? {
    if let command = LessonCommand(rawValue: word) {
      guard let shell = counterpart(of: command) else {
        return "Inside a lesson, type `\(word)`; `errorbook learn` opens one."
      }
      return "`errorbook \(shell.rawValue)` \(shell.purpose); inside a lesson, type `\(word)`."
    }
    guard CommandWord(rawValue: word) != nil || StatementWord(rawValue: word) != nil else { return nil }
    return "Type `\(word)` at the prompt; `errorbook` opens it."
  }

  /// Returns the problem with a word typed alone at the prompt that is a command of the shell or of a lesson. Nil for other
  /// words. A lesson takes its own commands first.
  static func problemAtPrompt(_ word: String) -> SessionCommand.Problem? {
    if ShellWord(rawValue: word) != nil {
      return SessionCommand.Problem(
        message: "`\(word)` is a command of the shell: `errorbook \(word)`",
        help: "in a lesson, `toc` lists the lessons and exercises with your progress")
    }
    guard LessonCommand(rawValue: word) != nil, CommandWord(typed: word) == nil else { return nil }
    return SessionCommand.Problem(
      message: "`\(word)` is a command of lessons", help: "`learn` opens the course")
  }

  /// Commands of the shell with the same purpose as a command of a lesson.
  private enum ShellWord: String {
    case progress, lessons

    var purpose: String {
      switch self {
      case .progress: "shows your progress"
      case .lessons: "lists the lessons"
      }
    }
  }

  private static func counterpart(of command: LessonCommand) -> ShellWord? {
    switch command {
    case .toc: .lessons
    case .where: .progress
    case .next, .back, .goto, .again, .hint, .solution, .skip, .done, .more, .edit, .reset, .quit, .help: nil
    }
  }
}
