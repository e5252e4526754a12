import Diagnostics

/// A statement of a Python program, as written. Nothing is looked up and nothing is executed.
///
/// Blocks of a statement are arrays of statements. The nesting is limited by the parser (`PythonParser.mostLevels`), so
/// functions that visit a program may call themselves.
public struct PythonStatement: Sendable, Hashable {
  /// Which statement it is, with its parts.
  public var kind: Kind
  /// The statement from its first character (a decorator, if it has one) to its last, with all its blocks.
  public var span: Span

  /// Creates a statement.
  public init(_ kind: Kind, span: Span) {
    self.kind = kind
    self.span = span
  }

  /// The blocks that run in the scope of the statement, in order: not the bodies of functions and classes.
  public var blocks: [[PythonStatement]] {
    switch kind {
    case .if(let branches, let otherwise): branches.map { $0.body } + [otherwise]
    case .while(_, let body, let otherwise), .for(_, _, let body, let otherwise): [body, otherwise]
    case .try(let parts): [parts.body] + parts.handlers.map { $0.body } + [parts.otherwise, parts.finally]
    case .with(_, let body): [body]
    case .match(_, let cases): cases.map { $0.body }
    case .expression, .assignment, .annotation, .augmentedAssignment, .return, .raise, .assert, .pass, .break,
      .continue, .delete, .global, .nonlocal, .importModules, .importNames, .function, .classDefinition, .broken:
      []
    }
  }

  /// The kinds of statements of Python 3.11.
  public indirect enum Kind: Sendable, Hashable {
    case expression(PythonExpression)
    /// `a = b = value` has two targets.
    case assignment(targets: [PythonExpression], value: PythonExpression)
    /// `a: int = value`, and `a: int` without a value.
    case annotation(target: PythonExpression, value: PythonExpression?)
    /// `a += value`.
    case augmentedAssignment(target: PythonExpression, PythonExpression.BinaryOperator, value: PythonExpression)
    case `return`(PythonExpression?)
    /// `raise exception from cause`. Both are missing in a bare `raise`.
    case raise(PythonExpression?, cause: PythonExpression?)
    case assert(PythonExpression, message: PythonExpression?)
    case pass
    case `break`
    case `continue`
    case delete([PythonExpression])
    case global([String])
    case nonlocal([String])
    /// `import a.b as c, d`.
    case importModules([PythonImport])
    /// `from ..a.b import c as d`: the module without its leading dots, and the number of dots. `*` is a name.
    case importNames(module: String, level: Int, [PythonImport])
    case function(PythonFunction)
    case classDefinition(PythonClass)
    /// `if`, and each `elif`, with its block; then the block after `else`.
    case `if`([PythonBranch], otherwise: [PythonStatement])
    case `while`(PythonExpression, body: [PythonStatement], otherwise: [PythonStatement])
    case `for`(
      target: PythonExpression, iterable: PythonExpression, body: [PythonStatement], otherwise: [PythonStatement])
    case `try`(PythonTry)
    case with([PythonContext], body: [PythonStatement])
    /// `match subject:`.
    case match(PythonExpression, cases: [PythonCase])
    /// A statement with a syntax error, or one that is nested too deeply. `PythonProgram.diagnostics` has the reason.
    case broken
  }
}

/// A condition and the block that runs if it is true.
public struct PythonBranch: Sendable, Hashable {
  /// The condition.
  public var test: PythonExpression
  /// The block.
  public var body: [PythonStatement]

  /// Creates a branch.
  public init(test: PythonExpression, body: [PythonStatement]) {
    self.test = test
    self.body = body
  }
}

/// `a.b as c` in an import.
public struct PythonImport: Sendable, Hashable {
  /// The dotted name, such as `werkzeug.exceptions`.
  public var name: String
  /// The name after `as`.
  public var alias: String?

  /// Creates a part of an import.
  public init(name: String, alias: String? = nil) {
    self.name = name
    self.alias = alias
  }
}

/// A function definition.
public struct PythonFunction: Sendable, Hashable {
  /// The name after `def` or `class`.
  public var name: String
  /// The span of the name.
  public var nameSpan: Span
  /// The parameters in order.
  public var parameters: [PythonParameter]
  /// The block.
  public var body: [PythonStatement]
  /// The expressions after `@`, in the order of the file.
  public var decorators: [PythonExpression]
  /// Whether `async` is before `def`.
  public var isAsync: Bool

  /// Creates a function definition.
  public init(
    name: String, nameSpan: Span, parameters: [PythonParameter], body: [PythonStatement],
    decorators: [PythonExpression] = [], isAsync: Bool = false
  ) {
    self.name = name
    self.nameSpan = nameSpan
    self.parameters = parameters
    self.body = body
    self.decorators = decorators
    self.isAsync = isAsync
  }
}

/// A parameter of a function or lambda. The separators `/` and `*` are not parameters.
public struct PythonParameter: Sendable, Hashable {
  /// How arguments reach a parameter.
  public enum Kind: Sendable, Hashable {
    case regular
    /// After `*`.
    case keywordOnly
    /// `*name`.
    case positions
    /// `**name`.
    case keywords
  }

  /// The name, without stars.
  public var name: String
  /// How arguments reach it.
  public var kind: Kind
  /// The expression after `=`.
  public var defaultValue: PythonExpression?

  /// Creates a parameter.
  public init(name: String, kind: Kind = .regular, defaultValue: PythonExpression? = nil) {
    self.name = name
    self.kind = kind
    self.defaultValue = defaultValue
  }
}

/// A class definition.
public struct PythonClass: Sendable, Hashable {
  /// The name after `def` or `class`.
  public var name: String
  /// The span of the name.
  public var nameSpan: Span
  /// The base classes, and keywords such as `metaclass=`.
  public var arguments: [PythonArgument]
  /// The block.
  public var body: [PythonStatement]
  /// The expressions after `@`, in the order of the file.
  public var decorators: [PythonExpression]

  /// Creates a class definition.
  public init(
    name: String, nameSpan: Span, arguments: [PythonArgument], body: [PythonStatement],
    decorators: [PythonExpression] = []
  ) {
    self.name = name
    self.nameSpan = nameSpan
    self.arguments = arguments
    self.body = body
    self.decorators = decorators
  }
}

/// `try` with its clauses.
public struct PythonTry: Sendable, Hashable {
  /// `except type as name:`.
  public struct Handler: Sendable, Hashable {
    /// The exceptions that it catches; nil: all.
    public var type: PythonExpression?
    /// The name after `as`.
    public var name: String?
    /// The block.
    public var body: [PythonStatement]

    /// Creates an `except` clause.
    public init(type: PythonExpression?, name: String?, body: [PythonStatement]) {
      self.type = type
      self.name = name
      self.body = body
    }
  }

  /// The block after `try`.
  public var body: [PythonStatement]
  /// The `except` clauses in order.
  public var handlers: [Handler]
  /// The block after `else`.
  public var otherwise: [PythonStatement]
  /// The block after `finally`.
  public var finally: [PythonStatement]

  /// Creates a `try` statement.
  public init(
    body: [PythonStatement], handlers: [Handler], otherwise: [PythonStatement], finally: [PythonStatement]
  ) {
    self.body = body
    self.handlers = handlers
    self.otherwise = otherwise
    self.finally = finally
  }
}

/// `value as target` of a `with` statement.
public struct PythonContext: Sendable, Hashable {
  /// The context manager.
  public var value: PythonExpression
  /// The target after `as`.
  public var target: PythonExpression?

  /// Creates a part of a `with` statement.
  public init(value: PythonExpression, target: PythonExpression?) {
    self.value = value
    self.target = target
  }
}
