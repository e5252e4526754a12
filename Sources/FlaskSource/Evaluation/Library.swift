import Diagnostics
import PythonSyntax
import Resolution

/// The names of libraries that are evaluated or known to be harmless.
enum Library {
  /// The built-in functions and types that are evaluated. Python's exceptions are known classes.
  static let builtins: Set<String> = [
    "isinstance", "issubclass", "len", "str", "int", "repr", "type", "range", "list", "dict", "tuple", "set",
    "frozenset", "print", "sorted", "enumerate", "zip", "any", "all", "min", "max", "sum", "getattr", "hasattr",
    "setattr", "callable", "exit", "quit", "bool", "float", "bytes", "property", "staticmethod", "classmethod", "map",
    "filter",
    "reversed", "abs", "id", "hash", "vars", "locals", "iter", "next", "input", "round", "open", "object", "dir",
    "NotImplemented", "ord", "chr", "delattr", "bytearray", "divmod", "format", "ascii", "bin", "complex", "hex",
    "memoryview", "oct", "pow", "slice",
  ]

  /// Flask's proxies for the current request and app.
  static let proxies: Set<String> = [
    "flask.request", "flask.session", "flask.g", "flask.current_app", "flask.globals.request_ctx",
    "flask.globals.app_ctx", "flask.globals.request", "flask.globals.g",
  ]

  /// The other built-in functions and types. They can do anything, such as `exec`, or are rare in Flask programs.
  static let unmodeledBuiltins: Set<String> = [
    "__build_class__", "__import__", "aiter", "anext", "breakpoint", "compile", "copyright", "credits", "eval", "exec",
    "globals", "help", "license", "super",
  ]

  /// The methods of Python's texts.
  static let textMethods: Set<String> = [
    "capitalize", "casefold", "center", "count", "encode", "endswith", "expandtabs", "find", "format", "format_map",
    "index", "isalnum", "isalpha", "isascii", "isdecimal", "isdigit", "isidentifier", "islower", "isnumeric",
    "isprintable", "isspace", "istitle", "isupper", "join", "ljust", "lower", "lstrip", "maketrans", "partition",
    "removeprefix", "removesuffix", "replace", "rfind", "rindex", "rjust", "rpartition", "rsplit", "rstrip", "split",
    "splitlines", "startswith", "strip", "swapcase", "title", "translate", "upper", "zfill", "__len__", "__class__",
    "__contains__", "__eq__", "__add__", "__getitem__", "__str__", "__mod__", "__hash__",
  ]

  /// The built-in functions that are evaluated for values of the exception that a handler received.
  static let symbolic: Set<String> = [
    "isinstance", "type", "str", "getattr", "hasattr", "print", "bool", "dict", "list", "tuple",
  ]

  /// Modules whose functions change nothing that is modeled. Their results are unknown, and calling them in a view is
  /// taken to raise nothing.
  static let harmlessModules: Set<String> = [
    "abc", "argparse", "asyncio", "base64", "collections", "contextlib", "copy", "datetime", "decimal", "enum",
    "functools", "hashlib", "hmac", "inspect", "io", "itertools", "json", "logging", "math", "operator", "os",
    "pathlib",
    "platform", "pprint", "random", "re", "secrets", "shutil", "signal", "socket", "string", "sys", "tempfile",
    "textwrap", "threading", "time", "traceback", "types", "typing", "typing_extensions", "uuid", "warnings", "weakref",
    "dataclasses", "http", "urllib", "numbers", "unittest", "pytest", "_pytest", "click", "__future__", "simplejson",
    "markupsafe",
    "flask", "werkzeug", "gc", "sqlite3", "csv", "subprocess", "configparser", "email", "smtplib", "select",
    "concurrent",
    "multiprocessing", "queue", "heapq", "bisect", "struct", "zlib", "gzip", "zipfile", "pickle", "sched", "errno",
    "fractions", "getpass", "glob", "calendar", "zoneinfo", "ast", "dis", "unicodedata", "html", "xml", "ssl",
    "optparse", "fnmatch", "linecache", "pdb", "ctypes", "array", "graphlib", "jinja2", "blinker", "itsdangerous",
    "locale", "contextvars", "statistics", "importlib", "atexit", "builtins",
  ]

  /// Returns whether a function of a library raises no exceptions in ordinary use.
  static func raisesNothing(_ name: String) -> Bool {
    let modules = [
      "logging.", "time.", "random.", "threading.", "itertools.", "collections.", "warnings.", "traceback.",
    ]
    return modules.contains { name.hasPrefix($0) } || quietFunctions.contains(name)
  }

