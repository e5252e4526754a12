/// A class that a script does not need to declare: an exception of Python, `object`, `bool`, `int`, `str`, or a class
/// of a framework's library.
public struct KnownClass: Sendable {
  /// The name of the class in Python or the library.
  public var name: String
  /// The names of the bases in the order of the class statement.
  public var bases: [String]
  /// The class attribute `code` that the class itself sets.
  public var code: CodeAttribute = .absent
  /// Whether instances have their own memory layout (CPython's "solid base").
  public var isSolid = false
  /// The class's own constructor.
  public var constructor = Constructor.anything
  /// The role of the class in the rules of Python and the framework; nil if the rules do not name it.
  var role: Role?
  /// Whether `abort` raises the class for its code, and a handler for that code is a handler for the class.
  public var isRaisedByAbort = false

  /// The roles of classes that the rules name.
  enum Role: Sendable {
    case object, baseException, exception, bool, typeError, assertionError, attributeError, importError, indexError,
      lookupError, nameError, runtimeError, valueError
    /// The base class of HTTP errors, and the classes that the framework itself raises or looks up.
    case httpException, routingException, badRequest, badRequestKeyError, notFound, methodNotAllowed, requestRedirect
    case internalServerError
    /// The class that `abort` raises, if it is not the base class of HTTP errors (FastAPI).
    case abortedException
    /// FastAPI's error for a request with invalid values.
    case validationError
    /// An exception whose default handler works only for web sockets, so that it fails for other requests (Starlette).
    case webSocketError
  }
}

/// The value of the class attribute `code`.
public enum CodeAttribute: Sendable, Hashable {
  /// No class on the MRO sets it.
  case absent
  /// It is None, as in `HTTPException`.
  case none
  case number(Int32)
  /// It is not a number: `SystemExit.code` is a member descriptor.
  case descriptor
}

/// The arguments that a class's own constructor accepts.
public enum Constructor: Sendable, Hashable {
  /// Any number of positional arguments and no keyword arguments (most of Python's exceptions).
  case anything
  /// The same, but not two arguments: SyntaxError unpacks the second of two.
  case anythingButTwo
  /// Exactly this number of arguments (UnicodeDecodeError, UnicodeEncodeError and UnicodeTranslateError).
  case unicodeError(values: Int)
  /// A string and a sequence of exceptions, checked by `__new__` (exception groups).
  case group
  /// The arguments of a constructor in the library of HTTP errors.
  case http(HTTPConstructor)
  /// The class has no constructor of its own.
  case inherited
}

extension KnownClass {
  /// Other names of the same class (CPython: Objects/exceptions.c).
  public static let aliases: [(alias: String, name: String)] = [
    ("EnvironmentError", "OSError"), ("IOError", "OSError"),
  ]

  /// The classes of Python 3.11, taken from CPython 3.11.7.
  static let python: [KnownClass] =
    [
      KnownClass(name: "object", bases: [], isSolid: true, constructor: .inherited, role: .object),
      KnownClass(name: "int", bases: ["object"], isSolid: true),
      KnownClass(name: "bool", bases: ["int"], role: .bool),
      KnownClass(name: "str", bases: ["object"], isSolid: true),
      KnownClass(name: "BaseException", bases: ["object"], isSolid: true, role: .baseException),
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

  static func derived(
    _ base: String, _ names: [String], isSolid: Bool = false, constructor: Constructor = .anything
  ) -> [KnownClass] {
    names.map { KnownClass(name: $0, bases: [base], isSolid: isSolid, constructor: constructor, role: roles[$0]) }
  }

  private static let roles: [String: Role] = [
    "Exception": .exception, "TypeError": .typeError, "AssertionError": .assertionError,
    "AttributeError": .attributeError, "ImportError": .importError, "IndexError": .indexError,
    "LookupError": .lookupError, "NameError": .nameError, "RuntimeError": .runtimeError, "ValueError": .valueError,
  ]
}

/// The known classes of some releases: those of Python and those of the framework's library.
public struct KnownClassSet: Sendable {
  /// The classes. Each class comes after its bases.
  public let classes: @Sendable () -> [KnownClass]
  /// A hierarchy of only these classes, the same value each time. It is built when a session first needs it, because
  /// building the hierarchies of all sets takes longer than anything else at startup.
  let hierarchy: @Sendable () -> Hierarchy

  /// The names of the known classes of all frameworks and Python's aliases, each with its number.
  public static let names = KnownNameList(
    KnownClass.python.map { $0.name } + KnownClass.aliases.map { $0.alias }
      + Framework.all.flatMap { $0.knownClassNames() })
}

/// Names with numbers from 0, so that the classes of a set can be stored in two arrays.
public struct KnownNameList: Sendable {
  /// The name for each number.
  public private(set) var texts: [String] = []
  /// The number for each name.
  public private(set) var numbers: [String: Int] = [:]

  init(_ names: [String]) {
    numbers.reserveCapacity(names.count)
    for name in names where numbers[name] == nil {
      numbers[name] = texts.count
      texts.append(name)
    }
  }
}
