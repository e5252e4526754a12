@testable import Resolution

/// An app of the model and its process, used with the statements of the language.
struct ModelApp {
  var classes: Classes
  var process: Process
  private var handlers: [Handler] = []
  private var blueprints: [String: BlueprintID] = [:]
  /// The first registration of each blueprint.
  private var registrations: [String: RegistrationID] = [:]
  private(set) var last: Outcome?
  /// The texts of answers by their numbers.
  private var bodies = [""]

  init(_ era: Era, _ declarations: String...) {
    classes = Classes()
    for declaration in declarations { classes.declare(declaration) }
    process = Process(era: era)
  }

  @discardableResult
  mutating func blueprint(_ name: String, in parent: String? = nil) -> EraRules.Lateness {
    let id = blueprints[name] ?? process.addBlueprint(name)
    blueprints[name] = id
    let lateness = process.register(
      id, on: parent.flatMap { blueprints[$0] }, handlers: handlers, in: classes.hierarchy)
    registrations[name] = process.registrations(of: id).first
    return lateness
  }

  mutating func config(_ option: Configuration.Option, _ on: Bool = true) { process.configure(option, on: on) }

  /// Runs `handler TARGET in SCOPE -> ANSWER`. The answer is a body, `raise E`, `abort N` or `e`.
  @discardableResult
  mutating func handler(
    _ target: String, in scope: String? = nil, _ answer: String? = nil, status: Int32 = 500
  ) -> String {
    let handler = Handler(
      target: Int32(target).map { .code($0) } ?? .type(classes[target]), scope: scope.flatMap { blueprints[$0] },
      answer: self.answer(answer ?? target, status))
    handlers.append(handler)
    let registration = process.register(handler, HandlerID(Int32(handlers.count - 1)), in: classes.hierarchy)
    switch registration.verdict {
    case .registered: return registration.earlier.map { "replaces \($0.index)" } ?? "registered"
    case .ignored(let warns): return warns ? "ignored with a warning" : "ignored"
    case .refused(let refusal, let atMount): return text(refusal) + (atMount ? " at the mount" : "")
    }
  }

  private mutating func answer(_ text: String, _ status: Int32) -> Handler.Answer {
    if text == "e" { return .exception }
    if text.hasPrefix("raise ") { return .raises(classes[String(text.dropFirst(6))]) }
    if text.hasPrefix("abort ") { return .aborts(Int32(text.dropFirst(6)) ?? 0) }
    if !bodies.contains(text) { bodies.append(text) }
    return .response(body: BodyID(Int32(bodies.firstIndex(of: text) ?? 0)), status: .number(status))
  }

  private func text(_ refusal: HandlerRefusal) -> String {
    switch refusal {
    case .unknownCode(let code, let error): "unknown \(code) (\(error))"
    case .notAnException(let id, let error): "\(classes.name(id)) is no exception (\(error))"
    case .serverErrorOnBlueprint: "no 500 on a blueprint"
    case .tooLateOnApp: "too late"
    case .tooLateOnBlueprint: "too late on the blueprint"
    case .duplicate: "a second handler"
    case .brokenRouter: "too late on the blueprint, which breaks the router"
    case .notAnExceptionKey: "a key is no exception"
    case .notAClass(let code): "\(code) is no class"
    }
  }

  /// Sends `raise E`, `abort N` or `visit redirect` and returns the outcome.
  @discardableResult
  mutating func ask(_ request: String, in scope: String? = nil, tracing: Bool = false) -> String {
    let outcome = process.answer(
      self.request(request, scope), handlers: handlers, in: classes.hierarchy, tracing: tracing)
    last = outcome
    return text(outcome)
  }

  /// Predicts the outcome of a request.
  func predict(_ request: String, in scope: String? = nil, before number: Int32? = nil) -> String {
    text(process.preview(self.request(request, scope), handlers: handlers, in: classes.hierarchy, before: number))
  }

  private func request(_ text: String, _ scope: String?) -> ResolvedRequest {
    let scope = scope.flatMap { registrations[$0] }
    let word = text.split(separator: " ").last.map { String($0) } ?? ""
    if text.hasPrefix("abort ") { return ResolvedRequest(cause: .abort(Int32(word) ?? 0), scope: scope) }
    switch text {
    case "visit unknown": return ResolvedRequest(cause: .routing(.unknownURL), scope: scope)
    case "visit wrong-method": return ResolvedRequest(cause: .routing(.wrongMethod), scope: scope)
    case "visit redirect": return ResolvedRequest(cause: .routing(.redirect), scope: scope)
    default: return ResolvedRequest(cause: .raise(classes[word]), scope: scope)
    }
  }

  /// Returns `body(argument)`, with `<original` for a wrapped exception; `404 page`; or `crash E`. Failed handlers come
  /// first, followed by a comma.
  private func text(_ outcome: Outcome) -> String {
    func received(_ call: Outcome.HandlerCall) -> String {
      classes.name(call.argument) + (call.original.map { "<" + classes.name($0) } ?? "")
    }
    let failed = outcome.calls.all.dropLast(outcome.answered == nil ? 0 : 1)
    let before = failed.map { "\($0.handler.index) failed on \(received($0)), " }.joined()
    if let escaped = outcome.escaped { return before + "crash " + classes.name(escaped) }
    let answer = outcome.body.map { bodies[Int($0.index)] } ?? "\(outcome.status ?? 0) page"
    return before + answer + (outcome.answered.map { "(\(received($0)))" } ?? "")
  }

  /// All entries of all tables: `scope/code/class=handler`, with `*` for a cache entry.
  var rows: [String] {
    process.tables.rows.map { row in
      let scope = row.key.scope.map { id in registrations.first { $0.value == id }?.key ?? "?" } ?? "app"
      let id = row.id.map { classes.name($0) } ?? "number"
      return
        "\(scope)/\(row.key.code.map { String($0) } ?? "-")/\(id)=\(row.handler.index)\(row.writtenBy == nil ? "" : "*")"
    }
  }
}
