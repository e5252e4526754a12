extension Handler {
  /// A body with values of the exception, as Python's f-string.
  public struct BodyTemplate: Sendable, Hashable {
    /// The id of the text with its placeholders.
    public var text: BodyID
    /// The placeholders in the order of the text. They have values when the handler is called.
    public var placeholders: [Placeholder]

    /// Creates a template.
    public init(text: BodyID, placeholders: [Placeholder]) {
      self.text = text
      self.placeholders = placeholders
    }
  }

  /// A value of the received exception that a body can show.
  public enum Placeholder: Sendable, Hashable {
    /// `type(e).__name__`.
    case className
    /// `e.code`.
    case code
    /// `e.name`, Werkzeug's name of the status.
    case name
    /// `type(e.original_exception).__name__`.
    case originalClassName
  }

  /// The first answer whose condition is true.
  public struct ConditionalAnswer: Sendable, Hashable {
    /// An answer and its condition.
    public struct Arm: Sendable, Hashable {
      /// The action if the condition is true.
      public var answer: Handler.Answer
      /// The condition, which is tested if those of the arms before it are false.
      public var condition: Condition

      /// Creates an arm.
      public init(answer: Handler.Answer, condition: Condition) {
        self.answer = answer
        self.condition = condition
      }
    }

    /// The arms in order.
    public var arms: [Arm]
    /// The action if no condition is true.
    public var otherwise: Handler.Answer

    /// Creates a conditional answer.
    public init(arms: [Arm], otherwise: Handler.Answer) {
      self.arms = arms
      self.otherwise = otherwise
    }

    /// All answers: those of the arms, then the last one.
    public var answers: [Handler.Answer] { arms.map { $0.answer } + [otherwise] }
  }

  /// A condition about the received exception.
  public struct Condition: Sendable, Hashable {
    /// What is tested.
    public enum Test: Sendable, Hashable {
      /// `isinstance(e, C)`.
      case isInstance(ClassID)
      /// `type(e) is C`.
      case isExactly(ClassID)
      /// `isinstance(e.original_exception, C)`.
      case originalIsInstance(ClassID)
      /// `e.code == N`.
      case hasCode(Int32)
    }

    /// What is tested.
    public var test: Test
    /// Whether the test must be false.
    public var isNegated: Bool

    /// Creates a condition.
    public init(_ test: Test, isNegated: Bool) {
      self.test = test
      self.isNegated = isNegated
    }
  }
}

/// The value of a placeholder in a response.
public enum PlaceholderValue: Sendable, Hashable {
  /// The name of a class.
  case className(ClassID)
  /// The name of the class of `None`.
  case noneType
  /// A code that exists.
  case code(InstanceCode)
  /// The name of the status with this code; nil for the name of an unknown status.
  case statusName(Int32?)
  /// The name of an attribute that a handler read and that does not exist.
  case attributeName(ExceptionAttribute)
  /// `None`.
  case none
}

/// An attribute of an exception that only some classes have.
public enum ExceptionAttribute: Error, Sendable, Hashable {
  case code, name, originalException
}

/// The exception that a handler received, as far as conditions and placeholders can read it.
struct ReceivedException {
  var type: ClassID
  var code: InstanceCode
  /// The class of `original_exception`, if the framework has set it.
  var original: ClassID?
  /// The attribute that does not exist, if the exception is the AttributeError that Python raised for it.
  var missing: ExceptionAttribute?

  init(_ type: ClassID, code: InstanceCode, original: ClassID? = nil, missing: ExceptionAttribute? = nil) {
    self.type = type
    self.code = code
    self.original = original
    self.missing = missing
  }

  /// Returns the answer of the first arm whose condition is true, or the first missing attribute that a condition reads.
  func choose(
    from conditional: Handler.ConditionalAnswer, in hierarchy: Hierarchy
  ) -> Result<Handler.Answer, ExceptionAttribute> {
    for arm in conditional.arms {
      switch test(arm.condition.test, in: hierarchy) {
      case .failure(let attribute): return .failure(attribute)
      case .success(let isTrue): if isTrue != arm.condition.isNegated { return .success(arm.answer) }
      }
    }
    return .success(conditional.otherwise)
  }

  private func test(_ test: Handler.Condition.Test, in hierarchy: Hierarchy) -> Result<Bool, ExceptionAttribute> {
    switch test {
    case .isInstance(let id): return .success(hierarchy.isSubclass(type, of: id))
    case .isExactly(let id): return .success(type == id)
    case .originalIsInstance(let id):
      return originalException(in: hierarchy).map { original in
        // `None` is an instance of `object` too.
        original.map { hierarchy.isSubclass($0, of: id) } ?? (id == hierarchy.wellKnown.object)
      }
    case .hasCode(let number): return code == .absent ? .failure(.code) : .success(code == .number(number))
    }
  }

  /// Returns the values of a template's placeholders, or the first missing attribute that one reads.
  func values(of template: Handler.BodyTemplate, in hierarchy: Hierarchy) -> Result<
    [PlaceholderValue], ExceptionAttribute
  > {
    var values: [PlaceholderValue] = []
    for placeholder in template.placeholders {
      switch value(of: placeholder, in: hierarchy) {
      case .failure(let attribute): return .failure(attribute)
      case .success(let value): values.append(value)
      }
    }
    return .success(values)
  }

