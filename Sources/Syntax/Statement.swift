import Diagnostics

/// What a line of a script says, as the parser understood it. Names are numbers of texts with a span, nothing is looked up
/// yet: whether a class exists is the interpreter's business. What nearly every script is made of is plain data; what is
/// large and rare stands in a box.
package struct Statement: Sendable, Hashable {
  package var kind: Kind
  /// The whole statement, from its first word to its last; for a test block, up to the closing brace.
  package var span: Span

  package init(_ kind: Kind, span: Span) {
    self.kind = kind
    self.span = span
  }
}

extension Statement.Kind {
  /// Whether it can change the app, its process, or how answers are shown. All else only asks, or leaves no trace.
  package var changesState: Bool {
    switch self {
    case .classDeclaration, .blueprint, .handler, .config, .request, .use, .restart, .reset, .trace: true
    case .expect(.answer): true
    // Such a test keeps its effects.
    case .test(let block): block.isContinuing
    case .expect, .question: false
    }
  }
}

/// A name as written, and where. Equal names may stand in different places.
package struct Name: Sendable, Hashable {
  /// In the table of the source that the name was read from.
  package var text: TextID
  package var span: Span

  package init(_ text: TextID, _ span: Span = .nowhere) {
    self.text = text
    self.span = span
  }
}

/// A whole number from 0 to 999999 as written.
package struct Number: Sendable, Hashable {
  private let stored: Int32
  package var span: Span

  package var value: Int { Int(stored) }

  package init(_ value: Int, _ span: Span = .nowhere) {
    stored = Int32(clamping: value)
    self.span = span
  }
}

/// A string literal, its escapes resolved; the span includes the quotes.
package struct StringLiteral: Sendable, Hashable {
  /// In the table of the source that it was read from.
  package var text: TextID
  package var span: Span

  package init(_ text: TextID, _ span: Span = .nowhere) {
    self.text = text
    self.span = span
  }
}

/// The bases of a class: at least one, and of most classes just one, which takes no array.
package struct BaseList: Sendable, Hashable, RandomAccessCollection {
  package var first: Name
  package var others: [Name] = []

  package init(_ first: Name) { self.first = first }

  package var startIndex: Int { 0 }
  package var endIndex: Int { others.count + 1 }

  package subscript(_ index: Int) -> Name { index == 0 ? first : others[index - 1] }
}

/// `class NAME(BASES) [code N] [self.code N]`.
package struct ClassDeclaration: Sendable, Hashable {
  /// A code: a number from 0 to 999999, or Python's `None`.
  package enum Code: Sendable, Hashable {
    case number(Int32)
    case pythonNone

    /// The number; nil for `None`.
    package var value: Int? { if case .number(let number) = self { Int(number) } else { nil } }
  }

  package var name: Name
  package var bases: BaseList
  /// The class attribute `code`.
  package var code: Code?
  /// What the constructor sets `self.code` to.
  package var instanceCode: Code?

  package init(name: Name, bases: BaseList) {
    self.name = name
    self.bases = bases
  }
}

/// `blueprint NAME [as NAME] [in PARENT [as NAME], ...]`: a blueprint and its registrations, at least one.
package struct BlueprintDeclaration: Sendable, Hashable {
  /// One call of `register_blueprint`.
  package struct Registration: Sendable, Hashable {
    /// Nil: on the app.
    package var parent: Name?
    /// `name=`; nil: the blueprint's own.
    package var alias: Name?

    package init(parent: Name? = nil, alias: Name? = nil) {
      self.parent = parent
      self.alias = alias
    }
  }

  package var name: Name
  package var registrations: [Registration]

  package init(name: Name, registrations: [Registration] = [Registration()]) {
    self.name = name
    self.registrations = registrations
  }

  /// The blueprint that it is first registered on; nil: the app.
  package var parent: Name? { registrations.first.flatMap { $0.parent } }

  /// Whether it is registered on another blueprint.
  package var isNested: Bool { registrations.contains { $0.parent != nil } }
}

/// `handler TARGET [in BLUEPRINT] -> ANSWER`.
package struct HandlerDeclaration: Sendable, Hashable {
  /// What a handler is registered for.
  package enum Target: Sendable, Hashable {
    case named(Name)
    case code(Number)

    package var span: Span {
      switch self {
      case .named(let name): name.span
      case .code(let number): number.span
      }
    }
  }

  /// What a handler does when it is called.
  package enum Answer: Sendable, Hashable {
    /// Returns a body; without a status Flask answers 200.
    case body(StringLiteral, status: Status?)
    /// Fails itself.
    case raise(Name)
    /// Calls abort(code).
    case abort(Number)
    /// Returns the exception that it received (`return e`).
    case exception(Span)
    /// Raises the exception that it received (`raise e`).
    case reraise(Span)
  }

  /// The status that a handler returns.
  package enum Status: Sendable, Hashable {
    /// From 200 to 599.
    case number(Int32)
    /// `e.code`.
    case ofException
  }

  package var target: Target
  package var scope: Name?
  package var answer: Answer

  package init(target: Target, scope: Name? = nil, answer: Answer) {
    self.target = target
    self.scope = scope
    self.answer = answer
  }
}

