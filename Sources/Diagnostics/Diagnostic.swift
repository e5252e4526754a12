/// A problem or fact in a script, as data: its kind, where it is, the message, and what to do next.
public struct Diagnostic: Error, Sendable, Hashable {
  /// How serious a diagnostic is. The raw value is the first word of the picture.
  public enum Severity: String, Sendable {
    /// The statement has no effect; the run exits with status 2.
    case error
    /// The statement has an effect, but probably not the intended one, or Flask refused it.
    case warning
    /// Useful information about a correct statement.
    case note
  }

  /// A span and the text under it.
  public struct Label: Sendable, Hashable {
    /// The bytes of the source text that the picture marks.
    public var span: Span
    /// The text under the marks; empty if the marks are enough.
    public var text: String

    /// Creates a label; without a text, it only marks the span.
    public init(_ span: Span, _ text: String = "") {
      self.span = span
      self.text = text
    }
  }

  /// The contents in a box. Every step of a statement can return a diagnostic, but almost none does, so the value that
  /// is passed around must be small.
  private indirect enum Box: Sendable, Hashable {
    case contents(Contents)
  }

  private struct Contents: Sendable, Hashable {
    var kind: DiagnosticKind
    var severity: Severity
    var message: String
    var primary: Label
    var secondary: [Label]
    var advice: Advice?
    var notes: [String]
  }

  private var box: Box

  private var contents: Contents {
    get {
      switch box {
      case .contents(let contents): contents
      }
    }
    set { box = .contents(newValue) }
  }

  /// The kind. The first line shows its slug in brackets.
  public var kind: DiagnosticKind { contents.kind }
  /// Whether it is an error, a warning or a note; fixed when the diagnostic is created.
  public var severity: Severity { contents.severity }

  /// The message: one sentence without a full stop. Code is in backticks.
  public var message: String {
    get { contents.message }
    set { contents.message = newValue }
  }

  /// Where the problem is. It is marked with carets and named in the first line.
  public var primary: Label {
    get { contents.primary }
    set { contents.primary = newValue }
  }

  /// Other related positions, such as an earlier declaration.
  public var secondary: [Label] {
    get { contents.secondary }
    set { contents.secondary = newValue }
  }

  /// One concrete next step, in words and as changes to the text; nil if there is none.
  public var advice: Advice? {
    get { contents.advice }
    set { contents.advice = newValue }
  }

  /// The text of the advice.
  public var help: String? { contents.advice?.text }

  /// The changes that the advice offers. Each of them is a complete fix.
  public var suggestions: [Suggestion] { contents.advice?.suggestions ?? [] }

  /// More facts, such as what Python or Flask reports.
  public var notes: [String] {
    get { contents.notes }
    set { contents.notes = newValue }
  }

  /// Creates a diagnostic of the given severity.
  public init(
    _ kind: DiagnosticKind, _ severity: Severity, _ message: String, at primary: Label,
    also secondary: [Label] = [], help: Advice? = nil, notes: [String] = []
  ) {
    box = .contents(
      Contents(
        kind: kind, severity: severity, message: message, primary: primary, secondary: secondary, advice: help,
        notes: notes))
  }

  /// Creates an error.
  public init(
    _ kind: DiagnosticKind, _ message: String, at primary: Label, also secondary: [Label] = [], help: Advice? = nil,
    notes: [String] = []
  ) {
    self.init(kind, .error, message, at: primary, also: secondary, help: help, notes: notes)
  }
}

/// A kind of diagnostic: its stable slug and the page that `errorbook explain SLUG` shows.
///
/// Kinds are declared next to the code that reports them. Two kinds are equal if their slugs are equal.
public struct DiagnosticKind: Sendable, Hashable {
  /// Lower-case words joined by hyphens. It never changes, because scripts and teachers use it.
  public let slug: String
  /// The title of the page: the problem in a few words.
  public let title: String
  /// One to three short paragraphs: what the diagnostic means and why the rule exists.
  public let explanation: String
  /// A script that gets this diagnostic.
  public let wrong: String
  /// The corrected script, which runs without an error.
  public let right: String

  /// Creates a kind; `wrong` and `right` are empty if no short script gets the diagnostic.
  public init(_ slug: String, title: String, explanation: String, wrong: String, right: String) {
    self.slug = slug
    self.title = title
    self.explanation = explanation
    self.wrong = wrong
    self.right = right
  }

  /// Returns whether the slugs are equal; nothing else is compared.
  public static func == (left: Self, right: Self) -> Bool { left.slug == right.slug }
  /// Hashes the slug alone, as `==` compares it.
  public func hash(into hasher: inout Hasher) { hasher.combine(slug) }
}
