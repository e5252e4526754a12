import Diagnostics
import PythonSyntax
import Resolution

/// Responses: what `make_response` does with the result of a view, and what programs read of a response.
extension Evaluator {
  /// Returns the response that Flask makes of the result of a view or a handler.
  mutating func response(from value: Value, at span: Span) throws(Interruption) -> ResponseObject {
    switch value {
    case .text, .bytes, .template: return ResponseObject(body: value, status: .integer(200), mimetype: "text/html")
    case .received(.typeName), .received(.statusName), .received(.originalTypeName):
      return ResponseObject(body: try text(of: value), status: .integer(200))
    case .tuple(let values): return try response(fromTuple: values, at: span)
    case .response(let id):
      guard case .response(let response)? = object(id) else { break }
      return response
    case .dictionary:
      if release.isBefore("1.1.0") { break }
      return try jsonResponse(value, at: span)
    case .list:
      if release.isBefore("2.2.0") { break }
      return try jsonResponse(value, at: span)
    case .unknown(let unknown):
      // A text of unknown origin has the default status. Anything else may have another one.
      if unknown.isHarmless { return ResponseObject(body: value, status: .integer(200)) }
      throw undecided(unknown)
    case .instance:
      guard let id = classOfInstance(value), hierarchy.isHTTP(id), !hasOwnCode(value, id),
        case .number(let code) = hierarchy.instanceCode(id)
      else { break }
      return ResponseObject(body: .page, status: .integer(Int64(code)), mimetype: "text/html")
    case .received(.exception): return ResponseObject(body: .page, status: .received(.code))
    default: break
    }
    throw try invalidResponse(value, at: span)
  }

  private mutating func jsonResponse(_ value: Value, at span: Span) throws(Interruption) -> ResponseObject {
    let body = try jsonifyBody(value, request?.app, at: span)
    return ResponseObject(body: body, status: .integer(200), mimetype: "application/json")
  }

  private mutating func response(fromTuple values: [Value], at span: Span) throws(Interruption) -> ResponseObject {
    guard values.count == 2 || values.count == 3, let first = values.first else {
      return try response(fromInvalidTuple: values, at: span)
    }
    var response = try response(from: first, at: span)
    switch values[1] {
    case .list, .dictionary, .tuple: break
    case .none: break
    case let status: response.status = try self.status(from: status)
    }
    for headers in values.dropFirst() { readContentType(of: headers, into: &response) }
    return response
  }

  /// Takes over the content type of a response from its headers, if they have one.
  private func readContentType(of headers: Value, into response: inout ResponseObject) {
    var pairs: [(Value, Value)] = []
    switch headers {
    case .dictionary(let id): pairs = entries(id).pairs.map { ($0, $1) }
    case .list(let id):
      for pair in elements(id) {
        guard case .tuple(let parts) = pair, parts.count == 2 else { return response.mimetype = nil }
        pairs.append((parts[0], parts[1]))
      }
    case .none, .integer, .text: return
    default: return response.mimetype = nil
    }
    for (key, value) in pairs {
      guard case .text(let name) = key else { return response.mimetype = nil }
      if name.lowercased() == "content-type" { response.mimetype = mimetype(of: value) }
    }
  }

  /// Returns a content type without its parameters.
  private func mimetype(of value: Value) -> String? {
    guard case .text(let text) = value else { return nil }
    return String(text.prefix { $0 != ";" && $0 != " " }).lowercased()
  }

  /// Returns the status of a value: a number, `e.code`, or a text such as `404 NOT FOUND`.
  private mutating func status(from value: Value) throws(Interruption) -> Value {
    switch value {
    case .integer, .received(.code): return value
    case .unknown: return value
    case .text(let text):
      if let number = Library.status(inLine: text) { return .integer(number) }
      throw notModeled("the status of the response is not modeled")
    default: throw notModeled("the status of the response is not modeled")
    }
  }

  /// `make_response(...)`.
  mutating func makeResponse(_ arguments: Arguments, at span: Span) throws(Interruption) -> Value {
    let values = arguments.positional
    let value = values.count > 1 ? Value.tuple(values) : values.first ?? .text("")
    return .response(new(.response(try response(from: value, at: span))))
  }

