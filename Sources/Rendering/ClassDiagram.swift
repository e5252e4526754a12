import Diagnostics
import Interpreter
import Resolution
import Syntax

/// A diagram of an app's classes: declared classes, their known base classes up to Exception, and which of them have
/// handlers.
public struct ClassDiagram: Sendable {
  struct Node: Sendable {
    var name: String
    var isDeclared: Bool
    /// `code 404`, `self.code 418`.
    var codes: [String] = []
    /// Its handlers: `handler`, `handler in admin`.
    var handlers: [String] = []
    /// The indices of its base classes in the diagram, in order.
    var bases: [Int] = []

    /// The lines of its box.
    var label: [String] { [name] + codes + handlers }
  }

  let title: String
  private(set) var nodes: [Node] = []

  /// The diagram of a script, or why there is none.
  public enum Outcome: Sendable {
    case diagram(ClassDiagram)
    case refused([Diagnostic], SourceText)
  }

  /// Returns the diagram of a script or of the cells of a lesson. Requests and questions do not matter.
  public static func of(
    _ texts: [[UInt8]], title: String, release: Release, leavesOutErrors: Bool = false
  ) -> Outcome {
    var session = Session(name: title, release: release)
    session.declarationEvents = .withoutMRO
    var errors: [Diagnostic] = []
    for text in texts {
      var parser = session.read(text)
      while let parsed = session.next(from: &parser) {
        errors += parsed.diagnostics.filter { $0.severity == .error }
        for statement in parsed.statement?.changes ?? [] { errors += session.run(statement).errors }
      }
    }
    guard errors.isEmpty || leavesOutErrors else { return .refused(errors, session.source) }
    return .diagram(ClassDiagram(session, title: title))
  }

  /// Draws the classes of the current app of a session.
  public init(_ session: Session, title: String) {
    self.title = title
    let hierarchy = session.hierarchy
    var declared: [ClassID] = []
    var handled: [ClassID: [String]] = [:]
    var codes: [ClassID: [String]] = [:]
    for statement in session.declarations {
      switch statement.kind {
      case .classDeclaration(let declaration):
        guard let id = session.classID(declaration.name.text), codes[id] == nil else { continue }
        declared.append(id)
        codes[id] = Self.codes(of: id, declaration, hierarchy)
      case .handler(let handler):
        guard let id = Self.target(of: handler, in: session) else { continue }
        let place = handler.scope.map { " in \(shownName(session.text($0)))" } ?? ""
        let mark = "handler" + Self.number(handler) + place
        if handled[id]?.contains(mark) != true { handled[id, default: []].append(mark) }
      default: continue
      }
    }
    // Each class comes after its base classes.
    var places: [ClassID: Int] = [:]
    for id in declared + handled.keys.sorted() {
      for member in Self.drawn(id, hierarchy).reversed() where places[member] == nil {
        places[member] = nodes.count
        nodes.append(
          Node(
            name: session.spelled(member), isDeclared: !hierarchy.isKnown(member),
            codes: codes[member] ?? Self.code(of: member, hierarchy), handlers: handled[member] ?? [],
            bases: Self.bases(member, hierarchy).compactMap { places[$0] }))
      }
    }
  }

  /// Returns the code that a class has or inherits, and the code that its `__init__` sets.
  private static func codes(
    of id: ClassID, _ declaration: ClassDeclaration, _ hierarchy: Hierarchy
  ) -> [String] {
    var codes = declaration.code.map { $0.value == nil } == true ? ["code None"] : code(of: id, hierarchy)
    if let own = declaration.instanceCode { codes.append("self.code \(own.value.map { String($0) } ?? "None")") }
    return codes
  }

  private static func code(of id: ClassID, _ hierarchy: Hierarchy) -> [String] {
    hierarchy.code(id).map { ["code \($0)"] } ?? []
  }

  private static func target(of handler: HandlerDeclaration, in session: Session) -> ClassID? {
    switch handler.target {
    case .named(let name): session.classID(name.text)
    case .code(let number): session.hierarchy.exception(forCode: Int32(number.value))
    }
  }

  private static func number(_ handler: HandlerDeclaration) -> String {
    if case .code(let number) = handler.target { " \(number.value)" } else { "" }
  }

  /// Returns a class and the base classes to draw. Nothing above Exception is drawn.
  private static func drawn(_ id: ClassID, _ hierarchy: Hierarchy) -> [ClassID] {
    let aboveException = Set(hierarchy.mro(hierarchy.wellKnown.exception).dropFirst())
    return hierarchy.mro(id).filter { member in
      member == id || (member != hierarchy.wellKnown.object && !aboveException.contains(member))
        || (!hierarchy.isException(id) && member != hierarchy.wellKnown.object)
    }
  }

  private static func bases(_ id: ClassID, _ hierarchy: Hierarchy) -> [ClassID] {
    id == hierarchy.wellKnown.exception ? [] : hierarchy.bases(id)
  }
}

extension Statement {
  /// The statements that affect the diagram: this one, or those of a `continuing` test. `use` has no effect, because the
  /// diagram is for one release.
  fileprivate var changes: [Statement] {
    switch kind {
    case .classDeclaration, .blueprint, .handler, .reset: [self]
    case .test(let block): block.isContinuing ? block.body.flatMap { $0.changes } : []
    case .request, .use, .config, .restart, .trace, .expect, .question: []
    }
  }
}

extension [Event] {
  fileprivate var errors: [Diagnostic] {
    compactMap { event in
      guard case .diagnostic(let diagnostic) = event.kind, diagnostic.severity == .error else { return nil }
      return diagnostic
    }
  }
}
