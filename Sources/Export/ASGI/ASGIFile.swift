import Resolution
import Syntax

/// What the files for frameworks with an ASGI entry share: their views, and a client that sends requests to that entry.
extension TestFile {
  // MARK: URLs

  /// Returns the last part of a URL, which says what the view raises.
  mutating func cause(_ cause: PlannedRoute.Cause) -> String? {
    switch cause {
    case .raise(let raised):
      let name = names.reference(raised.type)
      guard name.utf8.allSatisfy({ $0 < 0x80 }) else {
        if case .declared(let index) = raised.type { return "class-\(index + 1)" }
        return name
      }
      return name
    case .abort(let code): return "abort-\(code)"
    case .visit, .respond: return nil
    }
  }

  /// Returns the call that sends a request.
  mutating func asgiRequest(_ request: PlannedRequest) -> String {
    let prefix = request.path.compactMap { plan.registration($0) }.map { "/" + paths.registered($0, in: plan) }.joined()
    let last = cause(request.route.cause).map { "/" + $0 } ?? ""
    let url = pythonLiteral(prefix + paths.path(request.route) + last)
    return "\(names.helper("get"))(\(names.helper("app")), \(url))"
  }

  // MARK: Views

  /// Writes what the views raise.
  mutating func writeCauses(_ out: inout PythonText, exception: (inout TestFile, PlannedRoute.Cause) -> String) {
    var lines: [String] = []
    for route in plan.routes {
      guard let cause = cause(route.cause) else { continue }
      let line = "\(pythonLiteral(cause)): lambda: \(exception(&self, route.cause)),"
      if !lines.contains(line) { lines.append(line) }
    }
    guard !lines.isEmpty else { return }
    out.space(2)
    out.comment("What the views raise, by the last part of the URL.")
    out.block("\(names.helper("CAUSES")) = {") { out in
      for line in lines { out.line(line) }
    }
    out.line("}")
    out.space(2)
  }

  /// The names of the routes of the app or a blueprint whose views raise exceptions.
  func raisingRoutes(_ scope: Int?) -> [String?] {
    var found: [String?] = []
    for route in plan.routes where route.scope == scope {
      switch route.cause {
      case .raise, .abort: if !found.contains(route.name) { found.append(route.name) }
      case .visit, .respond: continue
      }
    }
    return found
  }

  /// The routes of the app or a blueprint that have a view of their own.
  func otherRoutes(_ scope: Int?) -> [PlannedRoute] {
    plan.routes.filter { route in
      guard route.scope == scope else { return false }
      switch route.cause {
      case .raise, .abort, .visit(.unknown): return false
      case .respond, .visit(.wrongMethod), .visit(.redirect): return true
      }
    }
  }

  /// Returns a name for the view of a route whose views raise exceptions.
  mutating func view(ofRoute name: String?, _ scope: Int?) -> String {
    let place = scope.map { "_in_\(names.declarations[$0])" } ?? ""
    return names.helper((name == nil ? "raise_error" : "raise_error_" + paths.route(name)) + place)
  }

  /// Returns the expression for a response of a handler or a view.
  mutating func htmlResponse(_ body: String, _ status: String?, _ function: (name: String, module: String)) -> String {
    response(pythonLiteral(body), status, function)
  }

  /// Returns the expression for a response whose body is an expression.
  mutating func response(_ body: String, _ status: String?, _ function: (name: String, module: String)) -> String {
    "\(names.imported(function.name, from: function.module))(\(body)\(status.map { ", \($0)" } ?? ""))"
  }

  /// Returns the expression for the status that a handler returns; nil for the default.
  mutating func statusExpression(_ status: PlannedHandler.Status?) -> String? {
    switch status {
    case nil: nil
    case .number(let status): "\(status)"
    case .ofException: "\(names.helper("error")).\(dialect.codeOfError)"
    }
  }

  // MARK: Client

