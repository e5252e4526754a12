import Resolution
import Syntax

/// What can stand at a place in a line.
enum CompletionSlot: Equatable {
  /// The beginning of a statement or a command.
  case beginnings
  /// After a colon.
  case commands
  case word(String)
  case classes
  /// Classes that `raise` takes.
  case raisable
  case codes
  /// Blueprints, to which handlers and nested blueprints belong.
  case blueprints
  /// Registrations of blueprints, to which requests go.
  case registrations
  case releases
  case options
  case files
  /// What `help` knows: statements and commands.
  case topics
  /// What `explain` knows.
  case slugs
}

extension CompletionSlot {
  /// What can follow these words, which begin a line: read from the usage lines of statements and commands.
  static func slots(after words: [String]) -> [CompletionSlot] {
    guard let first = words.first else { return [.beginnings] }
    if let word = StatementWord(rawValue: first) { return slots(after: words, word.descriptor) }
    let words = first == ":" ? Array(words.dropFirst()) : words
    guard let typed = words.first else { return [.commands] }
    guard let command = CommandWord(typed: typed) else { return [] }
    let form = UsageForm(command.usage)
    return form.next(after: [command.rawValue] + words.dropFirst()).flatMap { slots($0, in: nil) }
  }

  private static func slots(after words: [String], _ statement: StatementDescriptor) -> [CompletionSlot] {
    statement.usage.flatMap { usage in
      UsageForm(usage).withStatements.next(after: words).flatMap { slots($0, in: statement.category) }
    }
  }

  private static func slots(_ form: UsageForm, in category: StatementCategory?) -> [CompletionSlot] {
    switch form {
    // Other marks are typed sooner than completed.
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
  /// The form with the forms of other statements in place of REQUEST and DECLARATION.
  fileprivate var withStatements: UsageForm {
    switch self {
    case .blank("REQUEST"): .choice(Self.forms(StatementCategory.request.words))
    case .blank("DECLARATION"): .choice(Self.forms([.class, .handler]))
    case .sequence(let items): .sequence(items.map { $0.withStatements })
    case .choice(let items): .choice(items.map { $0.withStatements })
    case .optional(let item): .optional(item.withStatements)
    case .list(let item): .list(item.withStatements)
    case .word, .blank, .text: self
    }
  }

  private static func forms(_ words: [StatementWord]) -> [UsageForm] {
    words.flatMap { word in word.descriptor.usage.map { UsageForm($0) } }
  }
}
