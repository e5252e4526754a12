import Diagnostics
import PythonSyntax
import Resolution

/// What a view reads of the request.
extension Evaluator {
  mutating func requestAttribute(_ name: String, at span: Span) -> Value {
    guard let request = visibleRequest else {
      return unknown("`request.\(name)`", isHarmless: decisions != nil, at: span)
    }
    switch name {
    case "method": return .text(request.method)
    case "path": return .text(request.path)
    case "endpoint": return request.endpoint.map { .text($0) } ?? .none
    case "blueprint": return request.blueprint.map { .text($0) } ?? .none
    case "view_args" where request.viewArguments != nil: return request.viewArguments.map { .dictionary($0) } ?? .none
    case "args", "form", "values", "headers", "files", "cookies", "view_args":
      return .libraryMethod(.library("flask.request"), name)
    case "get_json", "get_data": return .libraryMethod(.library("flask.request"), name)
    case "is_json": return .boolean(isJSONRequest)
    case "mimetype": return request.headers == nil ? unknown("`request.mimetype`", at: span) : .text(request.mimetype)
    case "content_type":
      // A form with files has a random boundary.
      if request.headers == nil || (request.contentType == "multipart/form-data" && request.body == nil) {
        return unknown("`request.content_type`", isHarmless: true, at: span)
      }
      return request.contentType.map { .text($0) } ?? .none
    case "content_length":
      guard let size = request.size, size.lowerBound == size.upperBound, size.upperBound > 0 else {
        return unknown("`request.content_length`", isHarmless: true, at: span)
      }
      return .integer(Int64(size.upperBound))
    default: return unknown("`request.\(name)` is not modeled", isHarmless: true, at: span)
    }
  }

  /// `request.args[key]`: raises BadRequestKeyError if the key is missing.
  mutating func requestElement(of name: String, _ key: Value, at span: Span) throws(Interruption) -> Value {
    guard case .text(let key) = key else { throw notModeled("this key is not known", at: span) }
    if let value = try requestValue(name, key, at: span) { return value }
    // In debug mode, Flask explains how a form must be sent.
    if name == "files", let app = visibleRequest?.app, try isDebug(app), try requestValue("form", key, at: span) != nil
    {
      throw notModeled("the exception for a missing file in debug mode is not modeled", at: span)
    }
    // The headers of a request come from WSGI's dictionary.
    if name == "headers" { throw try missingKey(.text("HTTP_" + key)) }
    if name == "args" || name == "form" || name == "values" || name == "files" || name == "cookies" {
      let id = try known("BadRequestKeyError")
      throw .raised(newInstance(of: id, ["args": .tuple([.text(key)])]))
    }
    throw notModeled("`request.\(name)` is not modeled", at: span)
  }

  /// `key in request.form` and the like.
  mutating func requestContains(_ key: Value, _ name: String, at span: Span) throws(Interruption) -> Bool {
    guard case .text(let key) = key else { throw notModeled("this key is not known", at: span) }
    return try requestValue(name, key, at: span) != nil
  }

  /// Returns a value that the client sent; nil if it sent none.
  private mutating func requestValue(
    _ name: String, _ key: String, at span: Span
  ) throws(Interruption) -> Value? {
    guard let request = visibleRequest else { throw notModeled("there is no request here", at: span) }
    func inQuery() -> Value? { request.query.first { $0.name == key }.map { .text($0.value) } }
    switch name {
    case "args": return inQuery()
    case "form", "values", "files":
      // Without a content type, Werkzeug before 2.3 does not read the body.
      if request.contentType != nil || !release.isBefore("2.3.0") { try checkSize(isForm: true, at: span) }
      guard let form = request.form else { throw notModeled("the data of the request is not known", at: span) }
      if name == "files" { return request.files.first { $0.name == key }?.value }
      if name == "values", let value = inQuery() { return value }
      let found = form.first { $0.name == key }?.value
      switch found {
      case .integer(let number)?: return .text("\(number)")
      case .text?, nil: return found
      default: throw notModeled("the data of the request is not known", at: span)
      }
    case "headers":
      guard let headers = request.headers else { throw notModeled("the headers are not known", at: span) }
      if let value = headers[key.lowercased()] { return value }
      let automatic = ["host", "user-agent", "content-type", "content-length", "cookie"]
      if automatic.contains(key.lowercased()) { throw notModeled("this header is not modeled", at: span) }
      return nil
    default: throw notModeled("`request.\(name)` is not modeled", at: span)
    }
  }

  /// `request.args.get(...)` and the like.
  mutating func callRequestMethod(
    _ object: String, _ name: String, _ arguments: Arguments, at span: Span
  ) throws(Interruption) -> Value {
    switch (name, arguments.positional.first) {
    case ("get", .text(let key)?):
      guard var value = try requestValue(object, key, at: span) else { return arguments.value(1, "default") ?? .none }
      if let type = arguments.value(2, "type") {
        do {
          value = try call(type, Arguments(positional: [value]), at: span)
        } catch .raised(let exception) where isInstance(exception, ofKnown: "ValueError") {
          return arguments.value(1, "default") ?? .none
        }
      }
      return value
    default: throw notModeled("`request.\(object).\(name)` is not modeled", at: span)
    }
  }

  mutating func callRequest(_ name: String, _ arguments: Arguments, at span: Span) throws(Interruption) -> Value {
    switch name {
    case "get_json":
      return try readJSON(arguments, at: span)
    case "data": return .bytes(try bodyText(at: span))
    case "get_data":
      let isText = try isTrue(ifGiven: arguments.value(1, "as_text")) ?? false
      let text = try bodyText(at: span)
      return isText ? .text(text) : .bytes(text)
    default: throw notModeled("`request.\(name)` is not modeled", at: span)
    }
  }
}
