import Diagnostics
import Resolution
import Syntax

/// One thing that a session did or found out.
///
/// An event has all the data that is needed to render, compare or mark it. Only names and bodies are numbers in the
/// text table of the session's source, which you need to get their text.
///
/// Frequent events are plain data. Large and rare events are `indirect` cases.
public struct Event: Sendable, Hashable {
  /// The line of the statement, from 1.
  public var line: Int
  /// What the session did or found out.
  public var kind: Kind

  /// Creates an event of the statement that starts on a line, from 1.
  public init(line: Int, _ kind: Kind) {
    self.line = line
    self.kind = kind
  }

  /// Whether it reports a diagnostic.
  public var isDiagnostic: Bool { if case .diagnostic = kind { true } else { false } }

  /// The kinds of events, each with its data.
  public enum Kind: Sendable, Hashable {
    case classDeclared(ClassEvent)
    case blueprintDeclared(BlueprintEvent)
    case handlerDeclared(HandlerEvent)
    case used(UseEvent)
    case restarted
    case reset
    case traceSet(on: Bool)
    case configured(name: String, on: Bool)
    case answered(RequestEvent)
    case expectation(ExpectationEvent)
    case test(TestEvent)
    case mro(target: TextID, mro: [TextID])
    indirect case why(WhyEvent)
    indirect case hunted(HuntEvent)
    indirect case compared(CompareEvent)
    case stats(StatsEvent)
    case classes([ClassRow])
    case handlers([HandlerRow])
    case blueprints([BlueprintRow])
    indirect case diagnostic(Diagnostic)
  }
}

/// A class that Python accepted.
public struct ClassEvent: Sendable, Hashable {
  /// The name that the statement declares.
  public var name: TextID
  /// The base classes as the statement names them.
  public var bases: BaseList
  /// The number that the statement sets as the class attribute `code`; nil if it sets no `code`, or None.
  public var code: Int?
  /// Whether `code` is set to None.
  public var hasNoCode = false
  /// The value that the constructor assigns to `self.code`.
  public var instanceCode: InstanceCode?
  /// The MRO; nil if it has more than `mroLimit` entries.
  public var mro: [TextID]?
  /// The number of classes in the MRO.
  public var depth: Int

  /// A value that a statement assigns to `self.code`: None or a number.
  public enum InstanceCode: Sendable, Hashable {
    case none
    case number(Int)
  }

  /// The length above which an event does not include the MRO.
  public static let mroLimit = 1000
}

/// A blueprint statement and its effect in this process.
public struct BlueprintEvent: Sendable, Hashable {
  /// One call of `register_blueprint`.
  public struct Registration: Sendable, Hashable {
    /// The blueprint that it is registered on; nil: the app.
    public var parent: TextID?
    /// The other name that it is registered under (`name=`), if any.
    public var alias: TextID?
  }

  /// The blueprint's own name.
  public var name: TextID
  /// The registrations in the order of the statement; at least one.
  public var registrations: [Registration]
  /// The error that Flask raises if it refuses the blueprint; nil if it accepts it.
  public var refused: RegistrationError?
  /// Whether Flask accepts it but never uses it in this process.
  public var ignored: Bool
  /// The text of Flask's warning, if it gives one.
  public var warning: String?

  /// The blueprint of the first registration; nil: the app.
  public var parent: TextID? { registrations.first.flatMap { $0.parent } }
}

/// The target of a handler: a class by name, or a status code.
public enum TargetText: Sendable, Hashable {
  case name(TextID)
  case code(Int)

  /// The class name, or the code in digits.
  public func text(_ texts: TextTable) -> String {
    switch self {
    case .name(let name): texts[name]
    case .code(let code): String(code)
    }
  }
}

/// A handler statement and its effect in this process.
public struct HandlerEvent: Sendable, Hashable {
  /// The action of a handler when Flask calls it.
  public enum Answer: Sendable, Hashable {
    /// A response. Without a status, the status is `e.code`, the code of the received exception.
    case response(body: TextID, status: Int?)
    case raises(TextID)
    case aborts(Int)
    case exception
    /// `raise e`.
    case reraises
    /// A response whose body has values of the exception. Without a status, the status is `e.code`.
    case template(body: TextID, status: Int?)
    /// The first answer whose condition is true.
    indirect case conditional([Arm], otherwise: Answer)
  }

  /// An answer and its condition.
  public struct Arm: Sendable, Hashable {
    /// The action if the condition is true.
    public var answer: Answer
    /// The condition in the words of the statement: `isinstance(e, NotFound)`.
    public var condition: String
  }

  /// The class or code that the handler is registered for, as the statement names it.
  public var target: TargetText
  /// The blueprint's own name if the handler is registered on a blueprint; nil: the app.
  public var scope: TextID?
  /// The action after the arrow of the statement.
  public var answer: Answer
  /// The error that Flask raises if it refuses the handler; nil if it accepts it.
  public var refused: RegistrationError?
  /// Whether Flask accepts it but never uses it in this process.
  public var ignored: Bool
  /// The text of Flask's warning, if it gives one.
  public var warning: String?
}

