import Diagnostics
import PythonSyntax
import Resolution

/// `value.name`.
extension Evaluator {
  mutating func attribute(_ name: String, of value: Value, at span: Span) throws(Interruption) -> Value {
    switch value {
    case .library("flask.current_app") where hasNoContext, .library("flask.g") where hasNoContext:
      throw raise("RuntimeError", "Working outside of application context.")
    case .library("flask.session") where hasNoContext: throw unavailableSession()
    case .library("flask.g") where decisions != nil: return unknown("`g.\(name)`", isHarmless: true, at: span)
    case .library("flask.request") where name == "is_json" && release.isBefore("0.11"):
      throw missingAttribute(name, ofType: "Request")
    case .library("flask.request") where request != nil && (name == "json" || name == "data"):
      return try callRequest(name == "json" ? "get_json" : name, Arguments(), at: span)
    case .partial("werkzeug.FileStorage", let parts, _): return fileAttribute(name, parts, at: span)
    case .library(let path): return try resolved(libraryAttribute(name, of: path, at: span))
    case .instance: return try instanceAttribute(name, of: value, at: span)
    case .type(let id): return try classAttribute(name, ofClass: id, at: span)
    case .parent(let receiver, let owner): return try parentAttribute(name, of: receiver, after: owner)
    case .unknown(let unknown):
      if request != nil || decisions != nil, !unknown.isHarmless { throw undecided(unknown) }
      return value
    case .received(let part): return try receivedAttribute(name, of: part, at: span)
    case .app(let app): return try appAttribute(name, of: app)
    case .blueprint(let blueprint): return try blueprintAttribute(name, of: blueprint)
    case .response(let id): return try responseAttribute(name, of: id, at: span)
    case .client(let app, _): return name == "application" ? .app(app) : .libraryMethod(value, name)
    case .function(let id):
      if let value = functions[id.index].attributes[name] { return value }
      switch name {
      case "__name__": return .text(functions[id.index].name)
      case "__doc__":
        guard case .block(let body) = functions[id.index].body else { return .none }
        return documentation(of: body)
      case "__call__": return .libraryMethod(value, name)
      case "setter", "getter", "deleter":
        if functions[id.index].kind == .property { return .libraryMethod(value, name) }
      default: break
      }
      return try builtinAttribute(name, of: value)
    case .dictionary(let id):
      if let value = sessionAttribute(name, of: id) { return value }
      return try builtinAttribute(name, of: value)
    case .text, .tuple, .list: return try builtinAttribute(name, of: value)
    case .iterator: throw notModeled("attributes of an iterator are not modeled", at: span)
    case .partial(Self.dateName, _, _), .partial(Self.momentName, _, _), .partial(Self.durationName, _, _):
      return calendarAttribute(name, of: value) ?? .libraryMethod(value, name)
    case .partial("re.Pattern", let values, _) where name == "pattern": return values.first ?? .none
    case .partial("re.Match", let values, _) where name == "string": return values.first ?? .none
    case .partial("re.Pattern", _, _) where !["match", "search", "sub"].contains(name):
      return ["fullmatch", "findall", "finditer", "split", "subn"].contains(name)
        ? .libraryMethod(value, name) : unknown("`\(name)` of a pattern is not modeled", at: span)
    case .method, .bytes, .template, .set, .config, .libraryMethod, .partial, .page:
      return .libraryMethod(value, name)
    case .none: throw raise("AttributeError", "'NoneType' object has no attribute '\(name)'")
    case .integer(let number) where name == "value" || name == "phrase":
      // A member of `http.HTTPStatus` is a number here.
      if name == "value" { return value }
      return Library.phrase(of: number, in: hierarchy).map { .text($0) }
        ?? unknown("this phrase", isHarmless: true, at: span)
    case .float: return .libraryMethod(value, name)
    case .boolean, .integer, .ellipsis, .condition:
      throw raise("AttributeError", "object has no attribute '\(name)'")
    }
  }

