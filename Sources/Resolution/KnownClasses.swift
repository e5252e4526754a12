/// The classes that a script need not declare: Python 3.11's exceptions, `object`, `bool`, `int`, `str`, and
/// Werkzeug's HTTP exceptions. Facts as CPython 3.11.7 and Werkzeug 0.16.1, 1.0.1 to 3.0.6 and 3.1 show them.
public struct KnownClass: Sendable {
  /// The name by which Python or Werkzeug calls the class.
  public var name: String
  /// The names of the bases, in the order of the class.
  public var bases: [String]
  /// The class attribute `code` that the class itself sets.
  public var code: CodeAttribute = .absent
  /// Whether instances have a memory layout of their own (CPython's "solid base").
  public var isSolid = false
  /// What the class's own constructor asks for.
  public var constructor = Constructor.anything
  /// The first Werkzeug generation that has the class; nil for Python's own.
  public var since: Werkzeug?
}

/// What Python finds when it reads `code` from a class.
public enum CodeAttribute: Sendable, Hashable {
  /// No class of the MRO sets it.
  case absent
  /// Set to None, as `HTTPException` does.
  case none
  case number(Int32)
  /// Something that is no number: `SystemExit.code` is a member descriptor.
  case descriptor
}

/// What a class's own constructor asks of the one who raises it.
public enum Constructor: Sendable, Hashable {
  /// Takes any number of values, none by name (Python's exceptions).
  case anything
  /// The same, but of two values it takes the second one apart (SyntaxError).
  case anythingButTwo
  /// `__init__` takes so many values and no others (UnicodeDecodeError, UnicodeEncodeError and UnicodeTranslateError).
  case unicodeError(values: Int)
  /// `__new__` takes a text and a sequence of exceptions (exception groups).
  case group
  /// One of Werkzeug's.
  case http(HTTPConstructor)
  /// Has no constructor of its own.
  case inherited
}

/// Generations of Werkzeug that differ in their exception classes.
public enum Werkzeug: Int, Sendable, Comparable, CaseIterable {
  /// 0.14 to 0.16.
  case v0_16
  /// 1.0: `_RetryAfter` is new.
  case v1_0
  /// 2.0 and 2.1: the same classes, with other constructors.
  case v2_0
  /// 2.2 to 3.0: pages are built with another function to escape texts.
  case v2_2
  /// 3.1: `MisdirectedRequest` is new.
  case v3_1

  /// Returns whether the left generation came first.
  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

extension KnownClass {
  /// The classes of a generation, each after its bases.
  public static func all(_ werkzeug: Werkzeug) -> [KnownClass] {
    python
      + http.filter { ($0.since ?? .v0_16) <= werkzeug }.map { known in
        var known = known
        known.constructor = .werkzeug(named: known.name, werkzeug)
        if werkzeug >= .v1_0, ["TooManyRequests", "ServiceUnavailable"].contains(known.name) {
          known.bases = ["_RetryAfter"]
        }
        return known
      }
  }

  /// Other names of the same class (CPython: Objects/exceptions.c).
  public static let aliases: [(alias: String, name: String)] = [
    ("EnvironmentError", "OSError"), ("IOError", "OSError"),
  ]

