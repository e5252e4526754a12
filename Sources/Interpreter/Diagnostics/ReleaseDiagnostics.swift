import Diagnostics
import Resolution
import Syntax

/// What can be wrong with `use`.
let releaseKinds: [DiagnosticKind] = [.unknownFramework, .unknownRelease, .memoTooEarly]

extension DiagnosticKind {
  /// An error: no framework of that name is modeled.
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

  /// An error: PyPI has no such release of the framework.
  public static let unknownRelease = DiagnosticKind(
    "unknown-release", title: "A release that never existed",
    explanation: """
      errorbook knows \(Framework.all.map { $0.range }.joined(separator: "; ")). Two numbers that are no release themselves \
      mean the first of that series: 2.0 is 2.0.0.

      Releases that answer alike form an era. \
      \(Framework.all.map { "The eras of \($0.name) begin with \($0.eraNames)." }.joined(separator: " "))
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

extension Framework {
  /// `every release of Flask on PyPI from 0.10 to 3.1.3`.
  fileprivate var range: String {
    let names = releases.map { $0.name }
    return "every release of \(name) on PyPI from \(names.first ?? "") to \(names.last ?? "")"
  }
}

extension Session {
  func unknownFramework(_ name: Name) -> Diagnostic {
    let words = Framework.all.map { $0.word }
    return Diagnostic(
      .unknownFramework, "errorbook has no framework `\(text(name))`", at: .init(name.span, "not modeled"),
      help: Advice(
        "did you mean \(words[0])?", offering: Suggestion(replacing: name.span, with: words[0])),
      notes: ["the frameworks are \(words.joined(separator: " | "))"])
  }

  func unknownRelease(_ name: Name, of framework: Framework) -> Diagnostic {
    let near = framework.releaseProbablyMeant(by: text(name))
    return Diagnostic(
      .unknownRelease, "\(framework.name) has no release \(text(name))", at: .init(name.span, "not on PyPI"),
      help: near.map { near in
        Advice("did you mean \(near.name)?", offering: Suggestion(replacing: name.span, with: near.name))
      },
      notes: ["the eras begin with \(framework.eraNames)"])
  }

  func memoTooEarly(_ memo: Span, _ use: Use, _ release: Release) -> Diagnostic {
    let first = release.framework.releases.first { Resolver.memo.applies(to: $0.era) } ?? release
    return Diagnostic(
      .memoTooEarly, "only \(first.fullName) and later can be used with memo",
      at: .init(memo, "not with \(release.name)"), also: [.init(use.release.span)],
      help: Advice(
        "write `\(Use.text(first, hasMemo: true))`",
        offering: Suggestion(replacing: use.release.span, with: first.name)),
      notes: release.era.rules.lookup.writesBack
        ? ["\(release.fullName) has a cache already: the one with the bug"] : [])
  }

  /// Why a handler is not in force under a release, in a line.
  func refusedUnder(_ release: Release, _ handler: Handler, _ error: RegistrationError) -> String {
    let text = error.message.isEmpty ? error.type : "\(error.type): \(error.message)"
    return "handler \(self.text(handler.target).text(source.texts)): \(release.fullName) refuses it (\(text))"
  }

  /// A finding about a statement above, reported where `use` brought it to light.
  func moved(_ diagnostic: Diagnostic, to span: Span, _ statement: Statement) -> Diagnostic {
    var moved = diagnostic
    moved.primary = .init(span, "here line \(statement.line) is left out")
    moved.secondary = [.init(diagnostic.primary.span, diagnostic.primary.text)] + diagnostic.secondary
    return moved
  }
}
