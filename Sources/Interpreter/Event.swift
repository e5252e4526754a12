import Diagnostics
import Resolution
import Syntax

/// One thing that a session did or found out: whoever renders, compares or marks it has all that there is to know. Names
/// and bodies are numbers in the table of the session's source, which whoever spells them needs, and nothing else.
///
/// What long scripts are made of is plain data; what is large and rare stands in a box.
public struct Event: Sendable, Hashable {
  /// The line of the statement, from 1.
  public var line: Int
  /// What the session did or found out.
  public var kind: Kind

  /// Creates an event of the statement that begins on a line, from 1.
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
  /// As the statement names them.
  public var bases: BaseList
  /// The number that the statement sets as the class attribute `code`; nil where it sets none, or None.
  public var code: Int?
  /// Whether `code` is set to None.
  public var hasNoCode = false
  /// What the constructor sets `self.code` to.
  public var instanceCode: InstanceCode?
  /// The linearization; nil where it has more than `mroLimit` entries.
  public var mro: [TextID]?
  /// Number of classes in the MRO.
  public var depth: Int

  /// What a statement sets `self.code` to: None or a number.
  public enum InstanceCode: Sendable, Hashable {
    case none
    case number(Int)
  }

  /// Longer linearizations are not spelled out.
  public static let mroLimit = 1000
}

/// A blueprint statement, and what became of it in this process.
public struct BlueprintEvent: Sendable, Hashable {
  /// One call of `register_blueprint`.
  public struct Registration: Sendable, Hashable {
    /// Nil: on the app.
    public var parent: TextID?
    /// `name=`.
    public var alias: TextID?
  }

  /// The blueprint's own name.
  public var name: TextID
  /// Where the blueprint is registered, in the order of the statement; at least one.
  public var registrations: [Registration]
  /// What Flask raises where it refuses the blueprint; nil: it does not refuse it.
  public var refused: RegistrationError?
  /// Accepted, but never in force in this process.
  public var ignored: Bool
  /// The text of the warning that Flask gives; nil: none.
  public var warning: String?

  /// The blueprint that it is first registered on; nil: the app.
  public var parent: TextID? { registrations.first.flatMap { $0.parent } }
}

/// A class by name or a code by number, as a target is shown.
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

/// A handler statement, and what became of it in this process.
public struct HandlerEvent: Sendable, Hashable {
  /// What the handler does when it is called.
  public enum Answer: Sendable, Hashable {
    /// Without a status it is `e.code`, the code of the exception that was received.
    case response(body: TextID, status: Int?)
    case raises(TextID)
    case aborts(Int)
    case exception
    /// `raise e`.
    case reraises
  }

  /// The class or code that the handler is registered for, as the statement names it.
  public var target: TargetText
  /// The own name of the blueprint that the handler is registered on; nil: the app.
  public var scope: TextID?
  /// What the statement says after its arrow.
  public var answer: Answer
  /// What Flask raises where it refuses the handler; nil: it does not refuse it.
  public var refused: RegistrationError?
  /// Accepted, but never in force in this process.
  public var ignored: Bool
  /// The text of the warning that Flask gives; nil: none.
  public var warning: String?
}

/// A change of the release.
public struct UseEvent: Sendable, Hashable {
  /// The release.
  public var release: Release
  /// Whether the lookup has a memo (`with memo`).
  public var memo: Bool
  /// What this release refuses of the app: the line of the statement, and why it is not in force.
  public var notes: [Note]

  /// A statement of the app that the release refuses.
  public struct Note: Sendable, Hashable {
    /// The line of the statement, from 1.
    public var line: Int
    /// Why the statement is not in force.
    public var text: String
  }
}

/// An `expect` statement, and whether it passed.
public struct ExpectationEvent: Sendable, Hashable {
  /// What an expectation is about, as statements.
  public enum Subject: Sendable, Hashable {
    /// `raise E`.
    case request(String)
    /// The last response, which answered this request.
    case last(String)
    /// `class X(A, B)`, which Python should refuse.
    case refusedClass(String)
    /// `handler E`, which Flask should refuse.
    case refusedHandler(String)
    /// `mro E`.
    case mro(String)
    /// `hunt E`.
    case safety(String)

    /// The statement that the expectation is about, or `last response (...)`.
    public var text: String {
      switch self {
      case .request(let text), .refusedClass(let text), .refusedHandler(let text), .mro(let text), .safety(let text):
        text
      case .last(let request): "last response (\(request))"
      }
    }
  }

  /// Whether the session did what was expected.
  public var passed: Bool
  /// What the expectation is about.
  public var subject: Subject
  /// What was expected, as the statement says it.
  public var expected: String
  /// What the session did: an answer, an order of classes, or how a statement was received.
  public var actual: String
  /// The release that was in use.
  public var release: Release
}

/// A run of a test block under one release.
public struct TestEvent: Sendable, Hashable {
  /// The name of the test.
  public var name: TextID
  /// The release that it ran under.
  public var release: Release
  /// How many expectations held, and how many did not; a broken statement counts as one that did not.
  public var passed: Int
  /// The expectations that failed, with errors and statements that did not parse.
  public var failed: Int
}

/// A declared class, or a known one that declared classes derive from, as `classes` shows it.
public struct ClassRow: Sendable, Hashable {
  /// The name of the class.
  public var name: TextID
  /// The names of the bases, in the order of the class.
  public var bases: [TextID]
  /// The rows of those bases that are listed too, by their places. A name would not tell: a declared class may have that of
  /// a known one.
  public var baseRows: [Int]
  /// The status code of an HTTP error; nil for other classes and where `code` is None.
  public var code: Int?
  /// Number of classes in the MRO, the class itself included.
  public var depth: Int
  /// The line of the declaration; nil for known classes.
  public var line: Int?
  /// Where two bases of the class meet again: the class that it has for an ancestor in two ways.
  public var diamond: TextID?
}

/// An entry of a handler table, as `handlers` lists it.
public struct HandlerRow: Sendable, Hashable {
  /// The registration whose table it is, as requests name it; nil: the app.
  public var scope: String?
  /// The status code of the table; nil: the table for classes without one.
  public var code: Int?
  /// The class under which the entry stands; nil for a number's entry in 0.10.
  public var type: TextID?
  /// The handler that the entry holds.
  public var handler: HandlerReference
  /// The line of the request whose lookup wrote it; nil: registered.
  public var writtenAt: Int?
}

/// A handler by the line of its statement and what it was written for.
public struct HandlerReference: Sendable, Hashable {
  /// The line of the handler statement, from 1.
  public var line: Int
  /// The class or code that the handler is registered for.
  public var target: TargetText
}

/// A registration of a blueprint, as `blueprints` lists it.
public struct BlueprintRow: Sendable, Hashable {
  /// Whether requests can reach a registration in this process.
  public enum State: String, Sendable, Hashable {
    /// Will be mounted by the next request.
    case waiting
    case mounted
    /// Came too late for this process.
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
  /// The line of the statement that made the registration, from 1.
  public var line: Int
}
