import Diagnostics
import Resolution
import Syntax

/// What can be said of order dependence, besides the verdicts of `hunt`.
let huntKinds: [DiagnosticKind] = [.cachedBefore, .internalContradiction]

extension DiagnosticKind {
  /// A warning: the cache has entries for classes that will not see the new handler (0.11 to 0.12.5).
  public static let cachedBefore = DiagnosticKind(
    "cached-before", title: "A handler that classes raised before do not see",
    explanation: """
      Flask 0.11 to 0.12.5 keep what they found under the class that was raised. A handler that is registered later, for \
      an ancestor of that class, comes behind that entry and is not seen by it: what the app answers then depends on \
      what was raised before the registration.

      `hunt` looks at the app as a new process has it, where every handler is registered before the first raise.
      """,
    wrong: """
      use flask 0.12.2
      handler Exception -> "any", 500
      raise KeyError
      handler LookupError -> "no such key", 404
      """,
    right: """
      use flask 0.12.2
      handler Exception -> "any", 500
      handler LookupError -> "no such key", 404
      raise KeyError
      """)

  /// An error: raises that should change an answer did not do so when they were played.
  public static let internalContradiction = DiagnosticKind(
    "internal-contradiction", title: "errorbook contradicts itself",
    explanation: """
      What `hunt` worked out was played before it was shown, and came out otherwise. One of the two is wrong, so neither \
      is shown as a fact. No script should ever get this: please report it, with the script that did.
      """,
    wrong: "", right: "")
}

extension Session {
  /// A handler that comes too late for classes that the cache has entries for.
  func cachedBefore(_ declaration: HandlerDeclaration, _ classes: [ClassID]) -> Diagnostic {
    let shown = classes.prefix(3).map { "`\(spelled($0))`" }.joined(separator: ", ")
    let more = classes.count > 3 ? " and others" : ""
    let target = source.text(declaration.target.span)
    return Diagnostic(
      .cachedBefore, .warning, "\(shown)\(more), raised before, will not see this handler for `\(target)`",
      at: .init(
        declaration.target.span, "registered after the cache wrote \(classes.count == 1 ? "an entry" : "entries")"),
      help: "`restart` starts a new process with this line in it",
      notes: ["what Flask \(release.name) answers now depends on what was raised before this line"])
  }

  /// A proof that did not come out.
  func contradiction(_ proof: OrderHunt.Proof, _ statement: Statement) -> Diagnostic {
    let raises = proof.raises.map { raise in
      let scope = app.scopeName(raise.scope, source.texts).map { " in \(shownName($0))" } ?? ""
      return "raise \(spelled(raise.id))\(scope)"
    }
    return Diagnostic(
      .internalContradiction, "errorbook contradicts itself: a proof did not come out when it was played",
      at: .init(statement.span), help: "please report this, with the script",
      notes: ["the proof was: " + raises.joined(separator: ", then ")])
  }
}