  private func value(
    of placeholder: Handler.Placeholder, in hierarchy: Hierarchy
  ) -> Result<PlaceholderValue, ExceptionAttribute> {
    switch placeholder {
    case .className: return .success(.className(type))
    case .code: return code == .absent ? .failure(.code) : .success(.code(code))
    case .name:
      switch hierarchy.nameOwner(of: type) {
      case nil: return .failure(.name)
      // A view creates exceptions of Python without a name.
      case .python: return .success(missing.map { .attributeName($0) } ?? .none)
      case .library: if case .number(let number) = code { return .success(.statusName(number)) }
      }
      return .success(.statusName(nil))
    case .originalClassName:
      return originalException(in: hierarchy).map { original in original.map { .className($0) } ?? .noneType }
    }
  }

  /// Returns the class of `e.original_exception`; nil if the attribute is None.
  private func originalException(in hierarchy: Hierarchy) -> Result<ClassID?, ExceptionAttribute> {
    if let original { return .success(original) }
    return hierarchy.hasOriginalException(type) ? .success(nil) : .failure(.originalException)
  }
}

extension Hierarchy {
  /// Returns the answer that a handler chooses for an exception; nil if a condition reads an attribute that does not exist.
  ///
  /// - Parameter code: The code of the instance, if it is not the code of the class.
  public func choose(
    from conditional: Handler.ConditionalAnswer, for id: ClassID, code: Int32? = nil, original: ClassID? = nil
  ) -> Handler.Answer? {
    let code = code.map { InstanceCode.number($0) } ?? instanceCode(id)
    let received = ReceivedException(id, code: code, original: original)
    return try? received.choose(from: conditional, in: self).get()
  }
}

extension Handler.Answer {
  /// Whether the answer depends on more than the code of the exception and on whether it is a response.
  var readsException: Bool {
    switch self {
    case .template, .conditional: true
    case .response, .raises, .aborts, .exception, .reraises: false
    }
  }
}

// MARK: Attributes

/// The attributes that the HTTP errors of a library have besides their code.
struct AttributeRules: Sendable, Hashable {
  /// Whether they have a `name`, the name of the status.
  var hasName = false
  /// The codes whose status has no name, although it has one in newer releases.
  var unnamedCodes: [Int32] = []
}

/// The class on the MRO that defines the attribute `name`.
enum NameOwner {
  case python, library
}

extension Hierarchy {
  /// Returns the kind of class that defines `name` for instances of a class; nil if none does.
  func nameOwner(of id: ClassID) -> NameOwner? {
    for member in mro(id) {
      if wellKnown.named.contains(member) { return .python }
      if attributes.hasName, member == wellKnown.httpException { return .library }
    }
    return nil
  }

  /// Returns the library's name of a status code, as `e.name` has it; nil for no code.
  public func statusName(_ code: Int32?) -> String {
    guard let code, !attributes.unnamedCodes.contains(code),
      let name = statusNames.first(where: { $0.code == code })?.name
    else { return "Unknown Error" }
    return name
  }
}

/// Werkzeug's `HTTP_STATUS_CODES`.
private let statusNames: [(code: Int32, name: String)] = [
  (100, "Continue"), (101, "Switching Protocols"), (102, "Processing"), (103, "Early Hints"), (200, "OK"),
  (201, "Created"), (202, "Accepted"), (203, "Non Authoritative Information"), (204, "No Content"),
  (205, "Reset Content"), (206, "Partial Content"), (207, "Multi Status"), (208, "Already Reported"),
  (226, "IM Used"), (300, "Multiple Choices"), (301, "Moved Permanently"), (302, "Found"), (303, "See Other"),
  (304, "Not Modified"), (305, "Use Proxy"), (306, "Switch Proxy"), (307, "Temporary Redirect"),
  (308, "Permanent Redirect"), (400, "Bad Request"), (401, "Unauthorized"), (402, "Payment Required"),
  (403, "Forbidden"), (404, "Not Found"), (405, "Method Not Allowed"), (406, "Not Acceptable"),
  (407, "Proxy Authentication Required"), (408, "Request Timeout"), (409, "Conflict"), (410, "Gone"),
  (411, "Length Required"), (412, "Precondition Failed"), (413, "Request Entity Too Large"),
  (414, "Request URI Too Long"), (415, "Unsupported Media Type"), (416, "Requested Range Not Satisfiable"),
  (417, "Expectation Failed"), (418, "I'm a teapot"), (421, "Misdirected Request"), (422, "Unprocessable Entity"),
  (423, "Locked"), (424, "Failed Dependency"), (425, "Too Early"), (426, "Upgrade Required"),
  (428, "Precondition Required"), (429, "Too Many Requests"), (431, "Request Header Fields Too Large"),
  (449, "Retry With"), (451, "Unavailable For Legal Reasons"), (500, "Internal Server Error"),
  (501, "Not Implemented"), (502, "Bad Gateway"), (503, "Service Unavailable"), (504, "Gateway Timeout"),
  (505, "HTTP Version Not Supported"), (506, "Variant Also Negotiates"), (507, "Insufficient Storage"),
  (508, "Loop Detected"), (510, "Not Extended"), (511, "Network Authentication Failed"),
]
