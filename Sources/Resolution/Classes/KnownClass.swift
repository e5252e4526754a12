/// A class that a script need not declare: one of Python's exceptions, `object`, `bool`, `int`, `str`, or one of a framework's
/// library.
public struct KnownClass: Sendable {
  /// The name by which Python or the library calls the class.
  public var name: String
  /// The names of the bases, in the order of the class.
  public var bases: [String]
  /// The class attribute `code` that the class itself sets.
  public var code: CodeAttribute = .absent
  /// Whether instances have a memory layout of their own (CPython's "solid base").
  public var isSolid = false
  /// What the class's own constructor asks for.
  public var constructor = Constructor.anything
  /// What the class is to the rules of Python and of the framework; nil where they do not name it.
  var role: Role?
  /// Whether `abort` raises it for its code, and a handler for that number is one for it.
  public var standsForCode = false

  /// The classes that rules name.
  enum Role: Sendable, CaseIterable {
    case object, baseException, exception, bool, typeError, attributeError, importError, indexError, lookupError,
      nameError
    /// The class that HTTP errors derive from, and those that the framework raises or looks for by itself.
    case httpException, routingException, badRequest, badRequestKeyError, notFound, methodNotAllowed, requestRedirect
    case internalServerError
  }
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
  /// One of the library of HTTP errors.
  case http(HTTPConstructor)
  /// Has no constructor of its own.
  case inherited
}

extension KnownClass {
  /// Other names of the same class (CPython: Objects/exceptions.c).
  public static let aliases: [(alias: String, name: String)] = [
    ("EnvironmentError", "OSError"), ("IOError", "OSError"),
  ]

  /// Python 3.11's, as CPython 3.11.7 shows them.
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
    "Exception": .exception, "TypeError": .typeError, "AttributeError": .attributeError,
    "ImportError": .importError, "IndexError": .indexError, "LookupError": .lookupError, "NameError": .nameError,
  ]
}

/// The classes that scripts need not declare under some releases: Python's, and those of the framework's library.
public struct KnownClassSet: Sendable {
  /// The classes, each after its bases.
  public let classes: @Sendable () -> [KnownClass]
  /// A hierarchy of these alone, which is built once, when a session first asks for it: most programs need one set, and
  /// building all of them takes longer than anything else at the start.
  let hierarchy: @Sendable () -> Hierarchy

  /// Creates a set; `hierarchy` returns the same value each time.
  init(classes: @escaping @Sendable () -> [KnownClass], hierarchy: @escaping @Sendable () -> Hierarchy) {
    self.classes = classes
    self.hierarchy = hierarchy
  }

  /// The names of all classes that some framework knows, and the aliases of Python's, each with its number.
  public static let names = KnownNameList(
    Framework.all.flatMap { $0.knownClassNames() } + KnownClass.aliases.map { $0.alias })
}

/// Names with numbers from 0, so that the classes of a set are two arrays.
public struct KnownNameList: Sendable {
  /// The names, by number.
  public private(set) var texts: [String] = []
  /// The numbers, by name.
  public private(set) var numbers: [String: Int] = [:]

  init(_ names: [String]) {
    numbers.reserveCapacity(names.count)
    for name in names where numbers[name] == nil {
      numbers[name] = texts.count
      texts.append(name)
    }
  }
}
