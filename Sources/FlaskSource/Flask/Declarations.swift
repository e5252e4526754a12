import Diagnostics
import Interpreter
import PythonSyntax
import Resolution
import Syntax

/// Declaring classes, handlers and options in the session of an app.
extension Evaluator {
  /// Runs a declaration in the session of an app, and raises what Flask raises if it refuses it.
  mutating func declare(_ draft: StatementDraft, in app: Int, at span: Span) throws(Interruption) {
    log.add(.declaration(app: app, draft, span))
    let events = run(draft, in: app, at: span)
    for event in events {
      switch event.kind {
      case .handlerDeclared(let declared):
        if let refused = declared.refused { throw raise(refused.type, refused.message, isExact: true) }
      case .blueprintDeclared(let declared):
        if let refused = declared.refused { throw raise(refused.type, refused.message, isExact: true) }
      case .diagnostic(let diagnostic) where diagnostic.severity == .error:
        apps[app].taint(reason(diagnostic.message, at: span))
      default: break
      }
    }
  }

  mutating func run(_ draft: StatementDraft, in app: Int, at span: Span) -> [Event] {
    let line = line(span)
    let statement = draft.statement(at: span, line: line, in: &apps[app].session.source.texts)
    return apps[app].session.run(statement)
  }

  /// Returns the name of a class in statements. Two classes with one name get different names.
  func statementName(_ id: ClassID, _ names: inout [ClassID: String]) -> String {
    if let name = names[id] { return name }
    guard let own = classes[id]?.name else { return hierarchy.knownName(id) ?? "object" }
    for base in hierarchy.bases(id) { _ = statementName(base, &names) }
    var name = own
    var number = 2
    while names.values.contains(name) {
      name = "\(own)_\(number)"
      number += 1
    }
    names[id] = name
    return name
  }

  /// Declares the classes that have a name but no declaration yet.
  ///
  /// A class with the name of a known class hides it, so the subclasses of the known one are declared first.
  mutating func declareClasses(_ names: inout [ClassID: String], in app: Int) throws(Interruption) {
    for id in names.keys.sorted() where apps[app].classNames[id] == nil {
      guard let known = classes[id].flatMap({ hierarchy.knownClass($0.name) }) else { continue }
      for other in classes.keys.sorted() where other < id && hierarchy.isSubclass(other, of: known) {
        _ = statementName(other, &names)
      }
    }
    let new = names.keys.filter { apps[app].classNames[$0] == nil }.sorted()
    for id in new {
      try declare(classDraft(id, &names), in: app, at: classes[id]?.span ?? current)
      apps[app].classNames[id] = names[id]
    }
  }

  /// Returns the declarations of all named classes, bases first.
  func classDrafts(_ names: inout [ClassID: String]) -> [StatementDraft] {
    names.keys.sorted().map { classDraft($0, &names) }
  }

  private func classDraft(_ id: ClassID, _ names: inout [ClassID: String]) -> StatementDraft {
    let bases = hierarchy.bases(id).map { statementName($0, &names) }
    var code: ClassDeclaration.Code?
    if let value = classes[id]?.namespace["code"] {
      switch value {
      case .integer(let number): code = .number(Int32(clamping: number))
      case .none: code = .pythonNone
      default: break
      }
    }
    return .declareClass(
      name: statementName(id, &names), bases: bases, code: code, instanceCode: instanceCode(ofConstructor: id))
  }

  private func instanceCode(ofConstructor id: ClassID) -> ClassDeclaration.Code? {
    switch classes[id]?.constructorCode {
    case .number(let code)?: .number(code)
    case InstanceCode.none?: .pythonNone
    case .absent?, .text?, .tuple?, nil: nil
    }
  }
}
