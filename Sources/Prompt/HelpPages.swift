import Rendering
import Resolution
import Syntax

/// What `help` and `help TOPIC` show.
enum HelpPages {
  /// Everything, on one screen of 24 rows.
  static func overview(columns: Int) -> StyledText {
    var text: StyledText = """
      Type these three lines:
        handler Exception -> "sorry", 500
        raise ValueError
        why


      """
    for (name, items) in overviewRows { text += row(name, items, columns) }
    text += """

      help raise, help save: more about one word. Tab completes a word.
      After an error, Tab on the empty line fills in the correction if there is one.
      Up and Ctrl-R bring back earlier lines.

      """
    return text.fitted(to: columns)
  }

  /// A heading and what belongs to it, broken between two items only.
  private static func row(_ name: String, _ items: [String], _ columns: Int) -> StyledText {
    let indent = columns < 60 ? 2 : 10
    var text = StyledText()
    var line = StyledText(name, .strong).padded(to: indent)
    if columns < 60 {
      text.appendLine(line)
      line = StyledText("  ")
    }
    for item in items {
      if line.width > indent, line.width + 3 + item.count >= columns {
        text.appendLine(line)
        line = StyledText(String(repeating: " ", count: indent))
      } else if line.width > indent {
        line += "   "
      }
      line.append(item)
    }
    text.appendLine(line)
    return text
  }

  private static let overviewRows = [
    ("Declare", ["class E(Exception)", "blueprint admin", #"handler E -> "text", 500"#]),
    ("Request", ["raise E", "abort 404", "visit unknown", "each also: in admin"]),
    ("Ask", ["why", "why E", "step E", "mro E", "classes", "handlers", "blueprints"]),
    ("Travel", ["use flask 0.12.2", "restart", "reset", "trace on"]),
    ("Claim", [#"expect raise E -> "text", 500"#, #"test "a name" { ... }"#]),
    ("Course", ["learn", "learn 2"]),
    ("Session", ["list", "edit", "undo", "redo", "load FILE", "save FILE", "restore", "history", "clear", "quit"]),
    ("Errors", ["explain SLUG", "the slug stands in brackets behind `error`"]),
  ]

  static var topics: [String] { statementWords + CommandWord.allCases.map { $0.rawValue } }

  /// A page on a statement or a command; nil where there is none of that name.
  static func page(_ topic: String, columns: Int) -> StyledText? {
    let word = topic.first == ":" ? String(topic.dropFirst()) : topic
    if let statement = StatementWord(rawValue: word) ?? Self.statement(about: word) {
      return page(statement, columns: columns)
    }
    guard let command = CommandWord(typed: word) else { return nil }
    let description = command.description
    var page: StyledText = "\(command.usage, .strong)\n"
    page.appendLine(StyledText("\(description.summary). \(description.help)").wrapped(to: min(80, columns) - 3))
    return page.indentedBody
  }

  /// The statement that an option or another word of the language belongs to.
  private static func statement(about word: String) -> StatementWord? {
    if Configuration.Option(rawValue: word.uppercased()) != nil { return .config }
    switch word.lowercased() {
    case "code", "self.code": return .class
    case "e", "e.code", "raise e": return .handler
    case "as", "in": return .blueprint
    case "last": return .expect
    case "continuing", "under": return .test
    case "werkzeug", "memo": return .use
    default: return nil
    }
  }

  private static func page(_ word: StatementWord, columns: Int) -> StyledText {
    let help = word.help
    var page = StyledText()
    for usage in help.usage { page += "\(usage, .strong)\n" }
    page.appendLine(StyledText(prose: help.says).wrapped(to: min(80, columns) - 3).indented(by: 2))
    page += "\n"
    var example = StyledText()
    example.appendLines(help.example)
    page += example.indented(by: 4)
    page += "\n"
    return page
  }
}

extension StyledText {
  /// All lines but the first, indented.
  fileprivate var indentedBody: StyledText {
    guard let first = lines.first else { return self }
    var rest = StyledText()
    for line in lines.dropFirst().dropLast() { rest.appendLine(line) }
    return first + "\n" + rest.indented(by: 2)
  }
}
