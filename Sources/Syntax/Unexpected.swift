import Diagnostics

/// What is said where something else was wanted.
extension Parser {
  mutating func unexpected(_ kind: DiagnosticKind, _ needs: String, help: String? = nil) {
    guard failure == nil else { return }
    fail(kind, "\(needs), and here \(found)", at: Label(current.span), help: help)
  }

  private var found: String { current.kind == .end ? "the line ends" : "stands `\(shown(current))`" }

  mutating func unknownStatement() {
    let first = current
    fail(
      .unknownStatement, "`\(shown(first))` begins no statement", at: Label(first.span),
      help: nearestName(to: text(of: first), among: statementWords).map { "did you mean `\($0)`?" })
  }

  /// A piece of the text as a diagnostic shows it: cut where it is long.
  func shown(_ token: Token) -> String { shown(text(of: token)) }

  func shown(_ text: String) -> String {
    text.utf8.count <= 60 ? text : String(text.unicodeScalars.prefix(40)) + "..."
  }

  /// ``write `...` `` with the statement as it should be: parts replaced, the rest as it stands. Nil where it is long.
  func write(_ edits: (span: Span, text: String)..., droppingColon: Bool = false) -> String? {
    nil
  }
}