  /// `Response(body, status)`.
  mutating func newResponse(_ arguments: Arguments) -> Value {
    let body = arguments.value(0, "response") ?? .text("")
    var status = arguments.value(1, "status") ?? .integer(200)
    if case .text(let text) = status { status = .integer(Library.status(inLine: text) ?? 0) }
    if status == .none { status = .integer(200) }
    var response = ResponseObject(body: body, status: status, mimetype: "text/html")
    if let headers = arguments.value(2, "headers") { readContentType(of: headers, into: &response) }
    for type in [arguments.value(3, "mimetype"), arguments.value(4, "content_type")] {
      if let type, type != .none { response.mimetype = mimetype(of: type) }
    }
    switch body {
    case .text, .bytes, .template: return .response(new(.response(response)))
    case .none:
      response.body = .text("")
      return .response(new(.response(response)))
    // Code that makes a response may raise an exception.
    case .unknown(let unknown) where !unknown.isHarmless:
      return .response(new(.response(ResponseObject(body: body, status: .unknown(unknown)))))
    default:
      let body = unknown("the body of the response", isHarmless: true)
      return .response(new(.response(ResponseObject(body: body, status: status))))
    }
  }

  // MARK: Reading

  mutating func responseAttribute(_ name: String, of id: ObjectID, at span: Span) throws(Interruption) -> Value {
    guard case .response(let response)? = object(id) else { return .none }
    switch name {
    case "status_code": return response.status
    case "status": return try statusLine(response.status, at: span)
    case "data": return bytes(of: response.body)
    case "text":
      if release.isBefore("2.1.0") { throw missingAttribute("text", ofType: "Response") }
      return response.body.asText
    case "json":
      if release.isBefore("1.0") { throw missingAttribute("json", ofType: "Response") }
      return jsonValue(of: response, at: span)
    case "is_json" where release.isBefore("1.0"): throw missingAttribute(name, ofType: "Response")
    case "is_json" where response.mimetype != nil && !release.isBefore("1.0"):
      return .boolean(response.isJSON == true)
    case "mimetype" where response.mimetype != nil: return response.mimetype.map { .text($0) } ?? .none
    case "content_type" where response.mimetype == "application/json": return .text("application/json")
    case "content_type" where response.mimetype == "text/html": return .text("text/html; charset=utf-8")
    case "headers": return .libraryMethod(.response(id), name)
    case "location", "mimetype", "content_type", "is_json", "history", "request", "content_length", "charset",
      "allow":
      return unknown("`\(name)` of a response is not modeled", isHarmless: true, at: span)
    default: return .libraryMethod(.response(id), name)
    }
  }

  private mutating func statusLine(_ status: Value, at span: Span) throws(Interruption) -> Value {
    guard case .integer(let code) = status, let name = Library.reasonPhrase(of: code, in: hierarchy) else {
      return unknown("the status line of a response", isHarmless: true, at: span)
    }
    return .text("\(code) \(name)")
  }

  /// Returns the value of a JSON response. Other responses have none, but only those with an object or a list are read.
  private mutating func jsonValue(of response: ResponseObject, at span: Span) -> Value {
    if response.isJSON == false { return .none }
    switch response.body {
    case .text(let text), .bytes(let text):
      if response.isJSON == true || text.hasPrefix("{") || text.hasPrefix("["), let value = value(ofJSON: text) {
        return value
      }
      return unknown("the JSON of this response", isHarmless: true, at: span)
    default: return unknown("the JSON of this response", isHarmless: true, at: span)
    }
  }

  private func bytes(of body: Value) -> Value { if case .text(let text) = body { .bytes(text) } else { body } }

  mutating func callResponse(
    _ name: String, _ id: ObjectID, _ arguments: Arguments, at span: Span
  ) throws(Interruption) -> Value {
    guard case .response(let response)? = object(id) else { return .none }
    switch name {
    case "get_data":
      let wantsText = try isTrue(ifGiven: arguments.value(0, "as_text")) ?? false
      return wantsText ? response.body.asText : bytes(of: response.body)
    case "set_data": setResponseAttribute("data", of: id, to: arguments.positional.first ?? .none)
    case "set_cookie", "delete_cookie", "close", "add_etag", "call_on_close": break
    case "get_json":
      if release.isBefore("1.0") { throw missingAttribute("get_json", ofType: "Response") }
      if !arguments.isEmpty, response.isJSON != true {
        return unknown("the arguments of `get_json`", isHarmless: true, at: span)
      }
      return jsonValue(of: response, at: span)
    default: return unknown("`\(name)` of a response is not modeled", isHarmless: true, at: span)
    }
    return .none
  }

