import Diagnostics
import Resolution
import Syntax

/// The diagnostics about `use`.
let releaseKinds: [DiagnosticKind] = [
  .unknownFramework, .unknownRelease, .memoTooEarly, .notInFramework, .otherFramework,
]

extension DiagnosticKind {
  /// An error: errorbook does not model a framework with this name.
  public static let unknownFramework = DiagnosticKind(
    "unknown-framework", title: "A framework that errorbook does not model",
    explanation: """
      `use` needs the name of a framework in lower case and one of its releases. errorbook models \
      \(Framework.all.map { "\($0.name) (`\($0.word)`)" }.joined(separator: ", ")). The last one is in Python's functools.
      """,
    wrong: """
      use django 5.2
      """,
    right: """
      use flask 3.1
      """)

  /// An error: the current framework has nothing like the statement.
  public static let notInFramework = DiagnosticKind(
    "not-in-framework", title: "A statement that the framework has no counterpart for",
    explanation: """
      The frameworks do not have the same parts. The options of `config` are options of Flask. singledispatch has only \
      raised exceptions: no URLs, no status codes, and no responses of views. Sanic cannot register a blueprint on a \
      blueprint (`nested-blueprint`).

      If `use` switches to such a framework, the app keeps its statements. They take effect again with a framework that \
      has their parts.
      """,
    wrong: """
      use sanic 25.12
      config TESTING on
      """,
    right: """
      use flask 3.1
      config TESTING on
      """)

  /// An error: only other frameworks have a class of this name.
  public static let otherFramework = DiagnosticKind(
    "other-framework", title: "A class of another framework",
    explanation: """
      Each framework has its own exception classes. Starlette has one class for all HTTP errors, HTTPException; Flask and \
      Sanic have a class for each of the common status codes, with different names for some.
      """,
    wrong: """
      use starlette 1.10
      handler NotFound -> "no such page", 404
      """,
    right: """
      use starlette 1.10
      handler 404 -> "no such page", 404
      """)

  /// An error: PyPI has no release of the framework with this number.
  public static let unknownRelease = DiagnosticKind(
    "unknown-release", title: "A release that does not exist or is not modeled",
    explanation: """
      errorbook models \(Framework.all.map { $0.modeledReleases }.joined(separator: "; ")). A name with two numbers can mean a series: \
      for Flask its first release (2.0 means 2.0.0), for the others the newest modeled one (25.12 means 25.12.1).

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
      the one with the bug. Other frameworks have no memo; singledispatch has such a cache itself.
      """,
    wrong: """
      use flask 0.12.2 with memo
      """,
    right: """
      use flask 1.0 with memo
      """)
}

extension Framework {
  /// The note that says which releases there are.
  fileprivate var releasesNote: String {
    hasAllReleases
      ? "the eras start with \(eraNames)"
      : "the modeled releases are \(releases.map { $0.name }.joined(separator: ", "))"
  }

  /// The modeled releases, such as `every release of Flask from 0.10 to 3.1.3 on PyPI`.
  fileprivate var modeledReleases: String {
    guard releases.count > 1 else { return "\(name) \(range)" }
    let range = "of \(name) from \(range)"
    return hasAllReleases ? "every release \(range) on PyPI" : "\(releases.count) releases \(range)"
  }
}

extension Session {
  /// Reports a statement that the current framework has nothing for.
  ///
  /// - Parameter missing: What it does not have, such as `options`.
  func notInFramework(_ missing: String, at span: Span, help: Advice?) -> Diagnostic {
    Diagnostic(
      .notInFramework, "\(release.framework.name) has no \(missing)", at: .init(span, "not in this framework"),
      help: help)
  }

