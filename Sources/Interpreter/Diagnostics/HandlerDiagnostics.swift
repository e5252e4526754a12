import Diagnostics
import Resolution
import Syntax

/// The diagnostics about handlers and what Flask does with them.
let handlerKinds: [DiagnosticKind] = [
  .tooLate, .ignoredHandler, .unknownCode, .notAnException, .serverErrorOnBlueprint, .secondRegistration, .neverRuns,
  .implicitStatus, .duplicateHandler,
]

extension DiagnosticKind {
  /// A warning: the process has already answered a request, so Flask refuses the handler.
  public static let tooLate = DiagnosticKind(
    "too-late", title: "A handler that is registered after the first request",
    explanation: """
      In Flask 2.2 and later, an app refuses new handlers after its first request. In Flask 2.3 and later, a mounted \
      blueprint refuses them too. Earlier releases refuse them only on the app and only in debug mode. The reason: other \
      worker processes of the same app may not have the handler, and would answer differently.

      Sanic accepts late handlers on the app. In Sanic 21.12 and later a mounted blueprint refuses them, and from 23.3 on \
      the attempt breaks the router: each later request fails.

      The statement is still part of the app: `restart` starts a new process that includes it.
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

  /// A warning: the blueprint is already mounted or never will be, so the handler never runs in this process.
  public static let ignoredHandler = DiagnosticKind(
    "ignored-handler", title: "A handler that the framework accepts and never runs",
    explanation: """
      The blueprint was mounted (registered on the app) before the first request. At that moment Flask copied its handlers \
      into the app. Flask stores a handler that is registered on the blueprint later, but never uses it. Releases up to \
      2.1 give no warning; 2.2 does. Sanic up to 21.9 ignores such a handler too.

      Starlette 0.24 and later read an app's handlers at its first request and ignore later ones. Each mounted app is an \
      app of its own. Sanic accepts a handler for a status code, but its lookup finds only classes.

      The statement is still part of the app: `restart` starts a new process that includes it.
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
      Flask 0.11 and later store a handler for a status code under Werkzeug's class for that code. They refuse a code \
      without a class. Instead, declare a class with that code and register the handler for the class.
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
    "not-an-exception", title: "A handler for a class that is not an Exception",
    explanation: """
      Flask 0.11 and later register handlers only for subclasses of Exception. Classes such as KeyboardInterrupt and \
      SystemExit are not meant to be handled, and a plain mixin cannot be raised. Starlette refuses such classes too, 0.24 \
      and later only when the first request builds the app. singledispatch takes any class, but no status code.
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
    explanation: """
      In Flask 0.10 only the application can have a handler for 500. In 0.11 and later a blueprint can have its own.
      """,
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

  /// A note: the target already has a handler. The effect of a second one depends on the release.
  public static let secondRegistration = DiagnosticKind(
    "second-registration", title: "A second handler for the same target",
    explanation: """
      The effect of a second registration depends on the release. Flask 0.10 keeps a list and runs the first handler that \
      matches. Flask 0.11 to 0.12.5 replace the handler, but classes that were raised before keep the old one, because \
      the cache stored it for them. Flask 1.0 and later replace the handler.

      In Flask 0.11 and later a status code and Werkzeug's class for it are the same target: 404 is NotFound.

      Sanic keeps the first handler up to 21.3 and the last one from 21.6 to 22.12; 23.3 and later refuse the second one. \
      Starlette and singledispatch keep the last one.
      """,
    wrong: """
      handler Exception -> "one", 500
      handler Exception -> "two", 500
      """,
    right: """
      handler Exception -> "one", 500
      """)

  /// A warning: Sanic 23.3 and later refuse a second handler for the same class.
  public static let duplicateHandler = DiagnosticKind(
    "duplicate-handler", title: "A second handler for the same class, in Sanic",
    explanation: """
      Sanic 23.3 and later raise ServerError for a second handler for the same class on the app, or on the same blueprint. \
      Sanic 22.9 and 22.12 warn, and earlier releases do not say anything.

      The lookup writes what it finds into the same table, and it also stores that it found nothing. So one request to an \
      unknown URL is enough: then NotFound has an entry, and Sanic refuses a handler for it.
      """,
    wrong: """
      use sanic 25.12
      visit unknown
      handler NotFound -> "no such page", 404
      """,
    right: """
      use sanic 25.12
      handler NotFound -> "no such page", 404
      visit unknown
      """)

  /// A warning: the lookup of the current release never reaches the handler.
  public static let neverRuns = DiagnosticKind(
    "never-runs", title: "A handler that cannot run under this release",
    explanation: """
      The lookup of the current release never finds this handler.

      Before Flask 1.0 this is the case for a handler for HTTPException. Flask looks up an HTTP error by the code of its class, \
      and HTTPException has no code. The handler does run for a class without a code if its constructor sets one: \
      `class Api(HTTPException) self.code 404`. In Flask 0.10 a handler for a class of HTTP errors never runs. In Flask \
      0.10 and in Sanic up to 21.3, neither does a handler that is registered after a handler for a more general class. Flask 1.0.3 and later call no \
      handlers for redirects that routing raises.
      """,
    wrong: """
      use flask 0.12.2
      handler HTTPException -> "web error", 500
      """,
    right: """
      use flask 1.0
      handler HTTPException -> "web error", 500
      """)

  /// A note, shown once a session: the handler returns text without a status code, so Flask answers 200.
  public static let implicitStatus = DiagnosticKind(
    "implicit-status", title: "A handler that answers 200",
    explanation: """
      If a Flask view or handler returns text without a status code, Flask answers with status 200. To the client the \
      error looks like a success. errorbook does the same and shows this note once a session.
      """,
    wrong: """
      handler Exception -> "sorry"
      """,
    right: """
      handler Exception -> "sorry", 500
      """)
}

extension Session {
  /// Reports a handler for which Flask raises an error when it is registered.
  func refusedHandler(
    _ declaration: HandlerDeclaration, _ refusal: HandlerRefusal, atMount: Bool, says: RegistrationError?
  )
    -> Diagnostic
  {
    let span = declaration.target.span
    let target = source.text(span)
    var notes =
      says.map { ["\(release.framework.name) says: \($0.type)\($0.message.isEmpty ? "" : ": \($0.message)")"] } ?? []
    if atMount {
      notes.append("\(release.fullName) notices it only when it mounts the blueprint, and then mounting it fails")
    }
    switch refusal {
    case .unknownCode(let code, _):
      return Diagnostic(
        .unknownCode, .warning, "\(release.fullName) refuses a handler for \(code)",
        at: .init(span, "\(release.framework.library ?? release.framework.name) has no class for it"),
        help: "declare a class and register the handler for it: class Error\(code)(HTTPException) code \(code)",
        notes: notes)
    case .notAnException:
      return Diagnostic(
        .notAnException, .warning, "\(release.fullName) refuses a handler for `\(target)`",
        at: .init(span, "not a subclass of Exception"), help: "register the handler for a subclass of Exception",
        notes: notes)
    case .serverErrorOnBlueprint:
      return Diagnostic(
        .serverErrorOnBlueprint, .warning, "\(release.fullName) refuses a handler for 500 on a blueprint",
        at: .init(span, "only the app can have one"),
        help: "leave out `in \(declaration.scope.map { shownName(text($0)) } ?? "")`",
        notes: notes)
    case .tooLateOnApp, .tooLateOnBlueprint, .brokenRouter:
      return Diagnostic(
        .tooLate, .warning, "the handler for `\(target)` is registered too late for this process",
        at: .init(span, "after the first request"), help: "`restart` starts a new process that includes this line",
        notes: notes)
    case .duplicate:
      let written = writtenByLookup(refusal)
      return Diagnostic(
        .duplicateHandler, .warning, "\(release.fullName) refuses a second handler for `\(target)`",
        at: .init(span, "already in the table"),
        help: written.isEmpty ? "leave one of them out" : "`restart` starts a new process that includes this line",
        notes: notes + written)
    case .notAnExceptionKey:
      return Diagnostic(
        .notAnException, .warning, "\(release.fullName) refuses the handler for `\(target)`",
        at: .init(span, "a key of this app is not a subclass of Exception"),
        help: "register handlers only for subclasses of Exception and for status codes", notes: notes)
    case .notAClass:
      return Diagnostic(
        .notAnException, .warning, "\(release.fullName) refuses a handler for \(target)",
        at: .init(span, "not a class"), help: "register the handler for a class", notes: notes)
    }
  }

  /// Explains a duplicate that nobody registered: an unknown URL or a wrong method wrote the entry.
  private func writtenByLookup(_ refusal: HandlerRefusal) -> [String] {
    guard case .duplicate(.type(let type)) = refusal,
      let entry = process.tables.table(TableKey(nil, code: nil))?[type], let request = entry.writtenBy
    else { return [] }
    let place = line(ofRequest: request).map { " in line \($0)" } ?? ""
    return ["no handler was registered for it: the lookup of the request\(place) wrote the entry"]
  }

  func ignoredHandler(_ declaration: HandlerDeclaration, _ handler: Handler, says: String?) -> Diagnostic {
    let target = source.text(declaration.target.span)
    let message = "\(release.fullName) accepts the handler for `\(target)` but never runs it"
    if case .code(let code) = handler.target, !release.era.rules.lookup.findsNumbers {
      let near = knownHTTPException(code: code).map { ": \(spelled($0))" } ?? ""
      return Diagnostic(
        .ignoredHandler, .warning, message, at: .init(declaration.target.span, "not a class"),
        help: "register the handler for \(near.isEmpty ? "a" : "the") class\(near)",
        notes: release.era.rules.lookup == .cachedList
          ? ["a request whose lookup reaches the number in the list fails with TypeError"] : [])
    }
    return Diagnostic(
      .ignoredHandler, .warning, message,
      at: .init(declaration.scope?.span ?? declaration.target.span, whyIgnored(handler)),
      help: "`restart` starts a new process that includes this line",
      notes: says.map { ["\(release.framework.name) says: \($0)"] } ?? [])
  }

  private func knownHTTPException(code: Int32) -> ClassID? {
    let hierarchy = app.hierarchy
    return (0..<hierarchy.knownCount).lazy.map { ClassID(Int32($0)) }.first {
      hierarchy.isHTTP($0) && hierarchy.code($0) == code
    }
  }

  private func whyIgnored(_ handler: Handler) -> String {
    // Each mounted app of Starlette reads its handlers at its own first request.
    if release.era.rules.lookup == .statusThenClass { return "after the first request to \(phrase(handler.scope))" }
    let isMounted = handler.scope.map { process.state(of: $0) == .mounted } ?? false
    return isMounted ? "already mounted" : "never mounted here"
  }

  func secondRegistration(_ declaration: HandlerDeclaration, _ handler: Handler, _ earlier: HandlerID) -> Diagnostic {
    let meaning: String
    let span = app.handlerSpan(earlier)
    let line = span.map { self.line($0) } ?? 0
    switch (release.era.rules.lookup, handler.target) {
    case (.registrationOrder, .type), (.cachedList, _):
      meaning = "\(release.fullName) runs the first handler that matches, so the one in line \(line) still runs"
    case (.caching, _), (.cachingClasses, _), (.cachingRoutes, _):
      meaning =
        "this one replaces the handler in line \(line), but classes with an entry in the cache keep the old one"
    case (.registrationOrder, .code), (.codeThenClass, _), (.nested, _), (.statusThenClass, _), (.classesWithCache, _):
      meaning = "this one replaces the handler in line \(line)"
    }
    return Diagnostic(
      .secondRegistration, .note,
      "\(phrase(handler.scope)) already has a handler for `\(source.text(declaration.target.span))`: \(meaning)",
      at: .init(declaration.target.span), also: span.map { [.init($0, "the first handler")] } ?? [])
  }

  /// The reason why a handler never runs.
  struct UnreachableHandler {
    var text: String
    /// Whether a class that is declared later can make the handler run.
    var dependsOnClasses = false
  }

  func neverRuns(_ declaration: HandlerDeclaration, _ reason: UnreachableHandler) -> Diagnostic {
    let target = source.text(declaration.target.span)
    return Diagnostic(
      .neverRuns, .warning,
      reason.dependsOnClasses
        ? "no exception of this app reaches the handler for `\(target)` under \(release.fullName)"
        : "the handler for `\(target)` never runs under \(release.fullName)",
      at: .init(declaration.target.span), notes: [reason.text])
  }

  /// - Parameter body: The body without a status.
  func implicitStatus(_ body: StringLiteral) -> Diagnostic {
    Diagnostic(
      .implicitStatus, .note,
      "this handler returns no status, so \(release.framework.name) answers 200 and the client sees a success",
      at: .init(body.span),
      help: Advice(
        "add the status that the client should get, such as 500: -> \(source.text(body.span)), 500",
        offering: Suggestion(insertingAt: body.span.end, ", 500")))
  }

  /// Whether the handler is of a kind that `neverRuns` can report. Most handlers are not.
  @inline(__always)
  func mayNeverRun(_ handler: Handler) -> Bool {
    guard case .type(let type) = handler.target else { return false }
    return app.built.lookup.usesLists || app.built.lookup == .cachedList || app.hierarchy.isHTTP(type)
  }

  /// Returns the reason why the lookup of the era never finds a registered handler, or nil if it can find it.
  func neverRuns(_ handler: Handler, _ id: HandlerID) -> UnreachableHandler? {
    guard case .type(let type) = handler.target else { return nil }
    let isHTTP = app.hierarchy.isHTTP(type)
    // Flask looks up a trapped error in tables that it does not search for other HTTP errors. Which errors are trapped
    // can change with every request.
    if isHTTP, app.built.configuration != Configuration() { return nil }
    switch app.built.lookup {
    case .registrationOrder where isHTTP:
      return UnreachableHandler(
        text: "\(release.fullName) looks up HTTP errors only by status code: register the handler for \(code(type))")
    case .registrationOrder: return afterMatch(shadowing(type, handler.scope, id))
    case .caching where isHTTP && app.hierarchy.code(type) == nil:
      // Flask looks up a class without a code in the table for classes if its constructor sets a code.
      guard !app.hierarchy.someConstructorSetsCode(below: type) else { return nil }
      let range = release.framework.releaseRange { $0.lookup.searchesOnlyByCode }
      let text = """
        in \(range), HTTP errors are looked up by the code of their class, and `\(spelled(type))` has no code; the handler \
        runs only for a class without a code whose constructor sets one (`self.code 404`)
        """
      return UnreachableHandler(text: text, dependsOnClasses: true)
    case .codeThenClass, .nested:
      guard release.era.rules.returnsRoutingExceptions, isHTTP, app.hierarchy.isRouting(type) else {
        return nil
      }
      let range = release.framework.releaseRange { $0.returnsRoutingExceptions }
      return UnreachableHandler(text: "in \(range), no handler is called for redirects that routing raises")
    case .cachedList: return afterMatch(shadowing(type, nil, id))
    case .caching, .cachingClasses, .cachingRoutes, .statusThenClass, .classesWithCache: return nil
    }
  }

  private func code(_ type: ClassID) -> String { app.hierarchy.code(type).map { String($0) } ?? "404" }

  /// Returns the reason for a handler that comes after another one in a list.
  private func afterMatch(_ earlier: HandlerID?) -> UnreachableHandler? {
    guard let earlier else { return nil }
    let text =
      "\(release.fullName) searches its list in order, and \(phrase(earlier)) matches every exception that this one matches"
    return UnreachableHandler(text: text)
  }

  /// Returns an earlier handler in a list that matches every exception that this handler matches.
  private func shadowing(_ type: ClassID, _ scope: BlueprintID?, _ id: HandlerID) -> HandlerID? {
    let registration = scope.flatMap { app.built.registrations(of: $0).first }
    let answering = app.built.firstInList(for: type, registration, in: app.hierarchy)
    return answering == id ? nil : answering
  }
}