/// A change of the release.
public struct UseEvent: Sendable, Hashable {
  /// The new release.
  public var release: Release
  /// Whether the lookup has a memo (`with memo`).
  public var memo: Bool
  /// The statements of the app that this release refuses.
  public var notes: [Note]

  /// A statement of the app that the release refuses.
  public struct Note: Sendable, Hashable {
    /// The line of the statement, from 1.
    public var line: Int
    /// The reason why the statement has no effect.
    public var text: String
  }
}

/// The result of an `expect` statement.
public struct ExpectationEvent: Sendable, Hashable {
  /// The subject of an expectation, as a statement.
  public enum Subject: Sendable, Hashable {
    /// `raise E`.
    case request(String)
    /// The last response, with the request that it answered.
    case last(String)
    /// `class X(A, B)`, if Python is expected to refuse it.
    case refusedClass(String)
    /// `handler E`, if Flask is expected to refuse it.
    case refusedHandler(String)
    /// `mro E`.
    case mro(String)
    /// `hunt E`.
    case safety(String)
    /// `assert r.status_code == 404` of a Python program.
    case assertion(String)

    /// The statement that the expectation is about, or `last response (...)`.
    public var text: String {
      switch self {
      case .request(let text), .refusedClass(let text), .refusedHandler(let text), .mro(let text), .safety(let text),
        .assertion(let text):
        text
      case .last(let request): "last response (\(request))"
      }
    }
  }

  /// Whether the actual result is the expected one.
  public var passed: Bool
  /// The subject of the expectation.
  public var subject: Subject
  /// The expected result in the words of the statement.
  public var expected: String
  /// The actual result: an answer, an MRO, or whether a statement was accepted.
  public var actual: String
  /// The current release when the expectation was checked.
  public var release: Release

  /// Creates the result of an expectation.
  public init(passed: Bool, subject: Subject, expected: String, actual: String, release: Release) {
    self.passed = passed
    self.subject = subject
    self.expected = expected
    self.actual = actual
    self.release = release
  }
}

/// A run of a test block under one release.
public struct TestEvent: Sendable, Hashable {
  /// The name of the test.
  public var name: TextID
  /// The release that the test ran under.
  public var release: Release
  /// The number of expectations that passed.
  public var passed: Int
  /// The number of failures: failed expectations, errors, and statements that did not parse.
  public var failed: Int
  /// The number of expectations and requests that are not modeled; only tests of Python programs have some.
  public var notModeled = 0

  /// Whether a test of a Python program skips itself.
  public var isSkipped = false

  /// Creates the result of a test.
  public init(name: TextID, release: Release, passed: Int, failed: Int, notModeled: Int = 0) {
    self.name = name
    self.release = release
    self.passed = passed
    self.failed = failed
    self.notModeled = notModeled
  }
}

/// A row of `classes`: a declared class, or a known class above declared classes.
public struct ClassRow: Sendable, Hashable {
  /// The name of the class.
  public var name: TextID
  /// The names of the base classes in the order of the class statement.
  public var bases: [TextID]
  /// The indices of the rows of the base classes that are listed too. A name is not enough, because a declared class
  /// can have the name of a known class.
  public var baseRows: [Int]
  /// The status code of an HTTP error; nil for other classes and if `code` is None.
  public var code: Int?
  /// The number of classes in the MRO, including the class itself.
  public var depth: Int
  /// The line of the declaration; nil for known classes.
  public var line: Int?
  /// The first ancestor that the class inherits through two of its base classes, if there is one.
  public var diamond: TextID?
}

/// A row of `handlers`: an entry of a handler table.
public struct HandlerRow: Sendable, Hashable {
  /// The table with the entry.
  public var table: TablePlace
  /// The class that is the key of the entry; nil for an entry for a status code.
  public var type: TextID?
  /// The handler in the entry; nil if a lookup stored that there is none (Sanic).
  public var handler: HandlerReference?
  /// The line of the request with the lookup that wrote the entry; nil if a handler statement registered it.
  public var writtenAt: Int?
}

/// A handler, named by the line of its statement and its target.
public struct HandlerReference: Sendable, Hashable {
  /// The line of the handler statement, from 1.
  public var line: Int
  /// The class or code that the handler is registered for.
  public var target: TargetText
}

/// A row of `blueprints`: a registration of a blueprint.
public struct BlueprintRow: Sendable, Hashable {
  /// Whether requests can reach a registration in this process.
  public enum State: String, Sendable, Hashable {
    /// The next request mounts it.
    case waiting
    case mounted
    /// It was declared too late for this process.
    case unreachable
  }

  /// The name that requests use.
  public var name: String
  /// The registration that it is nested in.
  public var parent: String?
  /// The blueprint's own name.
  public var blueprint: TextID
  /// Whether requests can reach the registration in this process.
  public var state: State
  /// The line of the statement that creates the registration, from 1.
  public var line: Int
}
