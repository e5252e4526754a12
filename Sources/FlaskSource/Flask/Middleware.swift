import Diagnostics
import PythonSyntax
import Resolution

/// WSGI middleware: objects and functions that the program puts around `app.wsgi_app`.
///
/// Middleware either answers itself, or calls the app once and returns its result. The app runs after the middleware, so
/// code that looks at the app's response or catches exceptions is not modeled.
extension Evaluator {
  /// What middleware does with a request.
  enum MiddlewareResult {
    /// It passes the request on, perhaps with another path.
    case request(CurrentRequest)
    case response(status: Int, body: String)
    case notModeled(Int)
  }

  private static let startResponse = "<start_response>"
  private static let passedOn = "<passed on>"

  /// `app.wsgi_app = value`.
  mutating func wrap(_ app: Int, with value: Value) {
    switch value {
    case .instance, .function, .method, .libraryMethod(.app(app), "wsgi_app"): apps[app].middleware = value
    default: apps[app].taint(reason("`wsgi_app` of the app is not modeled"))
    }
  }

  /// Sends a request through the middleware of its app.
  mutating func throughMiddleware(_ sent: CurrentRequest, at span: Span) -> MiddlewareResult {
    guard let middleware = apps[sent.app].middleware else { return .request(sent) }
    guard sent.headers != nil else { return .notModeled(reason("the headers of the request are not known", at: span)) }
    let environ = newDictionary(environment(of: sent))
    let start = Value.partial(Self.startResponse, [environ], [:])
    let outer = (scope, handled, openTries)
    (handled, openTries) = ([], 0)
    defer { (scope, handled, openTries) = outer }
    // In the middleware there is no request of Flask, but what it does decides about the answer.
    let unknowns = unknownCount
    do throws(Interruption) {
      let result = try call(middleware, Arguments(positional: [environ, start]), at: span)
      if unknownCount != unknowns { throw notModeled("this middleware is not modeled", at: span) }
      guard case .dictionary(let id) = environ else { throw notModeled("this middleware is not modeled", at: span) }
      if case .partial(Self.passedOn, let parts, _) = result, parts.first == .app(sent.app),
        case .dictionary(let copy)? = parts.last
      {
        return .request(try passed(sent, entries(copy), at: span))
      }
      // The app has answered, but the middleware does not use it.
      if entries(id)[.text(Self.passedOn)] != nil { throw notModeled("this middleware is not modeled", at: span) }
      return try response(result, entries(id), at: span)
    } catch {
      return .notModeled(reason(of: error))
    }
  }

  private func environment(of sent: CurrentRequest) -> [(Value, Value)] {
    let path = sent.path.utf8.contains(UInt8(ascii: "%")) ? Value.unknown(Unknown(reason: 0)) : .text(sent.path)
    var environment: [(Value, Value)] = [
      (.text("PATH_INFO"), path), (.text("SCRIPT_NAME"), .text("")), (.text("REQUEST_METHOD"), .text(sent.method)),
      (.text("SERVER_NAME"), .text("localhost")), (.text("HTTP_HOST"), .text("localhost")),
      (.text("wsgi.url_scheme"), .text("http")), (.text("REMOTE_ADDR"), .text("127.0.0.1")),
    ]
    for (name, value) in (sent.headers ?? [:]).sorted(by: { $0.key < $1.key }) where name != "content-type" {
      let key = String(name.uppercased().map { $0 == "-" ? "_" : $0 })
      environment.append((.text("HTTP_" + key), value))
    }
    return environment
  }

  /// Returns the request that the middleware passes on.
  private mutating func passed(
    _ sent: CurrentRequest, _ environ: HeapObject.Entries, at span: Span
  ) throws(Interruption) -> CurrentRequest {
    let before = HeapObject.Entries(environment(of: sent))
    var request = sent
    for (key, value) in environ.pairs where before[key] != value {
      guard case .text(let name) = key else { throw notModeled("this middleware is not modeled", at: span) }
      switch (name, value) {
      case ("PATH_INFO", .text(let path)):
        guard let path = URLMap.requestPath(path), !path.utf8.contains(UInt8(ascii: "%"))
        else { throw notModeled("the path of the middleware is not modeled", at: span) }
        request.path = path
      case ("REQUEST_METHOD", .text(let method)): request.method = method
      // The script name is a part of URLs in redirects only.
      case ("SCRIPT_NAME", .text): request.hasScriptName = true
      case (Self.startResponse, _): throw notModeled("this middleware is not modeled", at: span)
      case (let name, _) where name.hasPart("."): continue
      default: throw notModeled("`environ['\(name)']` is not modeled", at: span)
      }
    }
    return request
  }

  /// Returns the response that the middleware gives itself.
  private mutating func response(
    _ result: Value, _ environ: HeapObject.Entries, at span: Span
  ) throws(Interruption) -> MiddlewareResult {
    guard case .text(let line)? = environ[.text(Self.startResponse)],
      let status = Int(line.prefix { $0 != " " }), (100...599).contains(status)
    else { throw notModeled("the response of the middleware is not modeled", at: span) }
    var body = ""
    for part in try iterate(over: result) {
      guard case .bytes(let text) = part else {
        throw notModeled("the response of the middleware is not modeled", at: span)
      }
      body += text
    }
    return .response(status: status, body: body)
  }

  /// Calls `start_response` or the app inside of its middleware; returns nil for other values.
  mutating func callInMiddleware(
    _ name: String, _ bound: [Value], _ arguments: Arguments, at span: Span
  ) throws(Interruption) -> Value? {
    guard name == Self.startResponse else { return nil }
    guard case .dictionary(let id)? = bound.first, case .text(let status)? = arguments.value(0, "status") else {
      throw notModeled("the response of the middleware is not modeled", at: span)
    }
    var entries = entries(id)
    entries[.text(Self.startResponse)] = .text(status)
    update(id, .dictionary(entries))
    return Value.none
  }

  /// `wsgi_app(environ, start_response)`.
  mutating func callWSGIApp(_ app: Int, _ arguments: Arguments, at span: Span) throws(Interruption) -> Value {
    // Code in a `try` or `with` statement can react to what the app does.
    guard request == nil, openTries == 0, let environ = arguments.value(0, "environ"),
      let start = arguments.value(1, "start_response"),
      start == .partial(Self.startResponse, [environ], [:]), case .dictionary(let id) = environ,
      entries(id)[.text(Self.passedOn)] == nil
    else { throw notModeled("this call of `wsgi_app` is not modeled", at: span) }
    let copy = Value.dictionary(new(.dictionary(entries(id))))
    var entries = entries(id)
    entries[.text(Self.passedOn)] = .boolean(true)
    update(id, .dictionary(entries))
    return .partial(Self.passedOn, [.app(app), copy], [:])
  }
}
