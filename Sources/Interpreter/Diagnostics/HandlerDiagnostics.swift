import Diagnostics
import Resolution
import Syntax

/// What can be wrong with blueprints and handlers, and what Flask makes of them.
let handlerKinds: [DiagnosticKind] = [
  .tooLate, .ignoredHandler, .unknownCode, .notAnException, .serverErrorOnBlueprint, .secondRegistration, .neverRuns,
  .implicitStatus,
]

extension DiagnosticKind {
  /// A warning: the process has answered a request, so Flask refuses the handler.
  public static let tooLate = DiagnosticKind(
    "too-late", title: "A handler that comes after the first request",
    explanation: """
      From 2.2 on a Flask app refuses handlers once it has answered a request, and from 2.3 on a mounted blueprint does \
      so too; before that an app refuses them in debug mode only. Other workers of the same app may have been built without it, and would answer otherwise.

      The statement is part of the app all the same: `restart` starts a new process with this line in it.
      """,
    wrong: """
      raise ValueError
      handler ValueError -> "bad value", 400
      """,
    right: """
      raise ValueError
      restart
      handler ValueError -> "bad value", 400
      raise ValueError
      """)

  /// A warning: the blueprint was mounted already or never will be, so the handler never runs in this process.
  public static let ignoredHandler = DiagnosticKind(
    "ignored-handler", title: "A handler that Flask accepts and never runs",
    explanation: """
      The blueprint was mounted by the first request, and its handlers were copied into the app then. A handler that is \
      registered on it afterwards is recorded and never used: up to 2.1 without a word, in 2.2 with a warning.

      The statement is part of the app all the same: `restart` starts a new process with this line in it.
      """,
    wrong: """
      use flask 2.0
      blueprint admin
      raise ValueError in admin
      handler ValueError in admin -> "bad value", 400
      """,
    right: """
      use flask 2.0
      blueprint admin
      handler ValueError in admin -> "bad value", 400
      raise ValueError in admin
      """)

  /// A warning: Flask 0.11 and later refuse a handler for a code that Werkzeug has no class for.
  public static let unknownCode = DiagnosticKind(
    "unknown-code", title: "A status code that Werkzeug has no class for",
    explanation: """
      From 0.11 on a handler for a number is stored under the class that Werkzeug has for it, and a number without a \
      class is refused. A class of your own with that code works in every release.
      """,
    wrong: """
      handler 499 -> "client left", 499
      """,
    right: """
      class ClientLeft(HTTPException) code 499
      handler ClientLeft -> "client left", 499
      """)

  /// A warning: Flask 0.11 and later refuse a handler for a class that does not derive from Exception.
  public static let notAnException = DiagnosticKind(
    "not-an-exception", title: "A handler for something that is no Exception",
    explanation: """
      From 0.11 on Flask registers handlers for subclasses of Exception only. KeyboardInterrupt, SystemExit and the like \
      are not meant to be handled, and a plain mixin cannot be raised.
      """,
    wrong: """
      handler KeyboardInterrupt -> "stop", 500
      """,
    right: """
      handler Exception -> "stop", 500
      """)

  /// A warning: Flask 0.10 refuses a handler for 500 on a blueprint.
  public static let serverErrorOnBlueprint = DiagnosticKind(
    "blueprint-500", title: "A handler for 500 on a blueprint, in Flask 0.10",
    explanation: "Flask 0.10 has one handler for 500, the application's. From 0.11 on a blueprint may have its own.",
    wrong: """
      use flask 0.10
      blueprint admin
      handler 500 in admin -> "sorry", 500
      """,
    right: """
      use flask 0.11
      blueprint admin
      handler 500 in admin -> "sorry", 500
      """)

  /// A note: the target has a handler already; what that means depends on the release.
  public static let secondRegistration = DiagnosticKind(
    "second-registration", title: "A second handler for the same target",
    explanation: """
      What a second registration means depends on the release. 0.10 keeps a list and runs the first handler that fits. \
      0.11 to 0.12.5 replace the handler, but classes that were raised before keep the old one, which the cache wrote \
      under their names. From 1.0 on it is replaced, and that is all.

      A number and the class that Werkzeug has for it are the same target from 0.11 on: 404 is NotFound.
      """,
    wrong: """
      handler Exception -> "one", 500
      handler Exception -> "two", 500
      """,
    right: """
      handler Exception -> "one", 500
      """)

