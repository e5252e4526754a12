import Diagnostics

/// The base classes of a class, at least one. Most classes have exactly one, which needs no array.
public enum BaseList: Sendable, Hashable, RandomAccessCollection {
  case one(Name)
  /// At least two.
  case several([Name])

  /// Creates a list of one base class.
  public init(_ first: Name) { self = .one(first) }

  /// Adds a base class at the end.
  public mutating func append(_ name: Name) {
    switch self {
    case .one(let first): self = .several([first, name])
    case .several(var names):
      self = .one(name)
      names.append(name)
      self = .several(names)
    }
  }

  /// The index of the first base class, 0.
  public var startIndex: Int { 0 }
  /// The number of base classes.
  public var endIndex: Int { if case .several(let names) = self { names.count } else { 1 } }

  /// Returns a base class by its index from 0, in the order of the class statement.
  public subscript(_ index: Int) -> Name {
    switch self {
    case .one(let first): first
    case .several(let names): names[index]
    }
  }
}

/// `class NAME(BASES) [code N] [self.code N]`.
public struct ClassDeclaration: Sendable, Hashable {
  /// A code: a number from 0 to 999999, or Python's `None`.
  public enum Code: Sendable, Hashable {
    case number(Int32)
    case pythonNone

    /// The number; nil for `None`.
    public var value: Int? { if case .number(let number) = self { Int(number) } else { nil } }
  }

  /// The name that the statement declares.
  public var name: Name
  /// The base classes, in the order of the statement.
  public var bases: BaseList
  /// The class attribute `code`.
  public var code: Code?
  /// The value of `self.code`, set by the constructor.
  public var instanceCode: Code?

  /// Creates a declaration without codes.
  public init(name: Name, bases: BaseList) {
    self.name = name
    self.bases = bases
  }
}

/// `blueprint NAME [as NAME] [in PARENT [as NAME], ...]`: a blueprint and its registrations, at least one.
public struct BlueprintDeclaration: Sendable, Hashable {
  /// One call of `register_blueprint`.
  public struct Registration: Sendable, Hashable {
    /// The parent blueprint; nil for the app.
    public var parent: Name?
    /// The argument `name=`; nil for the blueprint's own name.
    public var alias: Name?

    /// Creates a registration. Without a parent it is on the app; without an alias it uses the blueprint's own name.
    public init(parent: Name? = nil, alias: Name? = nil) {
      self.parent = parent
      self.alias = alias
    }
  }

  /// The blueprint's own name.
  public var name: Name
  /// Where the blueprint is registered, in the order of the statement; at least one.
  public var registrations: [Registration]

  /// Creates a declaration. By default, the blueprint has one registration, on the app.
  public init(name: Name, registrations: [Registration] = [Registration()]) {
    self.name = name
    self.registrations = registrations
  }

  /// The blueprint of the first registration; nil for the app.
  public var parent: Name? { registrations.first.flatMap { $0.parent } }

  /// Whether the blueprint is registered on another blueprint.
  public var isNested: Bool { registrations.contains { $0.parent != nil } }
}

/// `handler TARGET [in BLUEPRINT] -> ANSWER`.
public struct HandlerDeclaration: Sendable, Hashable {
  /// What a handler is registered for.
  public enum Target: Sendable, Hashable {
    case named(Name)
    case code(Number)

    /// Where the class name or the code is written.
    public var span: Span {
      switch self {
      case .named(let name): name.span
      case .code(let number): number.span
      }
    }
  }

  /// What a handler does when it is called.
  public enum Answer: Sendable, Hashable {
    /// Returns a body. Without a status, Flask uses 200.
    case body(StringLiteral, status: Status?)
    /// Returns a body with values of the exception, written like Python's f-string: `f"caught {e.code}"`. The literal is
    /// what `BodyTemplate` reads.
    case template(StringLiteral, status: Status?)
    /// Raises a new exception.
    case raise(Name)
    /// Calls abort(code).
    case abort(Number)
    /// Returns the exception that it received (`return e`).
    case exception(Span)
    /// Raises the exception that it received (`raise e`).
    case reraise(Span)
    /// Does what the first arm with a true condition says: `"gone", 410 if e.code == 410 else e`.
    indirect case conditional(ConditionalAnswer)
  }

  /// The status that a handler returns.
  public enum Status: Sendable, Hashable {
    /// From 200 to 599.
    case number(Int32)
    /// `e.code`.
    case ofException
  }

  /// The class or status code that the handler is registered for.
  public var target: Target
  /// The blueprint that the handler is registered on; nil for the app.
  public var scope: Name?
  /// What the handler does when it is called.
  public var answer: Answer

  /// Creates a declaration. Without a scope, the handler is registered on the app.
  public init(target: Target, scope: Name? = nil, answer: Answer) {
    self.target = target
    self.scope = scope
    self.answer = answer
  }
}

extension HandlerDeclaration {
  /// `ANSWER if CONDITION else ANSWER [if CONDITION else ANSWER ...]`: the answer of a handler that depends on the exception.
  public struct ConditionalAnswer: Sendable, Hashable {
    /// An answer and its condition.
    public struct Arm: Sendable, Hashable {
      /// What the handler does if the condition is true. It is not conditional itself.
      public var answer: Answer
      /// The condition after the answer.
      public var condition: Condition

      /// Creates an arm.
      public init(answer: Answer, condition: Condition) {
        self.answer = answer
        self.condition = condition
      }
    }

    /// The maximum number of answers, including the last one.
    public static let answerLimit = 16

    /// The answers with a condition, in the order in which Python tests them; at least one.
    public var arms: [Arm]
    /// What the handler does if no condition is true. It is not conditional itself.
    public var otherwise: Answer

    /// Creates a conditional answer; `arms` has at least one element.
    public init(arms: [Arm], otherwise: Answer) {
      self.arms = arms
      self.otherwise = otherwise
    }
  }

  /// A condition about the exception that a handler received.
  public struct Condition: Sendable, Hashable {
    /// What is tested.
    public enum Test: Sendable, Hashable {
      /// `isinstance(e, CLASS)`.
      case isInstance(Name)
      /// `type(e) is CLASS`.
      case isExactly(Name)
      /// `isinstance(e.original_exception, CLASS)`.
      case originalIsInstance(Name)
      /// `e.code == N`.
      case hasCode(Number)
    }

    /// What is tested.
    public var test: Test
    /// Whether the test must be false: `not isinstance(...)`, `type(e) is not CLASS`, `e.code != N`.
    public var isNegated: Bool

    /// Creates a condition. By default, its test must be true.
    public init(_ test: Test, isNegated: Bool = false) {
      self.test = test
      self.isNegated = isNegated
    }
  }
}