  /// Writes the function that sends a request.
  ///
  /// - Parameter pages: The sentence about default pages.
  mutating func writeASGIClient(_ pages: String, _ out: inout PythonText) {
    let (get, ask) = (names.helper("get"), names.helper("ask"))
    let (app, path, loop) = (names.helper("app"), names.helper("path"), names.helper("loop"))
    let (messages, error, body) = (names.helper("messages"), names.helper("error"), names.helper("body"))
    let (start, status, headers) = (names.helper("start"), names.helper("status"), names.helper("headers"))
    out.space(2)
    out.comment(pages)
    out.line("\(names.helper("PAGE")) = \"a default page\"")
    out.space()
    out.comment("All requests run in one event loop, as in a server.")
    out.line("\(loop) = \(names.module("asyncio")).new_event_loop()")
    out.space(2)
    out.block("async def \(ask)(\(app), \(path)):") { out in
      out.line(
        "\"\"\"Sends a GET request to the app's ASGI entry. Returns the messages of the response, and what left the app.\"\"\""
      )
      out.block("\(names.helper("scope")) = {") { out in
        out.line(
          "\"type\": \"http\", \"asgi\": {\"version\": \"3.0\"}, \"http_version\": \"1.1\", \"method\": \"GET\",")
        out.line(
          "\"path\": \(path), \"raw_path\": \(path).encode(), \"root_path\": \"\", \"scheme\": \"http\", \"query_string\": b\"\","
        )
        out.line(
          "\"headers\": [(b\"host\", b\"localhost\")], \"server\": (\"localhost\", 80), \"client\": (\"127.0.0.1\", 50000),"
        )
      }
      out.line("}")
      out.line("\(messages) = []")
      out.space()
      out.block("async def \(names.helper("receive"))():") { out in
        out.line("return {\"type\": \"http.request\", \"body\": b\"\", \"more_body\": False}")
      }
      out.space()
      out.block("async def \(names.helper("send"))(\(names.helper("message"))):") { out in
        out.line("\(messages).append(\(names.helper("message")))")
      }
      out.space()
      out.block("try:") { out in
        out.line("await \(app)(\(names.helper("scope")), \(names.helper("receive")), \(names.helper("send")))")
      }
      out.block("except \(names.builtin("BaseException")) as \(error):") { $0.line("return \(messages), \(error)") }
      out.line("return \(messages), None")
    }
    out.space(2)
    out.block("def \(get)(\(app), \(path)):") { out in
      let what =
        dialect.answersAndRaises
        ? "the body, the status code and the class of the exception that left the app" : "the body and the status code"
      out.line("\"\"\"Sends a GET request and returns \(what).\"\"\"")
      if plan.usesReceived { out.line("\(names.helper("received")).clear()") }
      out.line("\(messages), \(error) = \(loop).run_until_complete(\(ask)(\(app), \(path)))")
      let escaped = dialect.answersAndRaises ? ", \(names.helper("escaped"))" : ""
      if dialect.answersAndRaises {
        out.line("\(names.helper("escaped")) = \(error) and \(names.builtin("type"))(\(error)).__name__")
      } else {
        out.block("if \(error):") { $0.line("raise \(error)") }
      }
      out.line(
        "\(start) = \(names.builtin("next"))((each for each in \(messages) if each[\"type\"] == \"http.response.start\"), None)"
      )
      if dialect.answersAndRaises {
        out.block("if \(start) is None:") { $0.line("return None, None\(escaped)") }
      }
      out.line("\(status), \(headers) = \(start)[\"status\"], \(names.builtin("dict"))(\(start)[\"headers\"])")
      out.block("if \(status) < 200 or \(status) in (204, 304):") { $0.line("return \"\", \(status)\(escaped)") }
      out.block("if not \(headers).get(b\"content-type\", b\"\").startswith(b\"text/html\"):") {
        $0.line("return \(names.helper("PAGE")), \(status)\(escaped)")
      }
      out.line("\(body) = b\"\".join(each.get(\"body\", b\"\") for each in \(messages))")
      out.line("return \(body).decode(), \(status)\(escaped)")
    }
  }
}