  private static let quietFunctions: Set<String> = [
    "datetime.datetime.now", "datetime.datetime.utcnow", "datetime.datetime.today", "datetime.date.today",
    "datetime.timedelta", "os.getenv", "os.getcwd", "os.getpid", "os.urandom", "uuid.uuid1", "uuid.uuid4",
    "sys.exc_info",
    "secrets.token_hex", "secrets.token_urlsafe", "html.escape", "markupsafe.escape", "flask.escape", "flask.flash",
    "flask.get_flashed_messages", "gc.collect", "copy.copy", "os.path.join", "os.path.dirname", "os.path.abspath",
    "os.path.basename", "os.path.exists", "string.capwords", "flask.has_app_context", "sys.stdout.flush",
    "sys.stderr.write", "sys.stdout.write", "functools.reduce", "contextlib.contextmanager", "typing.cast",
    "typing.TypeVar", "typing.NewType", "enum.auto", "types.SimpleNamespace", "unittest.mock.Mock",
    "unittest.mock.MagicMock", "pathlib.Path", "re.compile",
  ]

  /// The modules whose exception classes are known classes.
  static let exceptionModules: Set<String> = [
    "werkzeug.exceptions", "werkzeug.routing", "werkzeug.routing.exceptions", "builtins", "exceptions",
  ]

  /// Names of libraries for Python's own exceptions, in Python 3.11.
  static let aliases = [
    "socket.error": "OSError", "os.error": "OSError", "select.error": "OSError", "socket.timeout": "TimeoutError",
    "asyncio.TimeoutError": "TimeoutError", "concurrent.futures.TimeoutError": "TimeoutError",
    "builtins.object": "object",
  ]

  /// The numbers of `http.HTTPStatus` that programs use.
  static let statuses: [String: Int64] = [
    "OK": 200, "CREATED": 201, "ACCEPTED": 202, "NO_CONTENT": 204, "MOVED_PERMANENTLY": 301, "FOUND": 302,
    "SEE_OTHER": 303, "NOT_MODIFIED": 304, "BAD_REQUEST": 400, "UNAUTHORIZED": 401, "PAYMENT_REQUIRED": 402,
    "FORBIDDEN": 403, "NOT_FOUND": 404, "METHOD_NOT_ALLOWED": 405, "NOT_ACCEPTABLE": 406, "REQUEST_TIMEOUT": 408,
    "CONFLICT": 409, "GONE": 410, "LENGTH_REQUIRED": 411, "PRECONDITION_FAILED": 412, "REQUEST_ENTITY_TOO_LARGE": 413,
    "UNSUPPORTED_MEDIA_TYPE": 415, "IM_A_TEAPOT": 418, "UNPROCESSABLE_ENTITY": 422, "LOCKED": 423,
    "TOO_MANY_REQUESTS": 429, "INTERNAL_SERVER_ERROR": 500, "NOT_IMPLEMENTED": 501, "BAD_GATEWAY": 502,
    "SERVICE_UNAVAILABLE": 503, "GATEWAY_TIMEOUT": 504,
  ]
}

/// Imports, and the attributes of modules.
extension Evaluator {
  mutating func importModules(_ imports: [PythonImport]) {
    for item in imports {
      let first = item.name.split(separator: ".").first.map { String($0) } ?? item.name
      let module = item.alias == nil ? first : item.name
      setVariable(item.alias ?? first, moduleValue(module))
    }
  }

  mutating func importNames(_ module: String, _ level: Int, _ names: [PythonImport]) {
    for item in names {
      if item.name == "*" {
        importAll(of: module)
        continue
      }
      let value =
        level > 0 && module.isEmpty
        ? moduleValue(item.name) : moduleAttribute(item.name, of: module, isRelative: level > 0)
      setVariable(item.alias ?? item.name, value)
    }
  }

  private mutating func importAll(of module: String) {
    if let scope = siblingScope(module) {
      for (name, value) in scopes[scope].variables where !name.hasPrefix("_") { setVariable(name, value) }
      return
    }
    hasStarImport = true
    if module == "flask" {
      for name in [
        "Flask", "Blueprint", "abort", "jsonify", "request", "g", "session", "make_response", "redirect", "url_for",
        "render_template", "Response", "current_app", "render_template_string", "flash", "get_flashed_messages",
        "has_app_context", "has_request_context", "send_file", "send_from_directory", "stream_with_context",
        "after_this_request", "json", "Config", "Request", "copy_current_request_context", "get_template_attribute",
      ] {
        setVariable(name, .library("flask.\(name)"))
      }
    } else if Library.exceptionModules.contains(module) {
      for name in hierarchy.knownNames {
        if let id = hierarchy.knownClass(name), hierarchy.isHTTP(id) { setVariable(name, .type(id)) }
      }
    }
  }

