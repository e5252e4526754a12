/// Everything that is known of a statement besides how it is read and run. Help, completion, suggestions, the words that
/// an exercise forbids and the tables of the documents are derived from it.
///
/// Each statement describes itself beside its parser. A descriptor is created when somebody asks for it: nothing here is
/// looked at while a script is read, run or printed.
public struct StatementDescriptor: Sendable {
  /// What the statement is for, which decides in which list it appears.
  public var category: StatementCategory
  /// A short form with names filled in, for the overview.
  public var sample: String
  /// Its forms. Capitals are blanks to fill in, `[...]` can be left out, `A|B` is a choice, and `, ...` repeats what comes
  /// before it. REQUEST and DECLARATION are other statements. Completion reads these lines, and a test holds the parser
  /// to them.
  public var usage: [String]
  /// What it does: one sentence.
  public var summary: String
  /// Further sentences.
  public var details: String
  /// A script that shows it at work. It runs without an error.
  public var example: String

  init(
    _ category: StatementCategory, _ sample: String, usage: String..., summary: String, details: String = "",
    example: String
  ) {
    self.category = category
    self.sample = sample
    self.usage = usage
    self.summary = summary
    self.details = details
    self.example = example
  }
}

/// What a statement is for. The lists of statements are sorted by it.
public enum StatementCategory: Sendable, CaseIterable {
  /// Describes the app. An answer to an exercise consists of these and of claims.
  case declaration
  /// Sends a request.
  case request
  /// Chooses the release, the process, and what is shown.
  case control
  /// Changes nothing.
  case question
  /// Is checked when it runs.
  case claim

  /// What `help` calls it.
  public var name: String {
    switch self {
    case .declaration: "Declare"
    case .request: "Request"
    case .control: "Control"
    case .question: "Ask"
    case .claim: "Claim"
    }
  }

  /// The heading of its table in the documents.
  public var heading: String {
    switch self {
    case .declaration: "To describe an app"
    case .request: "To send a request"
    case .control: "To control the run"
    case .question: "To ask"
    case .claim: "To claim"
    }
  }

  /// Its statements.
  public var words: [StatementWord] { StatementWord.allCases.filter { $0.descriptor.category == self } }
}