/// One HTTP request to the app, named by what its view does.
package struct Request: Sendable, Hashable {
  package enum Cause: Sendable, Hashable {
    /// The view raises the class.
    case raise(Name)
    /// The view calls abort(code).
    case abort(Number)
    /// No view runs, since routing fails.
    case visit(Visit, Span)
    /// The view returns a body with this status; without a body of its own, `...`.
    case respond(StringLiteral?, Number)
  }

  /// The body of a response that has none written.
  package static let unwrittenBody = "..."

  /// The ways in which a URL can fail to reach a view.
  package enum Visit: String, Sendable, Hashable, CaseIterable {
    /// No route matches: 404.
    case unknown
    /// A route matches, its methods do not: 405.
    case wrongMethod = "wrong-method"
    /// The trailing slash is missing: Werkzeug raises RequestRedirect.
    case redirect
  }

  package var cause: Cause
  /// The blueprint of the view; for a visit, the one under whose URL prefix it goes.
  package var scope: Name?

  package init(cause: Cause, scope: Name? = nil) {
    self.cause = cause
    self.scope = scope
  }
}

extension Request {
  /// The word of its statement.
  package var word: StatementWord {
    switch cause {
    case .raise: .raise
    case .abort: .abort
    case .visit: .visit
    case .respond: .respond
    }
  }
}

/// A class and the blueprint in which it is raised: what `hunt` and `expect safe` ask about.
package struct Subject: Sendable, Hashable {
  package var name: Name
  package var scope: Name?

  package init(name: Name, scope: Name? = nil) {
    self.name = name
    self.scope = scope
  }
}

/// `use flask RELEASE [with memo]`.
package struct Use: Sendable, Hashable {
  /// The release as written, such as `0.12.2`.
  package var release: Name
  /// The words `with memo`, where they stand.
  package var memo: Span?

  package init(release: Name, memo: Span? = nil) {
    self.release = release
    self.memo = memo
  }
}

/// `config NAME on|off`.
package struct Config: Sendable, Hashable {
  package var name: Name
  package var on: Bool

  package init(name: Name, on: Bool) {
    self.name = name
    self.on = on
  }
}

/// `expect ...`: a claim that the run checks.
package enum Expectation: Sendable, Hashable {
  case answer(Request, ExpectedAnswer)
  /// `expect last -> ...`: about the last response; no request is sent.
  case last(ExpectedAnswer)
  case refusedClass(ClassDeclaration)
  case refusedHandler(HandlerDeclaration)
  case mro(Name, [Name])
  case safe(Subject?, isSafe: Bool)
}

/// What stands behind the arrow of an `expect`. Parts that were left out match anything.
package struct ExpectedAnswer: Sendable, Hashable {
  package enum Body: Sendable, Hashable {
    case any
    case text(StringLiteral)
    /// A page that Flask or Werkzeug made: nobody's body.
    case page
    /// The exception leaves Flask.
    case crash
  }

  package var body: Body
  package var status: Number?
  /// The class of the object that the answering handler receives.
  package var received: Name?
  /// Everything behind the arrow.
  package var span: Span

  package init(body: Body, status: Number? = nil, received: Name? = nil, span: Span) {
    self.body = body
    self.status = status
    self.received = received
    self.span = span
  }
}

/// `test "NAME" [continuing] [under RELEASE, ...] { ... }`.
package struct TestBlock: Sendable, Hashable {
  package var name: StringLiteral
  /// The releases under which it runs; empty: the one in use.
  package var releases: [Name]
  /// Whether it runs in the session's process and keeps its effects.
  package var isContinuing: Bool
  /// The statements that parsed, in order.
  package var body: [Statement]
  /// How many statements of the block did not parse: such a test cannot pass.
  package var brokenStatements: Int

  package init(
    name: StringLiteral, releases: [Name] = [], isContinuing: Bool = false, body: [Statement],
    brokenStatements: Int = 0
  ) {
    self.name = name
    self.releases = releases
    self.isContinuing = isContinuing
    self.body = body
    self.brokenStatements = brokenStatements
  }
}