  private mutating func instanceAttribute(
    _ name: String, of value: Value, at span: Span
  ) throws(Interruption) -> Value {
    guard let id = classOfInstance(value) else { return unknown("this attribute", at: span) }
    if name == "__class__" { return .type(id) }
    if let own = attributesOfInstance(value)[name] { return own }
    if isMock(value) { return try mockAttribute(name, of: value, at: span) }
    if let found = classAttribute(name, of: id) { return try bound(found.value, to: value) }
    if let known = try knownAttribute(name, of: value, id) { return known }
    if isGlobals(value), ["get", "pop", "setdefault"].contains(name) {
      return .libraryMethod(value, name)
    }
    if isGlobals(value), decisions != nil {
      return unknown("`g.\(name)`", isHarmless: true, at: span)
    }
    if hasLibraryBase(id, { _ in true }) { return .libraryMethod(value, name) }
    if attributesOfInstance(value)[Self.openMark] != nil, name != "param" {
      return unknown("`\(name)` is not modeled", at: span)
    }
    if let (method, _) = classAttribute("__getattr__", of: id), case .function(let function) = method {
      return try call(function, Arguments(positional: [value, .text(name)]))
    }
    if name.hasPrefix("__") { return unknown("`\(name)` is not modeled", at: span) }
    throw raise("AttributeError", "'\(className(id))' object has no attribute '\(name)'")
  }

  /// The attribute of objects of libraries that have more attributes than those that are modeled.
  static let openMark = "<open>"

  /// Returns an attribute that a known exception class gives its instances; nil if it gives none.
  private mutating func knownAttribute(
    _ name: String, of value: Value, _ id: ClassID
  ) throws(Interruption) -> Value? {
    guard hierarchy.isBaseException(id) else { return nil }
    switch name {
    case "with_traceback", "add_note": return .libraryMethod(value, name)
    case "__cause__", "__context__": return Value.none
    case "__suppress_context__": return .boolean(attributesOfInstance(value)["__cause__"] != nil)
    case "__traceback__": return unknown("`\(name)` is not modeled", isHarmless: true)
    case "code" where hierarchy.isHTTP(id):
      switch hierarchy.codeAttribute(id) {
      case .number(let code): return .integer(Int64(code))
      case .none: return Value.none
      case .absent, .descriptor: return nil
      }
    case "name" where hierarchy.isHTTP(id):
      guard case .number(let code) = hierarchy.codeAttribute(id) else { return unknown("this name", isHarmless: true) }
      return .text(hierarchy.statusName(code))
    case "description" where hierarchy.isHTTP(id): return try httpDescription(of: value, id)
    case "valid_methods" where hierarchy.isSubclass(id, of: hierarchy.wellKnown.methodNotAllowed):
      return unknown("`valid_methods`")
    case "response" where hierarchy.isHTTP(id): return Value.none
    case "original_exception" where hierarchy.isSubclass(id, of: hierarchy.wellKnown.internalServerError):
      return release.isBefore("1.1.0") ? nil : Value.none
    case "get_response", "get_body", "get_headers", "get_description":
      return hierarchy.isHTTP(id) ? .libraryMethod(value, name) : nil
    default: return nil
    }
  }

  /// Returns a class attribute as an instance sees it: a method with its receiver, or the value of a property.
  mutating func bound(_ value: Value, to receiver: Value) throws(Interruption) -> Value {
    guard case .function(let id) = value else { return value }
    switch functions[id.index].kind {
    case .plain: return .method(receiver, id)
    case .staticMethod: return value
    case .classMethod: return .method(classOfInstance(receiver).map { .type($0) } ?? .none, id)
    case .property: return try call(id, Arguments(positional: [receiver]))
    }
  }

