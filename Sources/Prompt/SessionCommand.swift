import Diagnostics
import Rendering
import Resolution
import Syntax

/// A command of the prompt. It controls the session and is not part of it.
package enum SessionCommand: Sendable, Equatable {
  case help(topic: String?)
  case list
  case edit(line: Int?)
  case load(path: String)
  case save(path: String)
  case restore(RestoreChoice)
  case undo
  case redo
  /// The argument has the form of `raise`: a class, optionally followed by `in` and a blueprint.
  case step(subject: String)
  case appCode
  case history
  case explain(slug: String?)
  /// The course, where the learner left off or at a lesson.
  case learn(lesson: String?)
  case clear
  case quit

  /// The kept session to restore.
  package enum RestoreChoice: Sendable, Equatable {
    /// The number of the session; the latest one is 1.
    case number(Int)
    /// No session: list them all.
    case list
  }

  /// The reason why a command is invalid.
  package struct Problem: Error, Equatable {
    /// What is wrong.
    package var message: String
    /// What to do next.
    package var help: String?
    /// The corrected line, if there is exactly one.
    package var suggestion: String?

    package init(message: String, help: String? = nil, suggestion: String? = nil) {
      self.message = message
      self.help = help
      self.suggestion = suggestion
    }

    /// The text that the prompt shows.
    package var text: StyledText {
      var text: StyledText = "\("error", .error): \(StyledText(prose: message))\n"
      if let help { text += .help(StyledText(prose: help)) }
      return text
    }
  }

  /// Reads an entry as a command, or returns nil if it is for the statement parser.
  ///
  /// Commands do not conflict with statements: no statement starts with the word of a command. A line that looks like a
  /// statement with its first word missing, such as `list -> "x"`, goes to the parser, which reports the missing word.
  static func read(_ entry: String) -> Result<SessionCommand, Problem>? {
    guard let line = CommandLine(entry) else { return nil }
    if let word = CommandWord(typed: line.word) { return command(word, line.argument) }
    return unknown(line).map { .failure($0) }
  }

  private static func command(_ word: CommandWord, _ argument: String) -> Result<SessionCommand, Problem> {
    let given = argument.isEmpty ? nil : argument
    switch word {
    case .help: return .success(.help(topic: given))
    case .explain: return .success(.explain(slug: given))
    case .load: return needed(given, word).map { .load(path: unquoted($0)) }
    case .save: return needed(given, word).map { .save(path: unquoted($0)) }
    case .step: return needed(given, word).map { .step(subject: $0) }
    case .edit:
      guard let given, !given.hasPrefix("#") else { return .success(.edit(line: nil)) }
      guard let line = Int(given), line > 0 else {
        return .failure(Problem(message: "`edit` expects a line number", help: "write `edit` or `edit 3`"))
      }
      return .success(.edit(line: line))
    case .restore: return restore(given)
    case .list: return alone(.list, word, argument)
    case .undo: return alone(.undo, word, argument)
    case .redo: return alone(.redo, word, argument)
    case .appCode: return alone(.appCode, word, argument)
    case .history: return alone(.history, word, argument)
    case .learn: return .success(.learn(lesson: given))
    case .clear: return alone(.clear, word, argument)
    case .quit: return alone(.quit, word, argument)
    }
  }

  private static func restore(_ given: String?) -> Result<SessionCommand, Problem> {
    guard let given, !given.hasPrefix("#") else { return .success(.restore(.number(1))) }
    if given == "list" { return .success(.restore(.list)) }
    guard let number = Int(given), number > 0 else {
      return .failure(
        Problem(message: "`restore` expects the number of a session", help: "`restore list` shows the numbers"))
    }
    return .success(.restore(.number(number)))
  }

  private static func needed(_ argument: String?, _ word: CommandWord) -> Result<String, Problem> {
    if let argument { return .success(argument) }
    return .failure(
      Problem(
        message: "`\(word.rawValue)` needs an argument", help: "the usage is `\(word.usage)`"))
  }

  private static func alone(_ command: SessionCommand, _ word: CommandWord, _ argument: String)
    -> Result<SessionCommand, Problem>
  {
    if argument.isEmpty || argument.hasPrefix("#") { return .success(command) }
    if word == .appCode, Framework.standard.release(named: argument) != nil {
      return .failure(
        Problem(
          message: "`flask` shows the app as Flask code", help: "write `use flask \(argument)` to choose the release",
          suggestion: "use flask \(argument)"))
    }
    return .failure(
      Problem(
        message: "`\(word.rawValue)` takes no argument", help: "write `\(word.usage)`", suggestion: word.usage))
  }

  /// Removes quotes around a file name, as a shell does.
  private static func unquoted(_ path: String) -> String {
    guard path.count > 1, let quote = path.first, quote == "\"" || quote == "'", path.last == quote else { return path }
    return String(path.dropFirst().dropLast())
  }

  /// Returns the problem for an unknown command: a word that is similar to a command, or that follows a colon.
  private static func unknown(_ line: CommandLine) -> Problem? {
    guard StatementWord(rawValue: line.word) == nil else { return nil }
    if line.argument.isEmpty, let problem = MisplacedCommand.problemAtPrompt(line.word) { return problem }
    let near = nearestName(to: line.word, among: HelpPages.topics)
    let isCommand = near.flatMap { CommandWord(rawValue: $0) } != nil
    guard line.hasColon || isCommand else { return nil }
    let suggestion = near.flatMap { corrected(line, $0) }
    return Problem(
      message: "unknown command `\(line.word)`",
      help: near.flatMap { suggestion == nil ? nil : "did you mean `\($0)`?" } ?? "`help` lists the commands",
      suggestion: suggestion)
  }

  /// Returns the line with another first word, if that makes it valid.
  private static func corrected(_ line: CommandLine, _ word: String) -> String? {
    let text = line.argument.isEmpty ? word : "\(word) \(line.argument)"
    if case .success = read(text) { return text }
    var source = SourceText(name: "", bytes: Array(text.utf8))
    var parser = Parser(source)
    guard let parsed = parser.next(in: &source), parsed.statement != nil, parser.next(in: &source) == nil else {
      return nil
    }
    return text
  }
}

/// A line that may be a command, split into its first word and the rest.
private struct CommandLine {
  var hasColon: Bool
  var word: String
  var argument: String

  init?(_ entry: String) {
    var rest = entry.trimmed
    guard !rest.contains(where: { $0.isNewline }) else { return nil }
    hasColon = rest.first == ":"
    if hasColon { rest = rest.dropFirst().trimmed }
    // A command line copied from a manual starts with `errorbook`.
    if rest.hasPrefix("errorbook ") { rest = rest.dropFirst("errorbook ".count).trimmed }
    let word = rest.first == "?" ? rest.prefix(1) : rest.prefix { $0.isLetter }
    guard !word.isEmpty else { return nil }
    self.word = String(word)
    var argument = rest.dropFirst(word.count)
    // As in Python: `quit()`.
    if argument == "()" { argument = "" }
    let isApart = argument.first.map { $0.isWhitespace || word == "?" } ?? true
    argument = argument.trimmed
    guard isApart, !argument.hasPrefix("->"), !argument.hasPrefix("=") else { return nil }
    self.argument = String(argument)
  }
}
