import Diagnostics

/// A parsed line of a script. A name is the number of a text and a span. Nothing is looked up: the interpreter checks
/// whether a class exists. Common statements are plain data; large and rare ones are boxed.
public struct Statement: Sendable, Hashable {
  /// Which statement it is, with its parts.
  public var kind: Kind
  /// The whole statement, from its first word to its last. For a test block, it ends with the closing brace.
  public var span: Span
  private let storedLine: Int32
  /// The line on which the statement starts, from 1.
  public var line: Int { Int(storedLine) }

  /// Creates a statement; `line` is the line on which it starts, from 1.
  public init(_ kind: Kind, span: Span, line: Int) {
    self.kind = kind
    self.span = span
    storedLine = Int32(clamping: line)
  }

  /// Returns another statement with the same span and line.
  public func replaced(by kind: Kind) -> Statement { Statement(kind, span: span, line: line) }
}

extension Statement.Kind {
  /// Whether the statement can change the app, its process, or how responses are shown. All others only ask, or leave
  /// no trace.
  public var changesState: Bool {
    switch self {
    case .classDeclaration, .blueprint, .handler, .config, .request, .use, .restart, .reset, .trace: true
    case .expect(.answer): true
    // A continuing test keeps its effects.
    case .test(let block): block.isContinuing
    case .expect, .question: false
    }
  }
}

/// A name and where it is written. Equal names can have different spans.
public struct Name: Sendable, Hashable {
  /// The text, in the table of the source that the name was read from.
  public var text: TextID
  /// Where it is written; `.nowhere` if it is not from a script.
  public var span: Span

  /// Creates a name from the number of its text; without a span, it is not from a script.
  public init(_ text: TextID, _ span: Span = .nowhere) {
    self.text = text
    self.span = span
  }
}

/// A whole number from 0 to 999999 as written.
public struct Number: Sendable, Hashable {
  /// The numbers of the language. Status codes have no other limits.
  public static let values = 0...999_999

  private let stored: Int32
  /// Where it is written; `.nowhere` if it is not from a script.
  public var span: Span

  /// The value of the digits.
  public var value: Int { Int(stored) }

  /// Creates a number; without a span, it is not from a script.
  public init(_ value: Int, _ span: Span = .nowhere) {
    stored = Int32(clamping: value)
    self.span = span
  }
}

/// A string literal with resolved escapes. The span includes the quotes.
public struct StringLiteral: Sendable, Hashable {
  /// The text, in the table of the source that it was read from.
  public var text: TextID
  /// Where it is written, including the quotes; `.nowhere` if it is not from a script.
  public var span: Span

  /// Creates a literal from the number of its text; without a span, it is not from a script.
  public init(_ text: TextID, _ span: Span = .nowhere) {
    self.text = text
    self.span = span
  }
}

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

/// One HTTP request to the app, described by what its view does.
public struct Request: Sendable, Hashable {
  /// What the view does. For a visit, why the URL reaches no view.
  public enum Cause: Sendable, Hashable {
    /// The view raises the class.
    case raise(Name)
    /// The view calls abort(code).
    case abort(Number)
    /// No view runs, because routing fails.
    case visit(Visit, Span)
    /// The view returns a body with this status. Without a written body, it is `...`.
    case respond(StringLiteral?, Number)
  }

  /// The body of a response if the statement has no body.
  public static let unwrittenBody = "..."

  /// The reasons why a URL can reach no view.
  public enum Visit: String, Sendable, Hashable, CaseIterable {
    /// No route matches: 404.
    case unknown
    /// A route matches, but does not allow the method: 405.
    case wrongMethod = "wrong-method"
    /// The trailing slash is missing: Werkzeug raises RequestRedirect.
    case redirect
  }

  /// What the view does. For a visit, why the URL reaches no view.
  public var cause: Cause
  /// The route of the view; nil for the route that all requests without a name share, and for a visit.
  public var route: Name?
  /// The blueprint of the view. For a visit, the blueprint whose URL prefix it uses.
  public var scope: Name?
  /// Whether the exception is raised after the view has returned, by `make_response` or an `after_request` function. Flask
  /// then looks up no handler for its class. No statement says so, but translated programs do.
  public var isAfterView = false

  /// Creates a request. Without a route it uses the shared one, and without a scope it goes to a view of the app.
  public init(cause: Cause, route: Name? = nil, scope: Name? = nil) {
    self.cause = cause
    self.route = route
    self.scope = scope
  }
}

extension Request {
  /// The first word of the statement.
  public var word: StatementWord {
    switch cause {
    case .raise: .raise
    case .abort: .abort
    case .visit: .visit
    case .respond: .respond
    }
  }
}

/// A class and the blueprint that raises it: the subject of `hunt` and `expect safe`.
public struct Subject: Sendable, Hashable {
  /// The class that is raised.
  public var name: Name
  /// The blueprint whose view raises it; nil for the app and each of its blueprints.
  public var scope: Name?

