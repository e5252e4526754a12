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
    case "args", "form", "values", "headers", "files", "cookies", "view_args":
      return .libraryMethod(.library("flask.request"), name)
    case "get_json": return .libraryMethod(.library("flask.request"), name)
    case "json":
      return .libraryMethod(.library("flask.request"), "json")
    case "data":
      if case .text(let text)? = request.text { return .bytes(text) }
      return unknown("the data of the request is not known", at: span)
    case "is_json": return .boolean(request.json != nil)
    default: return unknown("`request.\(name)` is not modeled", isHarmless: true, at: span)
    }
  }

  /// `request.args[key]`: raises BadRequestKeyError if the key is missing.
  mutating func requestElement(of name: String, _ key: Value, at span: Span) throws(Interruption) -> Value {
    guard case .text(let key) = key else { throw notModeled("this key is not known", at: span) }
    if let value = try requestValue(name, key, at: span) { return value }
    if name == "headers" || name == "args" || name == "form" || name == "values" || name == "files" || name == "cookies"
    {
      let id = try known("BadRequestKeyError")
      throw .raised(newInstance(of: id, ["args": .tuple([.text(key)])]))
    }
    throw notModeled("`request.\(name)` is not modeled", at: span)
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
      guard let form = request.form else { throw notModeled("the data of the request is not known", at: span) }
      let found = form.first { $0.name == key }?.value
      if case .integer(let number)? = found { return .text("\(number)") }
      return found ?? (name == "values" ? inQuery() : nil)
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
      if let json = request?.json { return json }
      if request?.isJSON == true || arguments.keywords["force"] == .boolean(true),
        case .text(let text)? = request?.text,
        let value = value(ofJSON: text)
      {
        return value
      }
      if arguments.keywords["silent"] == .boolean(true) { return .none }
      guard request?.isJSON != true, arguments.keywords["force"] != .boolean(true) else {
        throw notModeled("this JSON is not modeled", at: span)
      }
      // Without the content type of JSON. The exception depends on the release of Werkzeug.
      if release.isBefore("2.1.0") { return .none }
      let name = release.isBefore("2.3.0") ? "BadRequest" : "UnsupportedMediaType"
      throw .raised(newInstance(of: try known(name), ["args": .tuple([])]))
    case "get_data": throw notModeled("the data of a request is not modeled", at: span)
    default: throw notModeled("`request.\(name)` is not modeled", at: span)
    }
  }
}
