import Diagnostics
import PythonSyntax
import Resolution

/// A value of an evaluated program, as far as it is known.
///
/// Values with identity (lists, instances, apps) are numbers of objects in the evaluator. So the evaluator is a value
/// itself: a copy of it evaluates what a handler would do, and is then discarded.
indirect enum Value: Sendable, Hashable {
  case none
  case ellipsis
  case boolean(Bool)
  case integer(Int64)
  /// A float, as it is written. Nothing is calculated with it.
  case float(String)
  case text(String)
  /// Bytes, decoded as UTF-8: programs that assert on `b"..."` mean the text.
  case bytes(String)
  /// A text that contains values of the exception that a handler received.
  case template([TextPart])
  case tuple([Value])
  case list(ObjectID)
  case set(ObjectID)
  /// What `iter`, `map` and generator expressions return. Its elements are removed as they are used.
  case iterator(ObjectID)
  case dictionary(ObjectID)
  case type(ClassID)
  /// An instance of a class of the program or of a known exception class.
  case instance(ObjectID)
  case function(FunctionID)
  /// A function with its first argument.
  case method(Value, FunctionID)
  /// `super()`: attributes are looked up after the class on the MRO of the instance.
  case parent(of: Value, after: ClassID)
  /// A module, class or function of a library, by its full name: `flask.abort`, `pytest.raises`, `isinstance`.
  case library(String)
  /// A method of a value of a library or of a built-in type: `"text".format`, `app.route`.
  case libraryMethod(Value, String)
  /// The result of calling something of a library with arguments that are needed later: a decorator, a context.
  case partial(String, [Value], Keywords)
  case app(Int)
  case blueprint(Int)
  /// A test client with the dictionary of its session.
  case client(app: Int, session: ObjectID)
  case config(app: Int)
  case response(ObjectID)
  /// The exception that a handler received, while its answer is found for all exceptions.
  case received(ReceivedPart)
  /// A condition on the exception that a handler received.
  case condition(HandlerCondition, isNegated: Bool)
  /// The text of a page that the framework creates.
  case page
  case unknown(Unknown)
}

extension Value {
  /// Whether it depends on the exception that a handler received, or on the text of a default page.
  var isSymbolic: Bool {
    switch self {
    case .received, .template, .condition, .page: true
    default: false
    }
  }
}

extension Value {
  /// Whether it is an object of a library, whose state is not modeled.
  var isOfLibrary: Bool {
    switch self {
    case .library, .libraryMethod, .partial, .config, .response, .parent: true
    default: false
    }
  }
}

/// The number of an object of the evaluator: a list, a dictionary, an instance.
struct ObjectID: Sendable, Hashable {
  var index: Int
}

/// The number of a function of the program.
struct FunctionID: Sendable, Hashable {
  var index: Int
}

/// A value that is not known, and why.
struct Unknown: Sendable, Hashable {
  /// The reason, as an index into the reasons of the evaluator.
  var reason: Int
  /// Whether using it can raise an exception or change the app, as far as can be known. Logging and clocks do neither.
  var isHarmless = false
  /// Whether it can be `None`, as far as can be known.
  var mayBeNone = false
}

/// A part of a text that depends on the exception that a handler received.
enum TextPart: Sendable, Hashable {
  case text(String)
  case value(ReceivedPart)
}

/// What a handler reads of the exception that it received.
enum ReceivedPart: Sendable, Hashable {
  /// `e`.
  case exception
  /// `type(e)`.
  case type
  /// `type(e).__name__`.
  case typeName
  /// `e.code`.
  case code
  /// `e.name`: Werkzeug's name of the status.
  case statusName
  /// `e.original_exception`.
  case original
  /// `type(e.original_exception)`.
  case originalType
  /// `type(e.original_exception).__name__`.
  case originalTypeName
}

/// What the answer of a handler can depend on.
enum HandlerCondition: Sendable, Hashable {
  /// `isinstance(e, CLASS)`.
  case isInstance(ClassID)
  /// `type(e) is CLASS`.
  case isExactly(ClassID)
  /// `e.code == N`.
  case hasCode(Int32)
  /// `isinstance(e.original_exception, CLASS)`.
  case originalIsInstance(ClassID)
}

