/// Describes a statement: everything about it except how it is parsed and run. Help, completion, suggestions, the words
/// that an exercise forbids and the tables in the documentation are derived from it.
///
/// Each statement has its descriptor beside its parser. Descriptors are created on demand. Reading, running and
/// printing a script do not use them.
public struct StatementDescriptor: Sendable {
  /// What the statement is for; decides which list it appears in.
  public var category: StatementCategory
  /// A short example for the overview, with names filled in.
  public var sample: String
  /// The forms of the statement. Capitals are placeholders, `[...]` is optional, `A|B` is a choice, and `, ...` repeats
  /// what comes before it. REQUEST and DECLARATION are other statements. Completion reads these lines, and a test
  /// checks them against the parser.
  public var usage: [String]
  /// What it does, in one sentence.
  public var summary: String
  /// More sentences, if needed.
  public var details: String
  /// A script that shows the statement. It runs without an error.
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

/// What a statement is for. Lists of statements are grouped by it.
public enum StatementCategory: Sendable, CaseIterable {
  /// Describes the app. An answer to an exercise consists of declarations and claims.
  case declaration
  /// Sends a request.
  case request
  /// Sets the release, the process, or what is shown.
  case control
  /// Shows something and changes nothing.
  case question
  /// Is checked when it runs.
  case claim

  /// The name of the category in `help`.
  public var name: String {
    switch self {
    case .declaration: "Declare"
    case .request: "Request"
    case .control: "Control"
    case .question: "Ask"
    case .claim: "Claim"
    }
  }

  /// The heading of its table in the documentation.
  public var heading: String {
    switch self {
    case .declaration: "To describe an app"
    case .request: "To send a request"
    case .control: "To control the run"
    case .question: "To ask"
    case .claim: "To claim"
    }
  }

  /// The statements in this category.
  public var words: [StatementWord] { StatementWord.allCases.filter { $0.descriptor.category == self } }
}