  /// A warning: the lookup of the current release never reaches the handler.
  public static let neverRuns = DiagnosticKind(
    "never-runs", title: "A handler that cannot run under this release",
    explanation: """
      The handler is registered in a table that the lookup of the current release does not search for such exceptions. \
      Before 1.0 that happens to a handler for HTTPException: HTTP errors are looked up by the code of their class, and \
      HTTPException has none. It does run for a class without a code whose constructor sets one: \
      `class Api(HTTPException) self.code 404`. In 0.10 no handler for a class of HTTP errors runs, and none that comes \
      after a more general registration. From 1.0.3 on redirects made by routing go to no handler.
      """,
    wrong: """
      use flask 0.12.2
      handler HTTPException -> "web error", 500
      """,
    right: """
      use flask 1.0
      handler HTTPException -> "web error", 500
      """)

  /// A note: the handler returns a text without a status, so Flask answers 200; given once a session.
  public static let implicitStatus = DiagnosticKind(
    "implicit-status", title: "A handler that answers 200",
    explanation: """
      A Flask view or handler that returns a text and no status answers 200: to the client the error looks like success. \
      errorbook does the same and says so once a session.
      """,
    wrong: """
      handler Exception -> "sorry"
      """,
    right: """
      handler Exception -> "sorry", 500
      """)
}

extension Session {
  /// Flask raises where the handler is registered.
  func refusedHandler(
    _ declaration: HandlerDeclaration, _ refusal: HandlerRefusal, atMount: Bool, says: RegistrationError?
  )
    -> Diagnostic
  {
    let span = declaration.target.span
    let target = source.text(span)
    var notes = says.map { ["Flask says: \($0.type)\($0.message.isEmpty ? "" : ": \($0.message)")"] } ?? []
    if atMount {
      notes.append("Flask \(release.name) finds out only when the blueprint is mounted, which then fails as a whole")
    }
    switch refusal {
    case .unknownCode(let code, _):
      return Diagnostic(
        .unknownCode, .warning, "Flask \(release.name) refuses a handler for \(code)",
        at: .init(span, "Werkzeug has no class for it"),
        help: "declare one and register that: class Error\(code)(HTTPException) code \(code)", notes: notes)
    case .notAnException:
      return Diagnostic(
        .notAnException, .warning, "Flask \(release.name) refuses a handler for `\(target)`",
        at: .init(span, "not a subclass of Exception"), help: "register a subclass of Exception", notes: notes)
    case .serverErrorOnBlueprint:
      return Diagnostic(
        .serverErrorOnBlueprint, .warning, "Flask \(release.name) refuses a handler for 500 on a blueprint",
        at: .init(span, "only the application can have one"),
        help: "leave out `in \(declaration.scope.map { shownName(text($0)) } ?? "")`",
        notes: notes)
    case .tooLateOnApp, .tooLateOnBlueprint:
      return Diagnostic(
        .tooLate, .warning, "the handler for `\(target)` comes too late for this process",
        at: .init(span, "after the first request"), help: "`restart` starts a new process with this line in it",
        notes: notes)
    }
  }

  func ignoredHandler(_ declaration: HandlerDeclaration, _ handler: Handler, says: String?) -> Diagnostic {
    let isMounted = handler.scope.map { process.state(of: $0) == .mounted } ?? false
    let target = source.text(declaration.target.span)
    return Diagnostic(
      .ignoredHandler, .warning, "Flask \(release.name) accepts the handler for `\(target)` and never runs it",
      at: .init(
        declaration.scope?.span ?? declaration.target.span, isMounted ? "mounted already" : "never mounted here"),
      help: "`restart` starts a new process with this line in it", notes: says.map { ["Flask says: \($0)"] } ?? [])
  }

