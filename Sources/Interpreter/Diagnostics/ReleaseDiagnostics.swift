import Diagnostics
import Resolution
import Syntax

/// The diagnostics about `use`.
let releaseKinds: [DiagnosticKind] = [.unknownFramework, .unknownRelease, .memoTooEarly]

extension DiagnosticKind {
  /// An error: errorbook does not model a framework with this name.
  public static let unknownFramework = DiagnosticKind(
    "unknown-framework", title: "A framework that errorbook does not model",
    explanation: """
      `use` needs the name of a framework and one of its releases. errorbook models \
      \(Framework.all.map { $0.name }.joined(separator: ", ")).
      """,
    wrong: """
      use django 5.2
      """,
    right: """
      use flask 3.1
      """)

  /// An error: PyPI has no release of the framework with this number.
  public static let unknownRelease = DiagnosticKind(
    "unknown-release", title: "A release that never existed",
    explanation: """
      errorbook models \(Framework.all.map { $0.range }.joined(separator: "; ")). If a name with two numbers is not a \
      release itself, it means the first release of that series: 2.0 means 2.0.0.

      Releases with the same rules form an era. \
      \(Framework.all.map { "The eras of \($0.name) start with \($0.eraNames)." }.joined(separator: " "))
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
      `with memo` adds a cache to the lookup of Flask 1.0 and later. This cache is a separate table, and every \
      registration empties it. Earlier releases have a different lookup, and Flask 0.11 to 0.12.5 already have a cache: \
      the one with the bug.
      """,
    wrong: """
      use flask 0.12.2 with memo
      """,
    right: """
      use flask 1.0 with memo
      """)
}

extension Framework {
  /// The range of the releases, such as `every release of Flask on PyPI from 0.10 to 3.1.3`.
  fileprivate var range: String {
    let names = releases.map { $0.name }
    return "every release of \(name) on PyPI from \(names.first ?? "") to \(names.last ?? "")"
  }
}

extension Session {
  func unknownFramework(_ name: Name) -> Diagnostic {
    let words = Framework.all.map { $0.word }
    return Diagnostic(
      .unknownFramework, "errorbook does not model a framework named `\(text(name))`",
      at: .init(name.span, "not modeled"),
      help: Advice(
        "did you mean \(words[0])?", offering: Suggestion(replacing: name.span, with: words[0])),
      notes: ["known frameworks: \(words.joined(separator: ", "))"])
  }

  func unknownRelease(_ name: Name, of framework: Framework) -> Diagnostic {
    let near = framework.closestRelease(by: text(name))
    return Diagnostic(
      .unknownRelease, "\(framework.name) has no release \(text(name))", at: .init(name.span, "not on PyPI"),
      help: near.map { near in
        Advice("did you mean \(near.name)?", offering: Suggestion(replacing: name.span, with: near.name))
      },
      notes: ["the eras start with \(framework.eraNames)"])
  }

  func memoTooEarly(_ memo: Span, _ use: Use, _ release: Release) -> Diagnostic {
    let first = release.framework.releases.first { Resolver.memo.applies(to: $0.era) } ?? release
    return Diagnostic(
      .memoTooEarly, "`with memo` needs \(first.fullName) or later",
      at: .init(memo, "not available in \(release.name)"), also: [.init(use.release.span)],
      help: Advice(
        "write `\(Use.text(first, hasMemo: true))`",
        offering: Suggestion(replacing: use.release.span, with: first.name)),
      notes: release.era.rules.lookup.writesBack
        ? ["\(release.fullName) already has a cache: the one with the bug"] : [])
  }

  /// Returns a line that says why a release refuses a handler.
  func refusedUnder(_ release: Release, _ handler: Handler, _ error: RegistrationError) -> String {
    let text = error.message.isEmpty ? error.type : "\(error.type): \(error.message)"
    return "handler \(self.text(handler.target).text(source.texts)): \(release.fullName) refuses it (\(text))"
  }

  /// Moves a diagnostic about an earlier statement to the `use` statement that caused it.
  func moved(_ diagnostic: Diagnostic, to span: Span, _ statement: Statement) -> Diagnostic {
    var moved = diagnostic
    moved.primary = .init(span, "leaves out line \(statement.line)")
    moved.secondary = [.init(diagnostic.primary.span, diagnostic.primary.text)] + diagnostic.secondary
    return moved
  }
}
