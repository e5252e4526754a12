import Diagnostics
import Resolution

/// Calls of functions and classes of libraries.
extension Evaluator {
  mutating func callLibrary(
    _ name: String, _ arguments: Arguments, at span: Span
  ) throws(Interruption) -> Value {
    if let reason = arguments.unknown, name.hasPrefix("flask.") { throw .notModeled(reason) }
    switch name {
    case "sys.exit", "exit", "quit", "os._exit":
      throw .raised(newInstance(of: try known("SystemExit"), ["args": .tuple(arguments.positional)]))
    case "pytest.addfinalizer": return .none
    case "flask.Flask": return try newApp(arguments)
    case "flask.Flask.__init__", "flask.Blueprint.__init__":
      guard let receiver = arguments.positional.first else { break }
      var rest = arguments
      rest.positional.removeFirst()
      return try callParent("__init__", ofFlask: receiver, rest)
    case "flask.Blueprint": return try newBlueprint(arguments, at: span)
    case "flask.abort", "werkzeug.exceptions.abort", "werkzeug.abort": return try abort(arguments, at: span)
    case "flask.make_response": return try makeResponse(arguments, at: span)
    case "flask.Response", "flask.wrappers.Response", "werkzeug.wrappers.Response", "werkzeug.Response",
      "werkzeug.wrappers.response.Response":
      return newResponse(arguments)
    case "flask.jsonify":
      noteJSON()
      // Flask 0.10 makes a dictionary of the argument.
      if release.isBefore("0.11"), let value = arguments.positional.first {
        guard case .dictionary = value, arguments.positional.count == 1 else {
          throw notModeled("`jsonify` of this value is not modeled", at: span)
        }
      }
      let body = try jsonifyBody(jsonifyArgument(arguments), request?.app ?? (apps.count == 1 ? 0 : nil), at: span)
      return .response(
        new(.response(ResponseObject(body: body, status: .integer(200), mimetype: "application/json"))))
    case "flask.redirect":
      var response = ResponseObject(body: unknownText(of: span), status: arguments.value(1, "code") ?? .integer(302))
      response.location = arguments.value(0, "location")
      return .response(new(.response(response)))
    case "flask.render_template_string": return try renderString(arguments, at: span)
    case "flask.render_template": return try renderFile(arguments, at: span)
    case "flask.escape", "markupsafe.escape", "html.escape":
      if case .text(let text)? = arguments.positional.first, arguments.keywords.isEmpty,
        !text.utf8.contains(where: { "{}<>&'\"".utf8.contains($0) })
      {
        return .text(text)
      }
      return unknownText(of: span)
    case "os.getenv": return environmentVariable(arguments, at: span)
    case "flask.url_for", "flask.helpers.url_for": return try urlFor(arguments, at: span)
    case "flask.flash": return try flash(arguments, at: span)
    case "flask.get_flashed_messages": return try flashedMessages(arguments, at: span)
    case "flask.has_request_context", "flask.has_app_context":
      if request != nil || visibleRequest != nil { return .boolean(true) }
      guard lingering == nil, decisions == nil else { return unknown("`\(name)` is not modeled here", at: span) }
      return .boolean(contexts.contains { $0.isOfRequest || name == "flask.has_app_context" })
    case "flask.send_file", "flask.send_from_directory", "flask.stream_with_context":
      return unknown("`\(name)` is not modeled", at: span)
    case "json.dumps":
      guard let value = arguments.positional.first, arguments.positional.count == 1 else {
        return unknownText(of: span)
      }
      var style = JSONStyle()
      for (name, option) in arguments.keywords.pairs {
        switch (name, option) {
        case ("indent", .integer(let indent)) where (0...8).contains(indent):
          style.indent = Int(indent)
          style.itemSeparator = ","
        case ("sort_keys", .boolean(let sorts)): style.sortsKeys = sorts
        default: return unknownText(of: span)
        }
      }
      return try json(value, style, at: span)
    case "werkzeug.middleware.proxy_fix.ProxyFix", "werkzeug.contrib.fixers.ProxyFix":
      // It changes the host, the scheme and the address of the client, which are not modeled anyway.
      if case .libraryMethod(.app, "wsgi_app")? = arguments.positional.first { return arguments.positional[0] }
    case "io.BytesIO":
      if case .bytes? = arguments.positional.first { return .partial(name, arguments.positional, [:]) }
    case "werkzeug.utils.secure_filename":
      if case .text(let name)? = arguments.positional.first, let safe = secureFilename(name) { return .text(safe) }
    case "flask.json.dumps": return unknownText(of: span)
    case "json.loads", "flask.json.loads":
      switch arguments.positional.first {
      case .text(let text)?, .bytes(let text)?:
        return try loadJSON(text, at: span)
      default: return unknown("this JSON text is not known", isHarmless: request == nil, at: span)
      }
    case "dataclasses.asdict" where arguments.positional.count == 1 && arguments.keywords.isEmpty:
      return try plainData(arguments.positional[0], level: 0)
    case "itertools.count": return counter(arguments)
    case "typing.TypeVar": return .library("typing.Any")
    case "typing.cast": if let value = arguments.value(1, "val") { return value }
    case "collections.OrderedDict": return try makeDictionary(arguments.positional.first, arguments)
    case "functools.wraps", "functools.lru_cache", "functools.cache", "contextlib.suppress":
      return .partial(name, arguments.positional, arguments.keywords)
    case "functools.partial":
      guard let function = arguments.positional.first else { break }
      return .partial(name, [function] + arguments.positional.dropFirst(), arguments.keywords)
    case _ where name.hasPrefix("flask.session."):
      if let value = try callUnavailableSession(String(name.dropFirst("flask.session.".count)), arguments) {
        return value
      }
    default: break
    }
    if let value = try callStandardLibrary(name, arguments, at: span) { return value }
    if let value = try callBuiltin(name, arguments, at: span) { return value }
    if let value = try callTestLibrary(name, arguments, at: span) { return value }
    return try callOther(name, arguments, at: span)
  }

