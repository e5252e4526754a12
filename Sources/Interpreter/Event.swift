import Diagnostics
import Syntax

/// One thing that a session did or found out: whoever renders, compares or marks it has all that there is to know. Names
/// and bodies are numbers in the table of the session's source, which whoever spells them needs, and nothing else.
///
/// What long scripts are made of is plain data; what is large and rare stands in a box.
public struct Event: Sendable, Hashable {
  /// The line of the statement, from 1.
  public var line: Int
  public var kind: Kind

  public init(line: Int, _ kind: Kind) {
    self.line = line
    self.kind = kind
  }

  public var isDiagnostic: Bool { if case .diagnostic = kind { true } else { false } }

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
  public var name: TextID
  /// As the statement names them.
  public var bases: BaseList
  public var code: Int?
  /// Whether `code` is set to None.
  public var hasNoCode = false
  /// What the constructor sets `self.code` to.
  public var instanceCode: InstanceCode?
  /// The linearization; nil where it has more than `mroLimit` entries.
  public var mro: [TextID]?
  /// Number of classes in the MRO.
  public var depth: Int

  public enum InstanceCode: Sendable, Hashable {
    case none
    case number(Int)
  }

  /// Longer linearizations are not spelled out.
  public static let mroLimit = 1000
}

/// What Flask raises where it refuses something.
public struct FlaskError: Sendable, Hashable {
  /// The exception's class, such as `AssertionError`.
  public var type: String
  /// `str` of the exception; empty where Flask gives no text.
  public var message: String
  /// Whether it is raised only when the blueprint is registered on the app.
  public var atMount: Bool

  public init(type: String, message: String, atMount: Bool = false) {
    self.type = type
    self.message = message
    self.atMount = atMount
  }
}

extension FlaskError {
  /// `ValueError: 'name' may not be empty.`
  public var text: String { message.isEmpty ? type : "\(type): \(message)" }
}

public struct BlueprintEvent: Sendable, Hashable {
  /// One call of `register_blueprint`.
  public struct Registration: Sendable, Hashable {
    /// Nil: on the app.
    public var parent: TextID?
    /// `name=`.
    public var alias: TextID?
  }

  public var name: TextID
  public var registrations: [Registration]
  public var refused: FlaskError?
  /// Accepted, but never in force in this process.
  public var ignored: Bool
  public var warning: String?

  /// The blueprint that it is first registered on; nil: the app.
  public var parent: TextID? { registrations.first.flatMap { $0.parent } }
}

/// A class by name or a code by number, as a target is shown.
public enum TargetText: Sendable, Hashable {
  case name(TextID)
  case code(Int)

  public func text(_ texts: TextTable) -> String {
    switch self {
    case .name(let name): texts[name]
    case .code(let code): String(code)
    }
  }
}

public struct HandlerEvent: Sendable, Hashable {
  public enum Answer: Sendable, Hashable {
    /// Without a status it is `e.code`, the code of the exception that was received.
    case response(body: TextID, status: Int?)
    case raises(TextID)
    case aborts(Int)
    case exception
    /// `raise e`.
    case reraises
  }

  public var target: TargetText
  public var scope: TextID?
  public var answer: Answer
  public var refused: FlaskError?
  public var ignored: Bool
  public var warning: String?
}

public struct UseEvent: Sendable, Hashable {
  public var flask: String
  /// The Werkzeug release that goes with it.
  public var werkzeug: String
  public var memo: Bool
  /// What this release refuses of the app: the line of the statement, and why it is not in force.
  public var notes: [Note]

  public struct Note: Sendable, Hashable {
    public var line: Int
    public var text: String
  }
}

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

    public var text: String {
      switch self {
      case .request(let text), .refusedClass(let text), .refusedHandler(let text), .mro(let text), .safety(let text):
        text
      case .last(let request): "last response (\(request))"
      }
    }
  }

  public var passed: Bool
  public var subject: Subject
  public var expected: String
  public var actual: String
  public var flask: String
}

public struct TestEvent: Sendable, Hashable {
  public var name: TextID
  public var flask: String
  /// How many expectations held, and how many did not; a broken statement counts as one that did not.
  public var passed: Int
  public var failed: Int
}

/// A declared class, or a known one that declared classes derive from, as `classes` shows it.
public struct ClassRow: Sendable, Hashable {
  public var name: TextID
  public var bases: [TextID]
  /// The rows of those bases that are listed too, by their places. A name would not tell: a declared class may have that of
  /// a known one.
  public var baseRows: [Int]
  public var code: Int?
  public var depth: Int
  /// The line of the declaration; nil for known classes.
  public var line: Int?
  /// Where two bases of the class meet again: the class that it has for an ancestor in two ways.
  public var diamond: TextID?
}

/// An entry of a handler table, as `handlers` lists it.
public struct HandlerRow: Sendable, Hashable {
  public var scope: String?
  public var code: Int?
  /// The class under which the entry stands; nil for a number's entry in 0.10.
  public var type: TextID?
  public var handler: HandlerReference
  /// The line of the request whose lookup wrote it; nil: registered.
  public var writtenAt: Int?
}

/// A handler by the line of its statement and what it was written for.
public struct HandlerReference: Sendable, Hashable {
  public var line: Int
  public var target: TargetText
}

public struct BlueprintRow: Sendable, Hashable {
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
  public var state: State
  public var line: Int
}