  private static let python: [KnownClass] =
    [
      KnownClass(name: "object", bases: [], isSolid: true, constructor: .inherited),
      KnownClass(name: "int", bases: ["object"], isSolid: true),
      KnownClass(name: "bool", bases: ["int"]),
      KnownClass(name: "str", bases: ["object"], isSolid: true),
      KnownClass(name: "BaseException", bases: ["object"], isSolid: true),
      KnownClass(
        name: "BaseExceptionGroup", bases: ["BaseException"], isSolid: true, constructor: .group),
      KnownClass(name: "SystemExit", bases: ["BaseException"], code: .descriptor, isSolid: true),
    ]
    + derived("BaseException", ["Exception", "GeneratorExit", "KeyboardInterrupt"])
    + derived(
      "Exception",
      [
        "ArithmeticError", "AssertionError", "BufferError", "EOFError", "LookupError", "MemoryError", "ReferenceError",
        "RuntimeError", "StopAsyncIteration", "SystemError", "TypeError", "ValueError", "Warning",
      ])
    + derived(
      "Exception",
      ["AttributeError", "ImportError", "NameError", "OSError", "StopIteration"], isSolid: true)
    + derived("Exception", ["SyntaxError"], isSolid: true, constructor: .anythingButTwo)
    + [
      KnownClass(
        name: "ExceptionGroup", bases: ["BaseExceptionGroup", "Exception"], constructor: .inherited)
    ]
    + derived(
      "Warning",
      [
        "BytesWarning", "DeprecationWarning", "EncodingWarning", "FutureWarning", "ImportWarning",
        "PendingDeprecationWarning", "ResourceWarning", "RuntimeWarning", "SyntaxWarning", "UnicodeWarning",
        "UserWarning",
      ])
    + derived(
      "OSError",
      [
        "BlockingIOError", "ChildProcessError", "ConnectionError", "FileExistsError", "FileNotFoundError",
        "InterruptedError", "IsADirectoryError", "NotADirectoryError", "PermissionError", "ProcessLookupError",
        "TimeoutError",
      ])
    + derived(
      "ConnectionError",
      ["BrokenPipeError", "ConnectionAbortedError", "ConnectionRefusedError", "ConnectionResetError"])
    + derived("ArithmeticError", ["FloatingPointError", "OverflowError", "ZeroDivisionError"])
    + derived("LookupError", ["IndexError", "KeyError"])
    + derived("RuntimeError", ["NotImplementedError", "RecursionError"])
    + derived("ImportError", ["ModuleNotFoundError"])
    + derived("NameError", ["UnboundLocalError"])
    + derived("SyntaxError", ["IndentationError"], constructor: .anythingButTwo)
    + derived("IndentationError", ["TabError"], constructor: .anythingButTwo)
    + derived("ValueError", ["UnicodeError"])
    + derived(
      "UnicodeError", ["UnicodeDecodeError", "UnicodeEncodeError"], isSolid: true,
      constructor: .unicodeError(values: 5))
    + derived("UnicodeError", ["UnicodeTranslateError"], isSolid: true, constructor: .unicodeError(values: 4))

  private static let http: [KnownClass] =
    [
      KnownClass(
        name: "HTTPException", bases: ["Exception"], code: .none, since: .v0_16),
      KnownClass(name: "RoutingException", bases: ["Exception"], constructor: .inherited, since: .v0_16),
      KnownClass(name: "_RetryAfter", bases: ["HTTPException"], since: .v1_0),
      KnownClass(
        name: "RequestRedirect", bases: ["HTTPException", "RoutingException"], code: .number(308),
        since: .v0_16),
    ]
    + errors.map { name, code in
      KnownClass(
        name: name, bases: ["HTTPException"], code: .number(code),
        since: code == 421 ? .v3_1 : .v0_16)
    }
    + ["BadHost", "ClientDisconnected", "SecurityError"].map {
      KnownClass(name: $0, bases: ["BadRequest"], since: .v0_16)
    }
    + [
      KnownClass(
        name: "BadRequestKeyError", bases: ["BadRequest", "KeyError"], since: .v0_16)
    ]

  /// Werkzeug's `default_exceptions`: what `abort(code)` raises, and what a handler for a number is stored under.
  public static let errors: [(name: String, code: Int32)] = [
    ("BadRequest", 400), ("Unauthorized", 401), ("Forbidden", 403), ("NotFound", 404), ("MethodNotAllowed", 405),
    ("NotAcceptable", 406), ("RequestTimeout", 408), ("Conflict", 409), ("Gone", 410), ("LengthRequired", 411),
    ("PreconditionFailed", 412), ("RequestEntityTooLarge", 413), ("RequestURITooLarge", 414),
    ("UnsupportedMediaType", 415), ("RequestedRangeNotSatisfiable", 416), ("ExpectationFailed", 417),
    ("ImATeapot", 418), ("MisdirectedRequest", 421), ("UnprocessableEntity", 422), ("Locked", 423),
    ("FailedDependency", 424), ("PreconditionRequired", 428), ("TooManyRequests", 429),
    ("RequestHeaderFieldsTooLarge", 431), ("UnavailableForLegalReasons", 451), ("InternalServerError", 500),
    ("NotImplemented", 501), ("BadGateway", 502), ("ServiceUnavailable", 503), ("GatewayTimeout", 504),
    ("HTTPVersionNotSupported", 505),
  ]

  private static func derived(
    _ base: String, _ names: [String], isSolid: Bool = false, constructor: Constructor = .anything
  ) -> [KnownClass] {
    names.map { KnownClass(name: $0, bases: [base], isSolid: isSolid, constructor: constructor) }
  }
}