  mutating func setResponseAttribute(_ name: String, of id: ObjectID, to value: Value) {
    guard case .response(var response)? = object(id) else { return }
    switch name {
    case "status_code": response.status = value
    case "status":
      if case .text(let text) = value { response.status = .integer(Library.status(inLine: text) ?? 0) }
    case "data", "response": response.body = value
    case "mimetype", "content_type": response.mimetype = mimetype(of: value)
    case "headers": response.mimetype = nil
    default: return
    }
    update(id, .response(response))
  }

  // MARK: abort

  /// `abort(...)`: raises the class of a code, or an exception that it gets.
  mutating func abort(_ arguments: Arguments, at span: Span) throws(Interruption) -> Value {
    if let reasonOfAborter { throw .notModeled(reasonOfAborter) }
    switch arguments.value(0, "code") {
    case .integer(let code)?:
      guard let id = hierarchy.exception(forCode: Int32(clamping: code)) else {
        throw .raised(newInstance(of: hierarchy.wellKnown.lookupError, [Self.abortedCode: .integer(code)]))
      }
      // `abort` passes the other arguments to the class.
      var others = Arguments(positional: Array(arguments.positional.dropFirst()), keywords: arguments.keywords)
      if arguments.positional.isEmpty { others.keywords["code"] = nil }
      let exception = newInstance(of: id, [Self.abortedCode: .integer(code), "args": .tuple([])])
      if case .instance(let object) = exception { try initializeKnown(object, id, others) }
      throw .raised(exception)
    case .unknown(let unknown)?: throw undecided(unknown)
    case .response(let id)?:
      let attributes: [String: Value] = ["response": .response(id), "args": .tuple([])]
      throw .raised(newInstance(of: hierarchy.wellKnown.httpException, attributes))
    default: throw notModeled("`abort` with this argument is not modeled", at: span)
    }
  }
}

extension Evaluator {
  /// `response.headers[name] = value`.
  mutating func setHeader(_ name: Value, of id: ObjectID, to value: Value) {
    guard case .text(let name) = name else { return setResponseAttribute("headers", of: id, to: value) }
    if name.lowercased() == "content-type" { setResponseAttribute("content_type", of: id, to: value) }
  }

  /// Returns the AttributeError for an attribute that a release does not have yet.
  mutating func missingAttribute(_ name: String, ofType type: String) -> Interruption {
    let message = "'\(type)' object has no attribute '\(name)'"
    // The class of a client's response has another name in some releases.
    return type == "Response"
      ? raiseCertainly("AttributeError", message) : raise("AttributeError", message, isExact: true)
  }
}

extension ResponseObject {
  /// Whether the content type is one of JSON, if it is known.
  var isJSON: Bool? {
    mimetype.map { $0 == "application/json" || ($0.hasPrefix("application/") && $0.hasSuffix("+json")) }
  }
}

extension Value {
  /// Bytes as text. Everything else stays as it is.
  var asText: Value { if case .bytes(let text) = self { .text(text) } else { self } }
}

extension Library {
  /// Returns the number of a status line such as `404 NOT FOUND`; nil if it does not begin with one.
  fileprivate static func status(inLine line: String) -> Int64? { Int64(line.prefix { $0 != " " }) }

  /// Returns the reason phrase of a status line, as Werkzeug writes it; nil for statuses that programs seldom use.
  fileprivate static func reasonPhrase(of status: Int64, in hierarchy: Hierarchy) -> String? {
    statuses.values.contains(status) ? hierarchy.statusName(Int32(clamping: status)).uppercased() : nil
  }

  /// Returns `http.HTTPStatus(status).phrase`; nil for statuses that programs seldom use.
  static func phrase(of status: Int64, in hierarchy: Hierarchy) -> String? {
    guard statuses.values.contains(status) else { return nil }
    // The only name that Werkzeug and Python write differently.
    return status == 418 ? "I'm a Teapot" : hierarchy.statusName(Int32(clamping: status))
  }
}
