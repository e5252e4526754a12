import Rendering
import Resolution
import Syntax

/// The pages of `help` and `help TOPIC`.
enum HelpPages {
  /// Returns all statements and commands, on one screen of 24 rows.
  static func overview(columns: Int) -> StyledText {
    var text: StyledText = """
      Type these three lines:
        handler Exception -> "sorry", 500
        raise ValueError
        why


      """
    for category in StatementCategory.allCases {
      let inBlueprint = category == .request ? ["for a blueprint, add: in admin"] : []
      text += row(category.name, category.words.map { $0.descriptor.sample } + inBlueprint, columns)
    }
    text += row("Prompt", CommandWord.allCases.map { $0.sample }, columns)
    text += """

      Type `help raise` or `help save` for details of one word. Tab completes a word.
      After an error, Tab on an empty line fills in the correction if there is one.
      Up and Ctrl-R bring back earlier lines.

      """
    return text.fitted(to: columns)
  }

  /// Returns a heading and its items. Lines break only between items.
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

  /// The words that have their own page.
  static var topics: [String] { statementWords + CommandWord.allCases.map { $0.rawValue } }

  /// Returns the page about a statement, a command, an option or another word, or nil if there is none.
  static func page(_ topic: String, columns: Int) -> StyledText? {
    let topic = topic.first == ":" ? String(topic.dropFirst()) : topic
    if let word = StatementWord(rawValue: topic) { return page(word, columns: columns) }
    if let command = CommandWord(typed: topic) {
      let descriptor = command.descriptor
      return page([command.usage], descriptor.summary, descriptor.details, columns)
    }
    return statement(using: topic).map { page($0, columns: columns) }
  }

  /// Returns the first statement that uses this option or word.
  private static func statement(using words: String) -> StatementWord? {
    if Configuration.Option(rawValue: words.uppercased()) != nil { return .config }
    let words = words.split { $0.isWhitespace }.map { $0.lowercased() }
    return StatementWord.allCases.first { word in
      word.descriptor.usage.contains { UsageForm($0).uses(words) }
    }
  }

  private static func page(_ word: StatementWord, columns: Int) -> StyledText {
    let statement = word.descriptor
    var page = page(statement.usage, statement.summary, statement.details, columns)
    if word == .config {
      for option in Configuration.Option.allCases { page += paragraph("\(option.rawValue) \(option.effect)", columns) }
    }
    if word == .use {
      let ranges = Framework.all.map { "`\($0.word)` (\($0.range))" }
      page += paragraph("FRAMEWORK is \(ranges.joined(separator: ", ")).", columns)
    }
    page += "\n"
    var example = StyledText()
    example.appendLines(statement.example)
    page += example.indented(by: 4)
    page += "\n"
    return page
  }

  private static func page(_ usage: [String], _ summary: String, _ details: String, _ columns: Int) -> StyledText {
    var page = StyledText()
    for line in usage { page.appendLine(StyledText(line, .strong).fitted(to: columns)) }
    return page + paragraph(details.isEmpty ? summary : "\(summary) \(details)", columns)
  }

  private static func paragraph(_ prose: String, _ columns: Int) -> StyledText {
    var text = StyledText()
    text.appendLine(StyledText(prose: prose).wrapped(to: min(80, columns) - 3))
    return text.indented(by: 2)
  }
}
