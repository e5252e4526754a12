import Resolution
import Syntax

/// A kind of word that can come next in a line.
enum CompletionSlot: Equatable {
  /// The first word of a statement or a command.
  case entryStart
  /// After a colon.
  case commands
  case word(String)
  case classes
  /// Classes that `raise` accepts.
  case raisable
  case codes
  /// Blueprints that can own handlers and nested blueprints.
  case blueprints
  /// Registered blueprints that can receive a request.
  case registrations
  /// Routes that earlier requests named.
  case routes
  case frameworks
  /// Releases of the framework that the line names before, or else of the current one.
  case releases
  case options
  case files
  /// Topics of `help`: statements and commands.
  case topics
  /// Slugs of diagnostics, for `explain`.
  case slugs
}

extension CompletionSlot {
  /// Returns what can follow these first words of a line, according to the usage lines of statements and commands.
  static func slots(after words: [String]) -> [CompletionSlot] {
    guard let first = words.first else { return [.entryStart] }
    if let word = StatementWord(rawValue: first) { return slots(after: words, word.descriptor) }
    let words = first == ":" ? Array(words.dropFirst()) : words
    guard let typed = words.first else { return [.commands] }
    guard let command = CommandWord(typed: typed) else { return [] }
    let form = UsageForm(command.usage)
    return form.next(after: [command.rawValue] + words.dropFirst()).flatMap { slots($0, in: nil) }
  }

  private static func slots(after words: [String], _ statement: StatementDescriptor) -> [CompletionSlot] {
    let words = withoutFirstAnswers(words)
    return statement.usage.flatMap { usage in
      UsageForm(usage).withStatements.next(after: words).flatMap { slots($0, in: statement.category) }
    }
  }

  /// Leaves out the answers of a handler before the last `else`, because the same words can follow as after the arrow.
  private static func withoutFirstAnswers(_ words: [String]) -> [String] {
    guard let arrow = words.firstIndex(of: "->"), let last = words.lastIndex(of: "else"), last > arrow else {
      return words
    }
    return Array(words[...arrow] + words[(last + 1)...])
  }

  private static func slots(_ form: UsageForm, in category: StatementCategory?) -> [CompletionSlot] {
    switch form {
    // Other punctuation is faster to type than to complete.
    case .word(let word): return word.count > 1 || word.first?.isLetter == true || word == "{" ? [.word(word)] : []
    case .blank("BLUEPRINT"): return [category == .declaration ? .blueprints : .registrations]
    case .blank(let blank): return slots(filling: blank)
    default: return []
    }
  }

  private static func slots(filling blank: String) -> [CompletionSlot] {
    switch blank {
    case "EXCEPTION": [.raisable]
    case "CLASS", "BASE": [.classes]
    case "CODE", "STATUS": [.codes]
    case "PARENT": [.blueprints]
    case "ROUTE": [.routes]
    case "FRAMEWORK": [.frameworks]
    case "RELEASE": [.releases]
    case "OPTION": [.options]
    case "FILE": [.files]
    case "TOPIC": [.topics, .slugs]
    case "SLUG": [.slugs]
    default: []
    }
  }
}

extension UsageForm {
  /// The form with REQUEST and DECLARATION replaced by the forms of those statements.
  fileprivate var withStatements: UsageForm {
    switch self {
    case .blank("REQUEST"): .choice(Self.forms(StatementCategory.request.words))
    case .blank("DECLARATION"): .choice(Self.forms([.class, .handler]).map { $0.withStatements })
    case .blank("ANSWER"): Self.answer
    case .blank("CONDITION"): Self.condition
    case .sequence(let items): .sequence(items.map { $0.withStatements })
    case .choice(let items): .choice(items.map { $0.withStatements })
    case .optional(let item): .optional(item.withStatements)
    case .list(let item): .list(item.withStatements)
    case .word, .blank, .text: self
    }
  }

  /// The answers of a handler without conditions.
  static var answer: UsageForm {
    .choice(
      ["\"BODY\"[, STATUS|e.code]", "raise EXCEPTION|e", "abort CODE", "e"].map { UsageForm($0) })
  }

  /// The conditions about the exception that a handler received.
  static var condition: UsageForm {
    .choice(
      [
        "[not] isinstance(e, CLASS)", "[not] isinstance(e.original_exception, CLASS)", "type(e) is [not] CLASS",
        "e.code == CODE",
      ].map { UsageForm($0) })
  }

  private static func forms(_ words: [StatementWord]) -> [UsageForm] {
    words.flatMap { word in word.descriptor.usage.map { UsageForm($0) } }
  }
}
