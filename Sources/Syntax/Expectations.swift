import Diagnostics

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
