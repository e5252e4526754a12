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
