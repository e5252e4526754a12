@testable import Resolution

/// Classes by name, declared as in scripts: `E(E1, E2)`, `Teapot(HTTPException) 418`.
struct Classes {
  var hierarchy: Hierarchy
  private var declared: [String: ClassID] = [:]
  private var names: [ClassID: String] = [:]
  /// The result of the last declaration: its MRO, or the reason why it was refused.
  private(set) var last = ""
  private(set) var refusal: ClassRefusal?

  init(_ declarations: String..., werkzeug: Werkzeug = .v3_1, limits: Hierarchy.Limits = .init()) {
    hierarchy = Hierarchy(werkzeug.knownClasses, limits: limits)
    for declaration in declarations { declare(declaration) }
  }

  mutating func declare(_ declaration: String) {
    let parts = declaration.split { "(), ".contains($0) }.map { String($0) }
    let code = parts.last.flatMap { Int32($0) }
    declare(parts.first ?? "", parts.dropFirst().dropLast(code == nil ? 0 : 1).map { self[$0] }, code: code)
  }

  mutating func declare(_ name: String, _ bases: [ClassID], code: Int32? = nil) {
    switch hierarchy.declare(bases: bases, code: code.map { .number($0) } ?? .absent) {
    case .success(let id):
      declared[name] = id
      names[id] = name
      refusal = nil
      last = mro(name)
    case .failure(let reason):
      refusal = reason
      last = text(reason)
    }
  }

  /// Returns a declared or known class. An unknown name is a mistake in the test.
  subscript(_ name: String) -> ClassID { declared[name] ?? hierarchy.knownClass(name) ?? ClassID(-1) }

  func name(_ id: ClassID) -> String { hierarchy.knownName(id) ?? names[id] ?? "?" }

  func mro(_ name: String) -> String { hierarchy.mro(self[name]).map { self.name($0) }.joined(separator: " ") }

  private func text(_ refusal: ClassRefusal) -> String {
    switch refusal {
    case .unacceptableBase(let number): "unacceptable base \(number)"
    case .layoutConflict(let first, let left, let second, let right):
      "layout \(first) \(name(left)), \(second) \(name(right))"
    case .duplicateBase(let first, let second): "duplicate \(first), \(second)"
    case .inconsistentMRO(let heads, _): "heads " + heads.map { name($0) }.joined(separator: " ")
    case .tooManyClasses(let limit): "more than \(limit) classes"
    case .tooManyEntries(let limit): "more than \(limit) entries"
    }
  }

  /// The cycle of a refused order: `A before B (C 0 1)`. C is the class whose bases require the order.
  var cycle: [String] {
    guard case .inconsistentMRO(_, let orders) = refusal else { return [] }
    return orders.map { order in
      let reason =
        switch order.reason {
        case .inheritance: "derived"
        case .bases(let id, let left, let right): "\(id.map { name($0) } ?? "itself") \(left) \(right)"
        }
      return "\(name(order.first)) before \(name(order.second)) (\(reason))"
    }
  }
}
