import Diagnostics
import Resolution
import Syntax

/// What can be wrong with `use`.
let releaseKinds: [DiagnosticKind] = [.unknownRelease, .memoTooEarly]

extension DiagnosticKind {
  /// An error: the number is no release of Flask on PyPI from 0.10 to 3.1.3.
  public static let unknownRelease = DiagnosticKind(
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

  /// An error: `with memo` needs the lookup of Flask 1.0 or later.
  public static let memoTooEarly = DiagnosticKind(
    "memo-too-early", title: "A memo for a release before 1.0",
    explanation: """
      `with memo` puts a cache in front of the lookup that Flask has had since 1.0: a table of its own, emptied at every \
      registration. Before that the lookup was another one; 0.11 to 0.12.5 have a cache already, the one with the bug.
      """,
    wrong: """
      use flask 0.12.2 with memo
      """,
    right: """
      use flask 1.0 with memo
      """)
}

extension Session {
  func unknownRelease(_ name: Name) -> Diagnostic {
    let near = Release.probablyMeant(by: text(name))
    return Diagnostic(
      .unknownRelease, "Flask has no release \(text(name))", at: .init(name.span, "not on PyPI"),
      help: near.map { near in
        Advice("did you mean \(near.name)?", offering: Suggestion(replacing: name.span, with: near.name))
      },
      notes: ["the eras begin with \(Release.eraNames.joined(separator: " | "))"])
  }

  func memoTooEarly(_ memo: Span, _ use: Use, _ release: Release) -> Diagnostic {
    let hasCache = release.era == .v0_11
    return Diagnostic(
      .memoTooEarly, "only Flask 1.0 and later can be used with memo", at: .init(memo, "not with \(release.name)"),
      also: [.init(use.release.span)],
      help: Advice(
        "write `use flask 1.0 with memo`", offering: Suggestion(replacing: use.release.span, with: "1.0")),
      notes: hasCache ? ["Flask \(release.name) has a cache already: the one with the bug"] : [])
  }

  /// Why a handler is not in force under a release, in a line.
  func refusedUnder(_ release: Release, _ handler: Handler, _ error: FlaskError) -> String {
    let text = error.message.isEmpty ? error.type : "\(error.type): \(error.message)"
    return "handler \(self.text(handler.target).text(source.texts)): Flask \(release.name) refuses it (\(text))"
  }

  /// A finding about a statement above, reported where `use` brought it to light.
  func moved(_ diagnostic: Diagnostic, to span: Span, _ statement: Statement) -> Diagnostic {
    var moved = diagnostic
    moved.primary = .init(span, "here line \(statement.line) is left out")
    moved.secondary = [.init(diagnostic.primary.span, diagnostic.primary.text)] + diagnostic.secondary
    return moved
  }
}
