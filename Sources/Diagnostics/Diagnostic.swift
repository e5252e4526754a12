/// One finding about a script, as data: what kind, where, in which words, and what to do next.
public struct Diagnostic: Error, Sendable, Hashable {
  /// How serious a diagnostic is; the raw value is the word that the picture begins with.
  public enum Severity: String, Sendable {
    /// The statement has no effect; the run exits with status 2.
    case error
    /// What was asked for stands, but it is probably not what was meant, or Flask refused it.
    case warning
    /// A fact worth knowing.
    case note
  }

  /// A span and what is said under it; the text may be empty where the marks say enough.
  public struct Label: Sendable, Hashable {
    /// The bytes of the source text that the picture marks.
    public var span: Span
    /// What the picture says under the marks; empty where the marks say enough.
    public var text: String

    /// Creates a label; without a text it only marks the span.
    public init(_ span: Span, _ text: String = "") {
      self.span = span
      self.text = text
    }
  }

  /// All that it says, in a box: every step of a statement can end in a diagnostic and nearly none does, so what is handed
  /// about in its place must be small.
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

  /// The kind, whose slug the first line shows between brackets.
  public var kind: DiagnosticKind { contents.kind }
  /// Whether it is an error, a warning or a note; fixed when the diagnostic is created.
  public var severity: Severity { contents.severity }

  /// One sentence without a full stop: what is wrong. Code stands between backticks.
  public var message: String {
    get { contents.message }
    set { contents.message = newValue }
  }

  /// Where it is wrong; drawn with carets, named in the first line.
  public var primary: Label {
    get { contents.primary }
    set { contents.primary = newValue }
  }

  /// Other places that belong to it, such as an earlier declaration.
  public var secondary: [Label] {
    get { contents.secondary }
    set { contents.secondary = newValue }
  }

  /// One concrete next step, in words and as changes to the text; nil if there is none.
  public var advice: Advice? {
    get { contents.advice }
    set { contents.advice = newValue }
  }

  /// The words of the advice.
  public var help: String? { contents.advice?.text }

  /// The changes to the text that the advice offers, each of them a whole fix.
  public var suggestions: [Suggestion] { contents.advice?.suggestions ?? [] }

  /// Further facts, such as what Python or Flask says.
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

  /// An error.
  public init(
    _ kind: DiagnosticKind, _ message: String, at primary: Label, also secondary: [Label] = [], help: Advice? = nil,
    notes: [String] = []
  ) {
    self.init(kind, .error, message, at: primary, also: secondary, help: help, notes: notes)
  }
}

/// A kind of diagnostic: its stable slug and the page that `errorbook explain SLUG` shows.
///
/// Kinds are declared beside the phase that reports them. Two kinds are the same if their slugs are.
public struct DiagnosticKind: Sendable, Hashable {
  /// Lower-case words joined by hyphens. Scripts and teachers rely on it: it never changes.
  public let slug: String
  /// The page's title: what the kind says, in a few words.
  public let title: String
  /// One to three short paragraphs: what it means and why the rule is there.
  public let explanation: String
  /// A script that gets this diagnostic.
  public let wrong: String
  /// The same script, mended: it runs without an error.
  public let right: String

  /// Creates a kind; `wrong` and `right` are empty where no short script gets the diagnostic.
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
