import Diagnostics
import Resolution
import Syntax

/// What can be wrong with `use`, and what errorbook cannot do yet.
let releaseKinds: [DiagnosticKind] = [.unknownRelease, .notYetAvailable]

extension DiagnosticKind {
  package static let unknownRelease = DiagnosticKind(
    "unknown-release", title: "A release that Flask never had",
    explanation: """
      errorbook knows every release of Flask on PyPI from 0.10 to 3.1.3. Two numbers that are no release themselves mean \
      the first of that series: 2.0 is 2.0.0.

      Releases that answer alike form an era: 0.10 | 0.11 | 1.0 | 1.0.3 | 1.1 | 2.0 | 2.2 | 2.3 | 3.1 are the first of each.
      """,
    wrong: """
      use flask 0.13
      """,
    right: """
      use flask 0.12.5
      """)

  package static let notYetAvailable = DiagnosticKind(
    "not-yet-available", title: "A statement that this version cannot run yet",
    explanation: """
      The statement belongs to the language, but this version of errorbook does not do it yet. It says so rather than \
      pretend.
      """,
    wrong: """
      stats
      """,
    right: """
      raise ValueError
      """)
}

extension Session {
  func unknownRelease(_ name: Name) -> Diagnostic {
    let near = nearestName(to: name.text, among: Release.all.map(\.name))
    return Diagnostic(
      .unknownRelease, "Flask has no release \(name.text)", at: .init(name.span, "not on PyPI"),
      help: near.map { "did you mean \($0)?" },
      notes: ["the eras begin with \(Release.eraNames.joined(separator: " | "))"])
  }

  /// Why a handler is not in force under a release, in a line.
  func refusedUnder(_ release: Release, _ handler: Handler, _ error: FlaskError) -> String {
    let text = error.message.isEmpty ? error.type : "\(error.type): \(error.message)"
    return "handler \(self.text(handler.target).text): Flask \(release.name) refuses it (\(text))"
  }

  /// A finding about a statement above, reported where `use` brought it to light.
  func moved(_ diagnostic: Diagnostic, to span: Span, _ statement: Statement) -> Diagnostic {
    var moved = diagnostic
    moved.primary = .init(span, "here line \(line(statement.span)) is left out")
    moved.secondary = [.init(diagnostic.primary.span, diagnostic.primary.text)] + diagnostic.secondary
    return moved
  }
}

extension Diagnostic {
  init(notYetAvailable what: String, at span: Span) {
    self.init(
      .notYetAvailable, "`\(what)` is not available yet in this version of errorbook", at: .init(span),
      help: "leave it out")
  }
}