  private mutating func moduleValue(_ module: String) -> Value {
    let first = module.split(separator: ".").first.map { String($0) } ?? module
    if siblings[first] != nil || Library.harmlessModules.contains(first) { return .library(module) }
    return unknown("the module `\(first)` is not modeled")
  }

  private mutating func moduleAttribute(_ name: String, of module: String, isRelative: Bool) -> Value {
    let base = moduleValue(module)
    guard case .library = base else { return base }
    return libraryAttribute(name, of: module, at: current)
  }

  /// Returns the scope of another file of the program, which is evaluated when it is first imported.
  private mutating func siblingScope(_ module: String) -> Int? {
    let name = module.split(separator: ".").last.map { String($0) } ?? module
    if let scope = modules[name] { return scope }
    guard let program = siblings[name] else { return nil }
    scopes.append(Scope())
    let index = scopes.count - 1
    modules[name] = index
    let (outer, outerName) = (scope, moduleName)
    scope = index
    moduleName = name
    runModule(program.statements)
    scope = outer
    moduleName = outerName
    return index
  }

  /// `module.name` for a module, a class or an object of a library.
  mutating func libraryAttribute(_ name: String, of path: String, at span: Span) -> Value {
    if let scope = siblingScope(path) {
      return scopes[scope].variables[name] ?? unknown("`\(path).\(name)` is not defined", at: span)
    }
    if path == "builtins", Library.builtins.contains(name) { return .library(name) }
    let full = path + "." + name
    if Library.exceptionModules.contains(path), let id = hierarchy.knownClass(name) { return .type(id) }
    switch path {
    case "http.HTTPStatus":
      if let status = Library.statuses[name] { return .integer(status) }
    case "flask.request": return requestAttribute(name, at: span)
    default: break
    }
    if let known = Library.aliases[full].flatMap({ hierarchy.knownClass($0) }) { return .type(known) }
    switch full {
    case "werkzeug.exceptions.default_exceptions":
      return newDictionary(hierarchy.exceptionsForCodes.map { (.integer(Int64($0.code)), .type($0.exception)) })
    case "flask._request_ctx_stack.top", "flask._app_ctx_stack.top":
      return hasNoContext ? .none : unknown("`\(full)` is not modeled", at: span)
    case _ where path == "re":
      return Self.regularExpressionFlag(full).map { .integer($0) } ?? .library(full)
    case "os.environ", "sys.argv", "sys.modules": return .libraryMethod(.library(path), name)
    case "string.ascii_lowercase": return .text("abcdefghijklmnopqrstuvwxyz")
    case "string.ascii_uppercase": return .text("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    case "string.ascii_letters": return .text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
    case "string.digits": return .text("0123456789")
    case "typing.TYPE_CHECKING": return .boolean(false)
    case "sys.version_info":
      return .tuple([.integer(3), .integer(11), unknown("the release of Python", isHarmless: true, at: span)])
    default: return libraryException(full).map { .type($0) } ?? .library(full)
    }
  }

  /// `object[key]` for an object of a library: `os.environ["X"]`, `typing.List[int]`.
  mutating func libraryElement(_ name: String, _ key: Value, at span: Span) throws(Interruption) -> Value {
    if name.hasPrefix("typing.") || Library.builtins.contains(name) || name.hasPrefix("collections") {
      return .library(name)
    }
    if name == "flask.session" {
      if hasNoContext { throw unavailableSession() }
      if request != nil { throw try missingKey(key) }
      return unknown("the session is not modeled", at: span)
    }
    return unknown("`\(name)[...]` is not modeled", at: span)
  }

  mutating func libraryElement(
    of receiver: Value, _ name: String, _ key: Value, at span: Span
  ) throws(Interruption) -> Value {
    if case .library("flask.request") = receiver { return try requestElement(of: name, key, at: span) }
    if case .libraryMethod(.library("builtins"), "globals") = Value.libraryMethod(receiver, name) {
      if case .text(let variable) = key, let value = scopes[moduleScope].variables[variable] { return value }
      throw try missingKey(key)
    }
    if case .app(let app) = receiver, name == "blueprints" { return try blueprint(key, of: app) }
    if case .library("os") = receiver { return unknown("the environment is not known", at: span) }
    return unknown("`\(name)[...]` is not modeled", isHarmless: request == nil, at: span)
  }

  mutating func libraryContains(_ name: String, _ element: Value, at span: Span) throws(Interruption) -> Value {
    if name == "flask.session", request != nil { return .boolean(false) }
    return unknown("`in \(name)` is not modeled", at: span)
  }
}