  /// Reports a request other than a raised exception in a framework that has only these.
  func notRaised(_ request: Request) -> Diagnostic? {
    let (missing, span): (String, Span)
    switch request.cause {
    case .raise: return nil
    case .abort(let number): (missing, span) = ("status codes", number.span)
    case .visit(_, let place): (missing, span) = ("URLs", place)
    case .respond(let body, let status): (missing, span) = ("responses", body?.span ?? status.span)
    }
    return notInFramework(missing, at: span, help: "write a `raise` instead")
  }

  /// Reports the answer of a handler that needs status codes or responses, in a framework that has only exceptions.
  func notAnswered(_ answer: HandlerDeclaration.Answer) -> Diagnostic? {
    switch answer {
    case .body, .template, .raise, .reraise, .conditional: nil
    case .abort(let number): notInFramework("status codes", at: number.span, help: "write a `raise` instead")
    case .exception(let span): notInFramework("responses", at: span, help: "return a text, or write `raise e`")
    }
  }

  func returnedException(_ span: Span) -> Diagnostic {
    let name = release.framework.name
    return Diagnostic(
      .notInFramework, "errorbook does not model a handler of \(name) that returns the exception",
      at: .init(span, "not a response"), help: "return a text, or write `raise e`",
      notes: ["\(name) raises another exception instead and looks up a handler for that one"])
  }

  func unknownFramework(_ name: Name) -> Diagnostic {
    let words = Framework.all.map { $0.word }
    let written = text(name).lowercased()
    let near = words.contains(written) ? written : nearestName(to: written, among: words)
    return Diagnostic(
      .unknownFramework, "errorbook does not model a framework named `\(text(name))`",
      at: .init(name.span, "not modeled"),
      help: near.map { replacing(name, by: $0) },
      notes: ["known frameworks: \(words.joined(separator: ", "))"])
  }

  func unknownRelease(_ name: Name, of framework: Framework) -> Diagnostic {
    let near = framework.closestRelease(by: text(name))
    let isComplete = framework.hasAllReleases
    // Someone who leaves out the word for the framework gets the standard one, in most sessions.
    let others =
      isComplete && near == nil ? Framework.all.compactMap { $0.release(named: text(name))?.fullName } : []
    return Diagnostic(
      .unknownRelease,
      isComplete
        ? "\(framework.name) has no release \(text(name))" : "errorbook does not model \(framework.name) \(text(name))",
      at: .init(name.span, isComplete ? "not on PyPI" : "not modeled"),
      help: near.map { near in
        Advice("did you mean \(near.name)?", offering: Suggestion(replacing: name.span, with: near.name))
      },
      notes: [framework.releasesNote] + (others.isEmpty ? [] : ["there is \(others.joined(separator: " and "))"]))
  }

  /// Adds the releases of the framework to the diagnostic about a missing release, as in `use fastapi`.
  ///
  /// The parser does not know the releases.
  func withReleases(_ diagnostic: Diagnostic) -> Diagnostic {
    guard diagnostic.kind.slug == "missing-release",
      let line = source.spanOfLine(line(diagnostic.primary.span)), line.start <= diagnostic.primary.span.start
    else { return diagnostic }
    let before = source.text(Span(start: line.start, end: diagnostic.primary.span.start))
    guard let word = before.split(separator: " ").last, let framework = Framework.named(String(word)) else {
      return diagnostic
    }
    var diagnostic = diagnostic
    if diagnostic.suggestions.isEmpty {
      diagnostic.advice = "add one, such as the newest: \(framework.word) \(framework.releases.last?.name ?? "")"
    }
    diagnostic.notes.append(framework.releasesNote)
    return diagnostic
  }

  func memoTooEarly(_ memo: Span, _ use: Use, _ release: Release) -> Diagnostic {
    guard let first = release.framework.releases.first(where: { Resolver.memo.applies(to: $0.era) }) else {
      let other = Release.all.first { Resolver.memo.applies(to: $0.era) } ?? release
      return Diagnostic(
        .memoTooEarly, "`with memo` needs \(other.fullName) or later",
        at: .init(memo, "not available in \(release.framework.name)"), help: "leave out `with memo`")
    }
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