  func secondRegistration(_ declaration: HandlerDeclaration, _ handler: Handler, _ earlier: HandlerID) -> Diagnostic {
    let meaning: String
    let span = app.handlerSpan(earlier)
    let line = span.map { self.line($0) } ?? 0
    switch (release.era.rules.lookup, handler.target) {
    case (.registrationOrder, .type): meaning = "Flask 0.10 runs the first one that fits, so line \(line) still answers"
    case (.caching, _):
      meaning =
        "it replaces the handler of line \(line), but classes that the cache has an entry for keep the old one"
    case (.registrationOrder, .code), (.codeThenClass, _), (.nested, _):
      meaning = "it replaces the handler of line \(line)"
    }
    return Diagnostic(
      .secondRegistration, .note,
      "\(phrase(handler.scope)) has a handler for `\(source.text(declaration.target.span))` already: \(meaning)",
      at: .init(declaration.target.span), also: span.map { [.init($0, "the first one")] } ?? [])
  }

  /// Why a handler does not run.
  struct UnreachableHandler {
    var text: String
    /// Whether a class that is declared later can change that.
    var dependsOnClasses = false
  }

  func neverRuns(_ declaration: HandlerDeclaration, _ reason: UnreachableHandler) -> Diagnostic {
    let target = source.text(declaration.target.span)
    return Diagnostic(
      .neverRuns, .warning,
      reason.dependsOnClasses
        ? "under Flask \(release.name) no exception of this app reaches the handler for `\(target)`"
        : "under Flask \(release.name) the handler for `\(target)` can never run",
      at: .init(declaration.target.span), notes: [reason.text])
  }

  func implicitStatus(_ declaration: HandlerDeclaration) -> Diagnostic {
    let body = if case .body(let text, _) = declaration.answer { source.text(text.span) } else { "\"...\"" }
    let span = if case .body(let text, _) = declaration.answer { text.span } else { declaration.target.span }
    return Diagnostic(
      .implicitStatus, .note, "without a status this handler answers 200, which a client takes for success",
      at: .init(span),
      help: Advice("write the status: -> \(body), 500", offering: Suggestion(insertingAt: span.end, ", 500")))
  }

  /// Whether it is worth asking if a handler can never run: of most it is not.
  @inline(__always)
  func mayNeverRun(_ handler: Handler) -> Bool {
    guard case .type(let type) = handler.target else { return false }
    return app.built.lookup == .registrationOrder || app.hierarchy.isHTTP(type)
  }

  /// Why a handler that was registered can never be found by the lookup of the era; nil where it can.
  func neverRuns(_ handler: Handler, _ id: HandlerID) -> UnreachableHandler? {
    guard case .type(let type) = handler.target else { return nil }
    let isHTTP = app.hierarchy.isHTTP(type)
    // A trapped error comes to tables that no other HTTP error does; which ones it is may change at every request.
    if isHTTP, app.built.configuration != Configuration() { return nil }
    switch app.built.lookup {
    case .registrationOrder where isHTTP:
      return UnreachableHandler(text: "Flask 0.10 looks HTTP errors up by number only: register it for \(code(type))")
    case .registrationOrder:
      return shadowing(type, handler.scope, id).map {
        UnreachableHandler(
          text: "Flask 0.10 goes through its list in order, and \(phrase($0)) fits all that this one does")
      }
    case .caching where isHTTP && app.hierarchy.code(type) == nil:
      // A class without a code is looked up in the table for classes, if its constructor gives it one.
      guard !app.hierarchy.someConstructorSetsCode(below: type) else { return nil }
      let text = """
        before 1.0 HTTP errors are looked up by the code of their class, and `\(spelled(type))` has none; it runs only for \
        a class without a code whose constructor sets one (`self.code 404`)
        """
      return UnreachableHandler(text: text, dependsOnClasses: true)
    case .codeThenClass, .nested:
      guard release.era.rules.returnsRoutingExceptions, isHTTP, app.hierarchy.isRouting(type) else { return nil }
      return UnreachableHandler(text: "from 1.0.3 on redirects made by routing go to no handler")
    case .caching: return nil
    }
  }

  private func code(_ type: ClassID) -> String { app.hierarchy.code(type).map { String($0) } ?? "404" }

  /// The first handler of a 0.10 list that fits whatever a later one fits.
  private func shadowing(_ type: ClassID, _ scope: BlueprintID?, _ id: HandlerID) -> HandlerID? {
    let registration = scope.flatMap { app.built.registrations(of: $0).first }
    let answering = app.built.firstInList(for: type, registration, in: app.hierarchy)
    return answering == id ? nil : answering
  }
}
