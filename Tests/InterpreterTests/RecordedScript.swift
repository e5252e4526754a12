/// A recorded program in errorbook's language: its classes, its blueprints, then its steps, a line each.
struct RecordedScript {
  /// Why a program has no script.
  enum Inexpressible: Error, Hashable {
    case appErrorHandler, mount, oddTarget
  }

  /// One line, and the step that it stands for.
  struct Line {
    var text: String
    var step: Int?
  }

  var lines: [Line] = []
  /// The line of each handler step, by the handler's index in the recording.
  private(set) var handlerLines: [Int] = []

  init(_ program: RecordedProgram) throws(Inexpressible) {
    for declared in program.classes {
      let code = declared.code.map { " code \($0)" } ?? ""
      lines.append(Line(text: "class \(declared.name)(\(declared.bases.joined(separator: ", ")))\(code)"))
    }
    for blueprint in program.blueprints ?? [] {
      lines.append(Line(text: "blueprint \(blueprint.name)" + (blueprint.parent.map { " in \($0)" } ?? "")))
    }
    for (name, on) in (program.config ?? [:]).sorted(by: { $0.key < $1.key }) {
      lines.append(Line(text: Self.setting(name, on)))
    }
    for (index, step) in program.steps.enumerated() {
      let text = try Self.statement(step)
      lines.append(Line(text: text, step: index))
      if step.op == "handler" { handlerLines.append(lines.count) }
    }
  }

  private static func statement(_ step: RecordedProgram.Step) throws(Inexpressible) -> String {
    let scope = step.scope.map { " in \($0)" } ?? ""
    switch step.op {
    case "handler":
      guard step.via == nil else { throw .appErrorHandler }
      return "handler \(try word(step.target))\(scope) -> \(try answer(step))"
    case "raise": return "\(try request(step.what))\(scope)"
    case "blueprint": return "blueprint \(step.name ?? "")" + (step.parent.map { " in \($0)" } ?? "")
    case "config": return setting(step.name ?? "", step.on ?? false)
    default: throw .mount
    }
  }

  private static func setting(_ name: String, _ on: Bool) -> String { "config \(name) \(on ? "on" : "off")" }

  private static func answer(_ step: RecordedProgram.Step) throws(Inexpressible) -> String {
    if step.returns != nil { return "e" }
    switch step.raises {
    case .name(let name): return "raise \(name)"
    case .code(let code): return "abort \(code)"
    case .request, .other: throw .oddTarget
    case nil: return "\"\(step.body ?? "")\"" + (step.status.map { ", \($0)" } ?? "")
    }
  }

  private static func request(_ what: RecordedProgram.Target?) throws(Inexpressible) -> String {
    switch what {
    case .name(let name): "raise \(name)"
    case .code(let code): "abort \(code)"
    case .request("unrouted"): "visit unknown"
    case .request("method"): "visit wrong-method"
    case .request("redirect"): "visit redirect"
    case .request, .other, nil: throw .oddTarget
    }
  }

  private static func word(_ target: RecordedProgram.Target?) throws(Inexpressible) -> String {
    switch target {
    case .name(let name): name
    case .code(let code): String(code)
    case .request, .other, nil: throw .oddTarget
    }
  }
}
