/// A recorded program in errorbook's language, with a line for each class, each blueprint and each step.
struct RecordedScript {
  /// The reason why a program cannot be written as a script.
  enum Inexpressible: Error, Hashable {
    case appErrorHandler, mount, unsupportedTarget
  }

  /// One line and its step.
  struct Line {
    var text: String
    var step: Int?
    /// The index in `blueprints` of a line that declares a blueprint.
    var blueprint: Int?
  }

  var lines: [Line] = []
  /// The line of each handler step, by the handler's index in the recording.
  private(set) var handlerLines: [Int] = []

  init(_ program: RecordedProgram) throws(Inexpressible) {
    for declared in program.classes {
      let code = declared.code.map { " code \($0.text)" } ?? ""
      let instanceCode = declared.selfCode.map { " self.code \($0.text)" } ?? ""
      let bases = declared.bases.joined(separator: ", ")
      lines.append(Line(text: "class \(declared.name)(\(bases))\(code)\(instanceCode)"))
    }
    for (index, blueprint) in (program.blueprints ?? []).enumerated() {
      let text = Self.blueprint(blueprint.name, blueprint.parent, blueprint.at)
      lines.append(Line(text: text, blueprint: index))
    }
    for line in Self.options(program) { lines.append(Line(text: line)) }
    for (index, step) in program.steps.enumerated() {
      let text = try Self.statement(step)
      lines.append(Line(text: text, step: index))
      if step.op == "handler" { handlerLines.append(lines.count) }
    }
  }

  /// Returns the options before the first step. Older recordings leave out PROPAGATE_EXCEPTIONS, which was False.
  private static func options(_ program: RecordedProgram) -> [String] {
    var lines: [String] = []
    for (name, value) in (program.config ?? [:]).sorted(by: { $0.key < $1.key }) {
      switch value {
      case .on: lines.append(setting(name, true))
      case .off: lines.append(setting(name, false))
      case .unset: break
      }
    }
    if program.config?["PROPAGATE_EXCEPTIONS"] == nil { lines.append(setting("PROPAGATE_EXCEPTIONS", false)) }
    return lines
  }

  private static func statement(_ step: RecordedProgram.Step) throws(Inexpressible) -> String {
    switch step.op {
    case "handler":
      guard step.via == nil else { throw .appErrorHandler }
      return "handler \(try word(step.target))\(scope(step)) -> \(try answer(step))"
    case "raise": return "\(try request(step.what))\(scope(step))"
    case "respond":
      let body = step.body.map { "\"\($0)\", " } ?? ""
      return "respond \(body)\(step.status ?? 200)\(scope(step))"
    case "blueprint": return blueprint(step.name ?? "", step.parent, step.at)
    case "config": return setting(step.name ?? "", step.on ?? false)
    default: throw .mount
    }
  }

  private static func scope(_ step: RecordedProgram.Step) -> String {
    step.scope.map { " in \(name($0))" } ?? ""
  }

  private static func name(_ name: String) -> String { name.isEmpty ? "\"\"" : name }

  private static func blueprint(_ name: String, _ parent: String?, _ at: [RecordedProgram.Registration]?) -> String {
    let places = at ?? [RecordedProgram.Registration(parent: parent)]
    let words = places.map { place in
      [place.parent.map { Self.name($0) }, place.alias.map { "as \($0)" }].compactMap { $0 }.joined(separator: " ")
    }
    let isNested = places.contains { $0.parent != nil }
    let joined = words.joined(separator: ", ")
    return "blueprint \(Self.name(name))" + (joined.isEmpty ? "" : isNested ? " in \(joined)" : " \(joined)")
  }

  private static func setting(_ name: String, _ on: Bool) -> String { "config \(name) \(on ? "on" : "off")" }

  private static func answer(_ step: RecordedProgram.Step) throws(Inexpressible) -> String {
    guard let arms = step.arms else { return try answer(step.answer) }
    var parts: [String] = []
    for arm in arms { parts.append(try answer(arm) + (arm.condition.map { " if \($0)" } ?? "")) }
    return parts.joined(separator: " else ")
  }

  private static func answer(_ step: RecordedProgram.Answer) throws(Inexpressible) -> String {
    if step.returns != nil { return "e" }
    if step.reraises == true { return "raise e" }
    let body = (step.template == true ? "f" : "") + "\"\(step.body ?? "")\""
    if step.statusFrom != nil { return "\(body), e.code" }
    switch step.raises {
    case .name(let name): return "raise \(name)"
    case .code(let code): return "abort \(code)"
    case .request, .other: throw .unsupportedTarget
    case nil: return body + (step.status.map { ", \($0)" } ?? "")
    }
  }

  private static func request(_ what: RecordedProgram.Target?) throws(Inexpressible) -> String {
    switch what {
    case .name(let name): "raise \(name)"
    case .code(let code): "abort \(code)"
    case .request("unrouted"): "visit unknown"
    case .request("method"): "visit wrong-method"
    case .request("redirect"): "visit redirect"
    case .request, .other, nil: throw .unsupportedTarget
    }
  }

  private static func word(_ target: RecordedProgram.Target?) throws(Inexpressible) -> String {
    switch target {
    case .name(let name): name
    case .code(let code): String(code)
    case .request, .other, nil: throw .unsupportedTarget
    }
  }
}