/// A list, a dictionary or an instance.
enum HeapObject: Sendable {
  /// A list or a set.
  case elements([Value])
  /// A range, or the values or items of a dictionary: like a list, but `str` and JSON show it in another way.
  case view([Value])
  /// An iterator whose elements were used, perhaps not all of them.
  case spent
  case dictionary(Entries)
  case instance(ClassID, [String: Value])
  case response(ResponseObject)

  /// The entries of a dictionary in order.
  struct Entries: Sendable {
    private(set) var keys: [Value] = []
    private(set) var values: [Value] = []
    private var indexes: [Value: Int] = [:]

    subscript(_ key: Value) -> Value? {
      get { indexes[key].map { values[$0] } }
      set {
        if let index = indexes[key] {
          if let newValue { values[index] = newValue } else { remove(at: index) }
        } else if let newValue {
          indexes[key] = keys.count
          keys.append(key)
          values.append(newValue)
        }
      }
    }

    init() {}

    init(_ pairs: [(Value, Value)]) { for (key, value) in pairs { self[key] = value } }

    /// The entries in the order in which their keys were added.
    var pairs: Zip2Sequence<[Value], [Value]> { zip(keys, values) }

    /// Takes over all entries of others. They replace entries with the same key.
    mutating func add(_ others: Self) {
      for (key, value) in others.pairs { self[key] = value }
    }

    private mutating func remove(at index: Int) {
      keys.remove(at: index)
      values.remove(at: index)
      indexes = [:]
      for (index, key) in keys.enumerated() { indexes[key] = index }
    }
  }
}

/// A response, made by the program or received by a test client.
struct ResponseObject: Sendable {
  /// A text, a template, a page, or unknown.
  var body: Value
  /// A number, `e.code`, or unknown.
  var status: Value
  /// The URL that a redirect leads to, if it is known.
  var location: Value?
  /// The content type without parameters, if it is known.
  var mimetype: String?
}

/// A function or lambda of the program, with the scope in which it was defined.
struct FunctionObject: Sendable {
  enum Body: Sendable {
    case block([PythonStatement])
    case expression(PythonExpression)
  }

  var name: String
  var parameters: [PythonParameter]
  /// The values of the defaults, one for each parameter.
  var defaults: [Value?]
  var body: Body
  var scope: Int
  /// The span of its name.
  var span: Span
  /// The class that contains the definition, for `super()`.
  var owner: ClassID?
  var kind = Kind.plain
  /// Whether the body contains `yield`.
  var isGenerator = false
  var isAsync = false
  /// Whether `abc.abstractmethod` marks it.
  var isAbstract = false
  /// The function that assigns to a property.
  var setter: FunctionID?
  /// The attributes that the program sets on it.
  var attributes: [String: Value] = [:]
  /// Why a test is not modeled, if it is not.
  var unmodeled: Int?
  /// The decorators `unittest.mock.patch`, the lowest one first.
  var patches: [Value] = []
  /// Marks and fixtures of pytest, in the order of the file.
  var marks: [Value] = []

  enum Kind: Sendable {
    case plain, classMethod, staticMethod, property
  }
}

/// The variables of a module, a class body or a call.
struct Scope: Sendable {
  var variables: [String: Value] = [:]
  /// The names of a module or a class body in the order of their first assignment, as in Python's `__dict__`.
  var order: [String] = []
  /// The enclosing scope that names are looked up in; nil for a module.
  var parent: Int?
  /// Whether it is the body of a class. Functions in it do not see its variables.
  var isClassBody = false
  /// Names that `global` or `nonlocal` declares, with the scope that has them.
  var redirected: [String: Int] = [:]
  var isModule: Bool { parent == nil }
  /// The class whose method is called, and its first argument, for `super()`.
  var method: (owner: ClassID, receiver: Value)?
}