  /// Calls a function of Python's standard library; returns nil if it is not modeled.
  private mutating func callStandardLibrary(
    _ name: String, _ arguments: Arguments, at span: Span
  ) throws(Interruption) -> Value? {
    for prefix in ["os.path.", "posixpath."] where name.hasPrefix(prefix) {
      return callPathNames(String(name.dropFirst(prefix.utf8.count)), arguments)
    }
    if name == "asyncio.sleep" || name == "jinja2.DictLoader" {
      return .partial(name, arguments.positional, arguments.keywords)
    }
    if name == "asyncio.run", let coroutine = arguments.positional.first { return try awaited(coroutine) }
    if name.hasPrefix("datetime.") { return try callDates(String(name.dropFirst(9)), arguments) }
    if name == Self.decimalName { return try callDecimal(arguments) }
    if name.hasPrefix("re.") { return try callRegularExpressions(String(name.dropFirst(3)), arguments, at: span) }
    return nil
  }

  /// Calls a function of a library that is not evaluated. If it gets an app, it may change its answers.
  private mutating func callOther(
    _ name: String, _ arguments: Arguments, at span: Span
  ) throws(Interruption) -> Value {
    let reason = reason("`\(name)` is not modeled", at: span)
    for argument in arguments.all { taint(argument, reason: reason) }
    register(arguments.all, reason)
    // In a view or a handler, an exception of the library would change the answer.
    let isHarmless = Library.raisesNothing(name)
    if request == nil, arguments.all.contains(where: { maySendRequests($0) }) {
      hiddenCalls = hiddenCalls ?? reason
    }
    if !isHarmless, request != nil || decisions != nil { throw .notModeled(reason) }
    return .unknown(Unknown(reason: reason, isHarmless: isHarmless))
  }

  /// Records that a library got functions of the program, which it may call.
  mutating func register(_ values: [Value], _ reason: Int) {
    guard uncertainty == nil else { return }
    if values.contains(where: { isCallable($0) && mayChangeState($0) }) { uncertainty = reason }
  }

  /// A text that is not known, such as the page of a template. It is shown as the code that makes it.
  mutating func unknownText(of span: Span) -> Value {
    .unknown(Unknown(reason: reason("the text of `\(shortened(source.text(span)))`", at: span), isHarmless: true))
  }

  /// Returns a body that stands for a text that is not known.
  func unknownBody(_ unknown: Unknown) -> String { "<\(reasons[unknown.reason].text)>" }

  /// The body that stands for a page that the framework makes for a returned exception.
  static let pageBody = "<a default page>"

  func shortened(_ text: String) -> String {
    let line = text.split(separator: "\n", omittingEmptySubsequences: false).first.map { String($0) } ?? ""
    return line.count > 40 || line.utf8.count < text.utf8.count ? line.prefix(37) + "..." : line
  }
}