  private mutating func classAttribute(
    _ name: String, ofClass id: ClassID, at span: Span
  ) throws(Interruption) -> Value {
    switch name {
    case "__name__", "__qualname__": return .text(className(id))
    case "__mro__": return .tuple(hierarchy.mro(id).map { .type($0) })
    case "__bases__": return .tuple(hierarchy.bases(id).map { .type($0) })
    case "methods":
      if let names = methodNames(ofView: id) {
        // A list before 1.0.
        let values = names.sorted().map { Value.text($0) }
        return release.isBefore("1.0") ? newList(values) : .set(new(.elements(values)))
      }
    default: break
    }
    if let (value, _) = classAttribute(name, of: id) {
      if case .function(let function) = value, functions[function.index].kind == .classMethod {
        return .method(.type(id), function)
      }
      return value
    }
    if name == "code", hierarchy.isHTTP(id) {
      switch hierarchy.codeAttribute(id) {
      case .number(let code): return .integer(Int64(code))
      case .none: return .none
      case .absent, .descriptor: break
      }
    }
    if hierarchy.isBaseException(id) || hasLibraryBase(id, { _ in true }) || classes[id]?.unknownBase != nil
      || name == "__init__"
    {
      return .libraryMethod(.type(id), name)
    }
    if name.hasPrefix("__") { return unknown("`\(name)` is not modeled", at: span) }
    throw raise("AttributeError", "type object '\(className(id))' has no attribute '\(name)'")
  }

  private mutating func parentAttribute(
    _ name: String, of receiver: Value, after owner: ClassID
  ) throws(Interruption) -> Value {
    guard let id = classOfInstance(receiver) else {
      if case .type(let id) = receiver, let (value, _) = classAttribute(name, of: id, after: owner),
        case .function(let function) = value
      {
        return .method(receiver, function)
      }
      return .libraryMethod(.parent(of: receiver, after: owner), name)
    }
    if let (value, _) = classAttribute(name, of: id, after: owner) { return try bound(value, to: receiver) }
    return .libraryMethod(.parent(of: receiver, after: owner), name)
  }

  mutating func setAttribute(_ name: String, of object: Value, to value: Value) throws(Interruption) {
    switch object {
    case .instance(let id): try setInstanceAttribute(name, of: id, to: value)
    case .type(let id):
      guard name == "__name__" else {
        classes[id]?.namespace[name] = value
        break
      }
      guard case .text(let text) = value else { throw notModeled("this name of a class is not modeled") }
      classes[id]?.name = text
    case .app(let app): try setAppAttribute(name, of: app, to: value)
    case .response(let id): setResponseAttribute(name, of: id, to: value)
    case .dictionary(let id): try setSessionAttribute(name, of: id, to: value)
    case .function(let id):
      if name == "__name__", case .text(let text) = value { functions[id.index].name = text }
      functions[id.index].attributes[name] = value
    case .libraryMethod(.app(let app), let path): try setPart(path, name, of: app, to: value)
    case .libraryMethod(let receiver, let path): changePart(path, of: receiver)
    case .partial("flask.view", _, _): taintAll(reason("changing a view is not modeled"))
    case .blueprint(let blueprint):
      if name == "jinja_loader" || name == "template_folder" { hasOtherTemplates = true }
      blueprints[blueprint].attributes[name] = value
    case .library("flask.g") where hasNoContext:
      throw raise("RuntimeError", "Working outside of application context.")
    case .library, .unknown, .client, .partial: break
    case .received: throw notModeled("changing the exception is not modeled")
    default: throw raise("AttributeError", "object has no attribute '\(name)'")
    }
  }

  /// `object.name = value` in the program: a property can have a setter, and some classes refuse it.
  private mutating func setInstanceAttribute(
    _ name: String, of object: ObjectID, to value: Value
  ) throws(Interruption) {
    guard let id = classOfInstance(.instance(object)) else { return }
    if case .function(let function)? = classAttribute(name, of: id)?.value, functions[function.index].kind == .property
    {
      guard let setter = functions[function.index].setter else {
        throw raise("AttributeError", "property '\(name)' of '\(className(id))' object has no setter")
      }
      _ = try call(setter, Arguments(positional: [.instance(object), value]))
      return
    }
    if hierarchy.mro(id).contains(where: { classes[$0]?.isFrozen == true }) {
      throw notModeled("assigning to a frozen data class is not modeled")
    }
    for special in ["__setattr__", "__slots__"] where classAttribute(special, of: id) != nil {
      if special == "__slots__", isSlot(name, of: id) { continue }
      throw notModeled("`\(special)` is not modeled")
    }
    setAttribute(name, of: object, to: value)
  }

