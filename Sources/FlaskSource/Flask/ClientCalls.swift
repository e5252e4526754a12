import Diagnostics
import Interpreter
import PythonSyntax
import Resolution
import Syntax

/// The request that is answered.
struct CurrentRequest: Sendable {
  var app: Int
  var method: String
  var path: String
  /// The parts of the query, in order.
  var query: [(name: String, value: String)] = []
  /// The fields of a form; nil if they are not known.
  var form: [(name: String, value: Value)]? = []
  /// The files of a form.
  var files: [(name: String, value: Value)] = []
  /// The text of the body; nil if it is not known.
  var body: String? = ""
  /// The most and the fewest bytes of the body, as far as they are known.
  var size: ClosedRange<Int>? = 0...0
  /// The content type; nil if there is none.
  var contentType: String?
  /// The content type of the view's response without parameters, if it is known.
  var mimetypeOfView: String?
  /// Whether middleware has set `SCRIPT_NAME`.
  var hasScriptName = false
  /// Whether the program has read an uploaded file.
  var hasReadFile = false
  /// The methods that the URL allows, if the method of the request is not one of them.
  var allowedMethods: [String]?
  /// The dictionary `view_args`, if a route matches.
  var viewArguments: ObjectID?
  /// What `get_json` has read: it returns the same object again.
  var parsedJSON: Value?
  /// The headers that the client passes by name.
  var headers: [String: Value]? = [:]
  /// The dictionary of the client's session.
  var session: ObjectID
  /// The object `g`, once the request is answered.
  var globals: ObjectID?
  var endpoint: String?
  var blueprint: String?
  /// The messages that the first call of `get_flashed_messages` took from the session.
  var messages: [Value]?
  /// The client call, if this is a redirect that it follows.
  var call: TranslationLog.ClientCall?
  /// Where the response redirects to, once it is known.
  var location: Value?
}

/// Client calls: what a request to an app does.
extension Evaluator {
  private static let methods: [String: String] = [
    "get": "GET", "post": "POST", "put": "PUT", "patch": "PATCH", "delete": "DELETE", "head": "HEAD",
    "options": "OPTIONS", "trace": "TRACE",
  ]

  mutating func callClient(
    _ name: String, _ app: Int, _ session: ObjectID, _ arguments: Arguments, at span: Span
  ) throws(Interruption) -> Value {
    var method = Self.methods[name]
    if name == "open" {
      method = "GET"
      if let given = arguments.keywords["method"] {
        guard case .text(let text) = given else { throw notModeled("the method of the request is not known", at: span) }
        method = text.uppercased()
      }
    }
    guard let method else {
      if name == "__enter__" { return .client(app: app, session: session) }
      if name == "session_transaction" {
        return .partial("flask.session_transaction", [.dictionary(session)], Keywords())
      }
      return unknown("`client.\(name)` is not modeled", isHarmless: true, at: span)
    }
    let given = arguments.value(0, "path")
    guard case .text(let url)? = given else {
      return notSeen(app, method, "?", reason("the URL of the request is not known", at: span), at: span)
    }
    guard let path = URLMap.requestPath(url) else {
      return notSeen(app, method, url, reason("a URL of this form is not modeled", at: span), at: span)
    }
    var request = CurrentRequest(app: app, method: method, path: path, session: session)
    request.query = query(of: url)
    if arguments.positional.count > 1 {
      return notSeen(app, method, url, reason("the base URL of a request is not modeled", at: span), at: span)
    }
    if let reason = arguments.unknown ?? read(arguments, into: &request) {
      return notSeen(app, method, url, reason, at: span)
    }
    let follows = try isTrue(ifGiven: arguments.keywords["follow_redirects"]) ?? false
    return try send(request, url, follows: follows, at: span)
  }

  /// Reads what the client sends. Returns the reason if it is not modeled.
  private mutating func read(_ arguments: Arguments, into request: inout CurrentRequest) -> Int? {
    for (name, value) in arguments.keywords.pairs {
      switch name {
      case "content_type", "mimetype", "json", "data": break
      case "path", "follow_redirects", "environ_base", "buffered", "method", "auth",
        "environ_overrides":
        break
      case "base_url", "subdomain", "url_scheme", "host":
        return reason("the option `\(name)` of a request is not modeled")
      case "query_string":
        guard case .dictionary(let id) = value else {
          guard case .text(let text) = value else { return reason("the query is not known") }
          request.query += query(of: "?" + text)
          break
        }
        for (key, value) in entries(id).pairs {
          guard case .text(let key) = key else { continue }
          switch value {
          case .text(let text): request.query.append((key, text))
          case .integer(let number): request.query.append((key, "\(number)"))
          default: return reason("the query is not known")
          }
        }
      case "headers": request.headers = headers(value)
      default: return reason("the option `\(name)` of a request is not modeled")
      }
    }
    // They can contain headers.
    if ["environ_base", "environ_overrides"].contains(where: { arguments.keywords[$0] != nil }) {
      request.headers = nil
    }
    return readBody(arguments, into: &request)
  }

  private func headers(_ value: Value) -> [String: Value]? {
    var headers: [String: Value] = [:]
    switch value {
    case .dictionary(let id):
      for (key, value) in entries(id).pairs {
        guard case .text(let key) = key else { return nil }
        headers[key.lowercased()] = value
      }
    case .none: break
    default: return nil
    }
    return headers
  }

  func query(of url: String) -> [(name: String, value: String)] {
    guard let start = url.utf8.firstIndex(of: UInt8(ascii: "?")) else { return [] }
    let text = url[url.index(after: start)...].prefix { $0 != "#" }
    return text.split(separator: "&").map { part in
      let pieces = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let value = pieces.count > 1 ? String(pieces[1]) : ""
      return (PercentCoding.decodedQuery(String(pieces[0])), PercentCoding.decodedQuery(value))
    }
  }
}
