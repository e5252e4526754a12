import Diagnostics
import Resolution
import Syntax

/// The diagnostics about order dependence, in addition to the verdicts of `hunt`.
let huntKinds: [DiagnosticKind] = [.cachedBefore, .internalContradiction]

extension DiagnosticKind {
  /// A warning: the cache has entries for classes that will not see the new handler (0.11 to 0.12.5).
  public static let cachedBefore = DiagnosticKind(
    "cached-before", title: "A handler that the cache hides from earlier classes",
    explanation: """
      Flask 0.11 to 0.12.5 store the handler that they found in a cache entry for the raised class. If you later register \
      a handler for an ancestor of that class, the lookup finds the cache entry first and never reaches the new handler. \
      The response then depends on what was raised before the registration. So does Sanic: 21.9 and later have such \
      entries for each route, and Sanic also stores that it found no handler.

      `hunt` examines the app in a fresh process, where every handler is registered before the first raise.
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

  /// An error: `hunt` found raises that change a response, but a replay gives another result.
  public static let internalContradiction = DiagnosticKind(
    "internal-contradiction", title: "An internal error of errorbook",
    explanation: """
      Before `hunt` shows a result, errorbook replays it. This replay gave a different result. One of the two is wrong, so \
      errorbook shows neither. This is a bug in errorbook: please report it together with your script.
      """,
    wrong: "", right: "")
}

extension Session {
  /// Reports a handler that is registered after the cache stored entries for classes below its target.
  func cachedBefore(_ declaration: HandlerDeclaration, _ classes: [ClassID]) -> Diagnostic {
    let shown = classes.prefix(3).map { "`\(spelled($0))`" }.joined(separator: ", ")
    let more = classes.count > 3 ? " and others" : ""
    let target = source.text(declaration.target.span)
    return Diagnostic(
      .cachedBefore, .warning,
      "\(shown)\(more), raised before this line, never \(classes.count == 1 ? "reaches" : "reach") this handler for "
        + "`\(target)`\(release.era.rules.lookup == .cachingRoutes ? " on the same route" : "")",
      at: .init(
        declaration.target.span, "registered after the cache stored \(classes.count == 1 ? "an entry" : "entries")"),
      help: "`restart` starts a new process that includes this line",
      notes: ["the response of \(release.fullName) now depends on what was raised before this line"])
  }

  /// Reports a proof that a replay does not confirm.
  mutating func contradiction(_ proof: [ResolvedRequest], _ statement: Statement) -> Diagnostic {
    let raises = proof.map { requestByNames($0).map { $0.text(source.texts) } ?? "a request without a statement" }
    return Diagnostic(
      .internalContradiction, "internal error: a replay did not confirm the result of `hunt`",
      at: .init(statement.span), help: "please report this bug together with your script",
      notes: ["the raises were: " + raises.joined(separator: ", then ")])
  }
}
