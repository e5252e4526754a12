import Diagnostics
import Resolution
import Syntax

/// `class NAME(BASES) [code N] [self.code N]`.
extension Session {
  @inline(__always)
  mutating func declare(_ declaration: ClassDeclaration, _ statement: Statement, into events: inout [Event]) {
    let isShadowing = app.isKnown(declaration.name.text)
    switch define(declaration, statement) {
    case .failure(let diagnostic): events.append(event(diagnostic))
    case .success(let id):
      if declarationEvents != .none { events.append(event(statement, .classDeclared(classEvent(id, declaration)))) }
      if isShadowing { events.append(event(shadowsKnown(declaration.name))) }
    }
  }

  /// Adds a class to the app, or returns the reason why it cannot. A refused name can be declared again.
  @inline(__always)
  mutating func define(_ declaration: ClassDeclaration, _ statement: Statement) -> Result<ClassID, Diagnostic> {
    let name = declaration.name
    if app.isDeclared(name.text) { return .failure(duplicateClass(name)) }
    var bases: [ClassID] = []
    for base in declaration.bases {
      if let id = app.classID(base.text) {
        bases.append(id)
        continue
      }
      switch findBase(base) {
      case .success(let id): bases.append(id)
      case .failure(let diagnostic):
        app.refuse(name)
        return .failure(diagnostic)
      }
    }
    switch app.add(declaration, bases: bases, statement: statement, source.texts) {
    case .success(let id): return .success(id)
    case .failure(let refusal):
      app.refuse(name)
      return .failure(self.diagnostic(refusal, declaration, bases: bases))
    }
  }

  func findBase(_ name: Name) -> Result<ClassID, Diagnostic> {
    if let id = app.classID(name.text) { return .success(id) }
    guard let refused = app.refusedClass(name.text) else { return .failure(unknownClass(name)) }
    return .failure(refused.isAbsent ? absentClass(name, refused) : missingBase(name, refused))
  }

  private func classEvent(_ id: ClassID, _ declaration: ClassDeclaration) -> ClassEvent {
    let depth = app.hierarchy.depth(id)
    let spellsOut = declarationEvents == .complete && depth <= ClassEvent.mroLimit
    return ClassEvent(
      name: declaration.name.text, bases: declaration.bases, code: declaration.code?.value,
      hasNoCode: declaration.code != nil && declaration.code?.value == nil,
      instanceCode: declaration.instanceCode.map { $0.value.map { .number($0) } ?? .none },
      mro: spellsOut ? mroNames(id, count: depth) : nil, depth: depth)
  }

  private func mroNames(_ id: ClassID, count: Int) -> [TextID] {
    var names: [TextID] = []
    names.reserveCapacity(count)
    for id in app.hierarchy.mro(id) { names.append(name(id)) }
    return names
  }
}