  private func isSlot(_ name: String, of id: ClassID) -> Bool {
    for ancestor in hierarchy.mro(id) {
      switch classes[ancestor]?.namespace["__slots__"] {
      case .tuple(let names)?: if names.contains(.text(name)) { return true }
      case .list(let list)?: if elements(list).contains(.text(name)) { return true }
      default: continue
      }
    }
    return false
  }

  // MARK: The exception that a handler received

  /// Returns an attribute that only some exceptions have: unknown if those that the handler receives have it.
  private mutating func receivedAttributeOfClass(_ name: String, at span: Span) throws(Interruption) -> Value {
    if Self.attributesOfAll.contains(name) { return unknown("`\(name)` of the exception", isHarmless: true, at: span) }
    for id in decisions?.candidates ?? [] where defines(name, id) {
      return unknown("`\(name)` of the exception", isHarmless: true, at: span)
    }
    guard classes.keys.contains(where: { defines(name, $0) }) || Self.attributesOfSome.contains(name) else {
      throw raise("AttributeError", "the exception has no attribute '\(name)'")
    }
    throw notModeled("`\(name)`, which only some exceptions have", at: span)
  }

  /// Returns whether a class or one of its bases defines an attribute, or assigns it in a method.
  private func defines(_ name: String, _ id: ClassID) -> Bool {
    if hierarchy.isHTTP(id), ["response", "get_body", "get_headers", "get_description"].contains(name) { return true }
    if name == "valid_methods", hierarchy.isSubclass(id, of: hierarchy.wellKnown.methodNotAllowed) { return true }
    if ["errno", "strerror", "filename"].contains(name), let base = hierarchy.knownClass("OSError"),
      hierarchy.isSubclass(id, of: base)
    {
      return true
    }
    return hierarchy.mro(id).contains { ancestor in
      classes[ancestor]?.namespace[name] != nil || classes[ancestor]?.assigned.contains(name) == true
    }
  }

  private static let attributesOfAll: Set<String> = [
    "args", "__cause__", "__context__", "__traceback__", "__dict__", "__doc__", "__module__", "with_traceback",
    "add_note", "__str__", "__repr__", "__suppress_context__",
  ]

  private static let attributesOfSome: Set<String> = [
    "errno", "strerror", "filename", "response", "valid_methods", "get_body", "get_headers", "get_description",
    "new_url", "name", "path", "value", "exceptions", "message", "object", "start", "end", "reason", "encoding", "obj",
    "msg", "lineno", "text", "offset", "retry_after", "www_authenticate", "show_exception", "wrap", "length", "units",
  ]

  private mutating func receivedAttribute(
    _ name: String, of part: ReceivedPart, at span: Span
  ) throws(Interruption) -> Value {
    switch (part, name) {
    case (.exception, "code"): return .received(.code)
    case (.exception, "name"): return .received(.statusName)
    case (.exception, "__class__"): return .received(.type)
    case (.exception, "original_exception"): return .received(.original)
    case (.original, "__class__"): return .received(.originalType)
    case (.type, "__name__"), (.type, "__qualname__"): return .received(.typeName)
    case (.originalType, "__name__"), (.originalType, "__qualname__"): return .received(.originalTypeName)
    case (.exception, "description"): return unknown("the description of the exception", isHarmless: true, at: span)
    case (.exception, "get_response"): return .libraryMethod(.received(part), name)
    case (.exception, _): return try receivedAttributeOfClass(name, at: span)
    case (.original, _): throw notModeled("`\(name)` of the original exception", at: span)
    default: return .libraryMethod(.received(part), name)
    }
  }
}
