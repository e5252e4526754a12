import Diagnostics
import PythonSyntax
import Resolution

/// Something that `monkeypatch` replaced, with what was there before.
enum Patch: Sendable {
  case attribute(ObjectID, name: String, before: Value?)
  case classAttribute(ClassID, name: String, before: Value?)
  case entry(ObjectID, key: Value, before: Value?)
  case variable(scope: Int, name: String, before: Value?)
  case dictionary(ObjectID, before: HeapObject.Entries)
  case nothing
}

/// pytest's fixture `monkeypatch`.
extension Evaluator {
  /// Calls a method of the fixture. What it changes is changed back after the test.
  mutating func patch(_ name: String, _ arguments: Arguments, at span: Span) throws(Interruption) -> Value {
    switch (name, arguments.value(0, "target"), arguments.value(1, "name"), arguments.value(2, "value")) {
    case ("setattr", .instance(let id)?, .text(let name)?, let value?):
      // pytest sets what it has read of the object, so that an inherited method becomes one of the object.
      let before = try attribute(name, of: .instance(id), at: span)
      patches.append(.attribute(id, name: name, before: before))
      setAttribute(name, of: id, to: value)
    case ("setattr", .type(let id)?, .text(let name)?, let value?):
      patches.append(.classAttribute(id, name: name, before: classes[id]?.namespace[name]))
      classes[id]?.namespace[name] = value
    case ("setattr", .library(let path)?, .text(let name)?, let value?) where modules[path] != nil:
      guard let scope = modules[path], let before = scopes[scope].variables[name] else {
        throw notModeled("`monkeypatch.setattr` is not modeled here", at: span)
      }
      patches.append(.variable(scope: scope, name: name, before: before))
      scopes[scope].variables[name] = value
    case ("setitem", .dictionary(let id)?, let key?, let value?):
      var entries = entries(id)
      patches.append(.entry(id, key: key, before: entries[key]))
      entries[key] = value
      update(id, .dictionary(entries))
    case ("setitem", .libraryMethod(.library("builtins"), "globals")?, .text(let name)?, let value?):
      patches.append(.variable(scope: testModule, name: name, before: scopes[testModule].variables[name]))
      scopes[testModule].variables[name] = value
    // Environment variables, the current folder and the path of modules change nothing that is modeled.
    case ("setenv", _, _, _), ("delenv", _, _, _), ("chdir", _, _, _), ("syspath_prepend", _, _, _),
      ("_setitem.extend", _, _, _), ("undo", _, _, _), ("setitem", .libraryMethod(.library("os"), "environ")?, _, _),
      ("delitem", .libraryMethod(.library("os"), "environ")?, _, _):
      break
    default: throw notModeled("`monkeypatch.\(name)` is not modeled here", at: span)
    }
    return .none
  }

  /// Changes everything back that a test has patched.
  mutating func undoPatches() { undoPatches(downTo: 0) }

  mutating func undo(_ patch: Patch) {
    switch patch {
    case .attribute(let id, let name, let before):
      guard case .instance(let type, var attributes)? = object(id) else { return }
      attributes[name] = before
      update(id, .instance(type, attributes))
    case .classAttribute(let id, let name, let before): classes[id]?.namespace[name] = before
    case .variable(let scope, let name, let before): scopes[scope].variables[name] = before
    case .entry(let id, let key, let before):
      var entries = entries(id)
      entries[key] = before
      update(id, .dictionary(entries))
    case .dictionary(let id, let before): update(id, .dictionary(before))
    case .nothing: break
    }
  }
}
