/// The pattern of a `case`.
public indirect enum PythonPattern: Sendable, Hashable {
  /// A literal or a dotted name: the subject must be equal to it.
  case value(PythonExpression)
  /// `name`: matches anything.
  case capture(String)
  /// `_`.
  case wildcard
  /// At least two patterns, tried from the left.
  case or([PythonPattern])
  /// `pattern as name`.
  case named(PythonPattern, String)
  case sequence([PythonPattern])
  /// `*name` or `*_` in a sequence.
  case starred(String?)
  case mapping([Entry], rest: String?)
  /// `Class(a, b=c)`.
  case instance(PythonExpression, [PythonPattern], [Attribute])

  /// `key: pattern` in a mapping.
  public struct Entry: Sendable, Hashable {
    /// The literal or dotted name before the colon.
    public var key: PythonExpression
    /// The pattern of the value.
    public var pattern: PythonPattern

    /// Creates an entry.
    public init(key: PythonExpression, pattern: PythonPattern) {
      self.key = key
      self.pattern = pattern
    }
  }

  /// `name=pattern` in a pattern for a class.
  public struct Attribute: Sendable, Hashable {
    /// The name of the attribute.
    public var name: String
    /// The pattern of its value.
    public var pattern: PythonPattern

    /// Creates an attribute.
    public init(name: String, pattern: PythonPattern) {
      self.name = name
      self.pattern = pattern
    }
  }

  /// Whether it matches anything.
  public var isIrrefutable: Bool {
    switch self {
    case .capture, .wildcard: true
    case .or(let patterns): patterns.contains { $0.isIrrefutable }
    case .named(let pattern, _): pattern.isIrrefutable
    case .value, .sequence, .starred, .mapping, .instance: false
    }
  }

  /// The names that it assigns.
  public var names: [String] {
    switch self {
    case .value, .wildcard, .starred(nil): []
    case .capture(let name), .starred(let name?): [name]
    case .or(let patterns), .sequence(let patterns): patterns.flatMap { $0.names }
    case .named(let pattern, let name): pattern.names + [name]
    case .mapping(let entries, let rest): entries.flatMap { $0.pattern.names } + (rest.map { [$0] } ?? [])
    case .instance(_, let patterns, let attributes):
      patterns.flatMap { $0.names } + attributes.flatMap { $0.pattern.names }
    }
  }
}

/// A `case` of a `match` statement.
public struct PythonCase: Sendable, Hashable {
  /// The pattern; nil if it has an unusual form.
  public var pattern: PythonPattern?
  /// The condition after `if`.
  public var condition: PythonExpression?
  /// The block.
  public var body: [PythonStatement]

  /// Creates a case.
  public init(pattern: PythonPattern?, condition: PythonExpression?, body: [PythonStatement]) {
    self.pattern = pattern
    self.condition = condition
    self.body = body
  }
}