  /// Creates a subject. Without a scope, it means the app and each of its blueprints.
  public init(name: Name, scope: Name? = nil) {
    self.name = name
    self.scope = scope
  }
}

/// `use flask RELEASE [with memo]`.
public struct Use: Sendable, Hashable {
  /// The word for the framework, such as `flask`.
  public var framework: Name
  /// The release as written, such as `0.12.2`.
  public var release: Name
  /// The words `with memo`, if present.
  public var memo: Span?

  /// Creates a change of the release. Without a span for `with memo`, there is no memo.
  public init(framework: Name, release: Name, memo: Span? = nil) {
    self.framework = framework
    self.release = release
    self.memo = memo
  }
}

/// `config NAME on|off`.
public struct Config: Sendable, Hashable {
  /// The option as written, such as `TESTING`.
  public var name: Name
  /// Whether the option is turned on.
  public var on: Bool

  /// Creates a change of an option.
  public init(name: Name, on: Bool) {
    self.name = name
    self.on = on
  }
}

/// `expect ...`: a claim that is checked when it runs.
public enum Expectation: Sendable, Hashable {
  case answer(Request, ExpectedAnswer)
  /// `expect last -> ...`: checks the last response without sending a request.
  case last(ExpectedAnswer)
  case refusedClass(ClassDeclaration)
  case refusedHandler(HandlerDeclaration)
  case mro(Name, [Name])
  case safe(Subject?, isSafe: Bool)
}

/// The text after the arrow of an `expect`. Omitted parts match anything.
public struct ExpectedAnswer: Sendable, Hashable {
  /// The expected body.
  public enum Body: Sendable, Hashable {
    case any
    case text(StringLiteral)
    /// A body that contains the text.
    case contains(StringLiteral)
    /// A body that does not contain the text.
    case lacks(StringLiteral)
    /// A page that Flask or Werkzeug created, not a handler.
    case page
    /// Any exception leaves the app.
    case crash
    /// An exception of this class, or of a subclass, leaves the app.
    case crashOf(Name)
  }

  /// What the body of the response must be.
  public var body: Body
  /// The status code of the response; nil for any.
  public var status: Number?
  /// The class of the object that the handler receives.
  public var received: Name?
  /// Everything after the arrow.
  public var span: Span

  /// Creates an expected answer; `span` is everything after the arrow.
  public init(body: Body, status: Number? = nil, received: Name? = nil, span: Span) {
    self.body = body
    self.status = status
    self.received = received
    self.span = span
  }
}

extension ExpectedAnswer {
  /// Whether the exception must leave the app.
  public var isCrash: Bool {
    switch body {
    case .crash, .crashOf: true
    case .any, .text, .contains, .lacks, .page: false
    }
  }

  /// The class after `crash`.
  public var escaped: Name? { if case .crashOf(let name) = body { name } else { nil } }

  /// Whether it is about a part of the body.
  public var isPartOfBody: Bool {
    switch body {
    case .contains, .lacks: true
    case .any, .text, .page, .crash, .crashOf: false
    }
  }
}

/// `[FRAMEWORK] RELEASE`: a release after `under`.
public struct TestedRelease: Sendable, Hashable {
  /// The word for the framework, such as `flask`; nil for the framework of the release before it. For the first
  /// release, nil means the framework of the session.
  public var framework: Name?
  /// The release as written, such as `0.12.2`.
  public var release: Name

  /// Creates a release of a framework. Without one, it is a release of the framework before it.
  public init(framework: Name? = nil, release: Name) {
    self.framework = framework
    self.release = release
  }
}

/// `test "NAME" [continuing] [under [FRAMEWORK] RELEASE, ...] { ... }`.
public struct TestBlock: Sendable, Hashable {
  /// The name, as shown in results.
  public var name: StringLiteral
  /// The releases that it runs under, as written; empty for the current one.
  public var releases: [TestedRelease]
  /// Whether it runs in the session's process and keeps its effects.
  public var isContinuing: Bool
  /// The statements that parsed, in order.
  public var body: [Statement]
  /// How many statements of the block did not parse: such a test cannot pass.
  public var brokenStatements: Int

  /// Creates a test block; by default it runs in a new process under the current release.
  public init(
    name: StringLiteral, releases: [TestedRelease] = [], isContinuing: Bool = false, body: [Statement],
    brokenStatements: Int = 0
  ) {
    self.name = name
    self.releases = releases
    self.isContinuing = isContinuing
    self.body = body
    self.brokenStatements = brokenStatements
  }
}

extension TestBlock {
  /// The releases, each with the framework that the block names for it; nil: the framework of the session.
  public var releasesWithFramework: [TestedRelease] {
    var framework: Name?
    return releases.map { tested in
      framework = tested.framework ?? framework
      return TestedRelease(framework: framework, release: tested.release)
    }
  }
}
