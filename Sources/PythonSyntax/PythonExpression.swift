import Diagnostics

/// An expression of a Python program, as written.
public struct PythonExpression: Sendable, Hashable {
  /// Which expression it is, with its parts.
  public var kind: Kind
  /// The bytes of the expression, without parentheses around it.
  public var span: Span

  /// Creates an expression.
  public init(_ kind: Kind, span: Span) {
    self.kind = kind
    self.span = span
  }

  /// The kinds of expressions of Python 3.11.
  public indirect enum Kind: Sendable, Hashable {
    case name(String)
    /// An integer literal that fits into 64 bits.
    case integer(Int64)
    /// A larger integer, a float or an imaginary number.
    case otherNumber
    /// A string literal, or several adjacent ones.
    case string(String)
    /// A bytes literal, or several adjacent ones.
    case bytes([UInt8])
    case formatted([FormattedPart])
    case none
    case `true`
    case `false`
    case ellipsis
    case tuple([PythonExpression])
    case list([PythonExpression])
    case set([PythonExpression])
    case dictionary([DictionaryEntry])
    case unary(UnaryOperator, PythonExpression)
    case binary(PythonExpression, BinaryOperator, PythonExpression)
    /// At least two operands, evaluated from the left until one is false.
    case and([PythonExpression])
    /// At least two operands, evaluated from the left until one is true.
    case or([PythonExpression])
    /// `a < b <= c`: the first operand, then at least one operator with its operand.
    case comparison(PythonExpression, [Comparison])
    case call(PythonExpression, [PythonArgument])
    case attribute(PythonExpression, String)
    case subscripted(PythonExpression, PythonExpression)
    /// `a:b:c` in a subscript.
    case slice(PythonExpression?, PythonExpression?, PythonExpression?)
    case lambda([PythonParameter], PythonExpression)
    /// `value if test else otherwise`.
    case conditional(test: PythonExpression, value: PythonExpression, otherwise: PythonExpression)
    case comprehension(Comprehension)
    case await(PythonExpression)
    case yield(PythonExpression?)
    case yieldFrom(PythonExpression)
    /// `*value` in a tuple, list, set or target.
    case starred(PythonExpression)
    /// `(name := value)`.
    case named(String, PythonExpression)
  }

  /// A part of an f-string.
  public enum FormattedPart: Sendable, Hashable {
    case text(String)
    /// `{value!r:format}`: the conversion is `r`, `s` or `a`. A format may contain replacements itself: then it is not
    /// plain, and `format` is empty.
    case replacement(PythonExpression, conversion: UInt8?, format: String, isPlain: Bool)
  }

  /// An entry of a dictionary display. `**value` has no key.
  public struct DictionaryEntry: Sendable, Hashable {
    /// The expression before the colon; nil for `**value`.
    public var key: PythonExpression?
    /// The expression after the colon or `**`.
    public var value: PythonExpression

    /// Creates an entry.
    public init(key: PythonExpression?, value: PythonExpression) {
      self.key = key
      self.value = value
    }
  }

  /// An operator before its operand.
  public enum UnaryOperator: Sendable, Hashable {
    case not, minus, plus, invert
  }

  /// An operator between two operands. Comparisons, `and` and `or` are kinds of expressions instead.
  public enum BinaryOperator: Sendable, Hashable {
    case add, subtract, multiply, divide, floorDivide, remainder, power, matrixMultiply
    case shiftLeft, shiftRight, bitAnd, bitOr, bitXor
  }

  /// An operator of a comparison and its right operand.
  public struct Comparison: Sendable, Hashable {
    /// How two operands are compared.
    public enum Operator: Sendable, Hashable {
      case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual, `in`, notIn, `is`, isNot
    }

    /// The operator before the right operand.
    public var `operator`: Operator
    /// The right operand.
    public var right: PythonExpression

    /// Creates a part of a comparison.
    public init(_ operator: Operator, _ right: PythonExpression) {
      self.operator = `operator`
      self.right = right
    }
  }

  /// A list, set, dictionary or generator comprehension.
  public struct Comprehension: Sendable, Hashable {
    /// What a comprehension creates.
    public enum Kind: Sendable, Hashable {
      case list, set, generator
      /// The element is the value, and this is its key.
      indirect case dictionary(key: PythonExpression)
    }

    /// `for target in iterable if condition ...`.
    public struct Clause: Sendable, Hashable {
      /// What each element is assigned to.
      public var target: PythonExpression
      /// The expression after `in`.
      public var iterable: PythonExpression
      /// The expressions after each `if`.
      public var conditions: [PythonExpression]

      /// Creates a clause.
      public init(target: PythonExpression, iterable: PythonExpression, conditions: [PythonExpression]) {
        self.target = target
        self.iterable = iterable
        self.conditions = conditions
      }
    }

    /// What it creates.
    public var kind: Kind
    /// The expression before the first `for`.
    public var element: PythonExpression
    /// At least one.
    public var clauses: [Clause]

    /// Creates a comprehension.
    public init(kind: Kind, element: PythonExpression, clauses: [Clause]) {
      self.kind = kind
      self.element = element
      self.clauses = clauses
    }
  }
}

/// An argument of a call, or a base class.
public struct PythonArgument: Sendable, Hashable {
  /// How an argument is passed.
  public enum Kind: Sendable, Hashable {
    case positional
    case keyword(String)
    /// `*value`.
    case positions
    /// `**value`.
    case keywords
  }

  /// How it is passed.
  public var kind: Kind
  /// The expression, without a keyword or stars.
  public var value: PythonExpression

  /// Creates an argument.
  public init(_ value: PythonExpression, kind: Kind = .positional) {
    self.value = value
    self.kind = kind
  }
}
