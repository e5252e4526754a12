import Diagnostics
import Syntax

/// One thing that a session did or found out: whoever renders, compares or marks it has all that there is to know. Names
/// and bodies are numbers in the table of the session's source, which whoever spells them needs, and nothing else.
///
/// What long scripts are made of is plain data; what is large and rare stands in a box.
package struct Event: Sendable, Hashable {
  /// The line of the statement, from 1.
  package var line: Int
  package var kind: Kind

  package init(line: Int, _ kind: Kind) {
    self.line = line
    self.kind = kind
  }

  package var isDiagnostic: Bool { if case .diagnostic = kind { true } else { false } }

  package enum Kind: Sendable, Hashable {
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
package struct ClassEvent: Sendable, Hashable {
  package var name: TextID
  /// As the statement names them.
  package var bases: BaseList
  package var code: Int?
  /// Whether `code` is set to None.
  package var hasNoCode = false
  /// What the constructor sets `self.code` to.
  package var instanceCode: InstanceCode?
  /// The linearization; nil where it has more than `mroLimit` entries.
  package var mro: [TextID]?
  /// Number of classes in the MRO.
  package var depth: Int

  package enum InstanceCode: Sendable, Hashable {
    case none
    case number(Int)
  }

  /// Longer linearizations are not spelled out.
  package static let mroLimit = 1000
}

/// What Flask raises where it refuses something.
package struct FlaskError: Sendable, Hashable {
  /// The exception's class, such as `AssertionError`.
  package var type: String
  /// `str` of the exception; empty where Flask gives no text.
  package var message: String
  /// Whether it is raised only when the blueprint is registered on the app.
  package var atMount: Bool

  package init(type: String, message: String, atMount: Bool = false) {
    self.type = type
    self.message = message
    self.atMount = atMount
  }
}

extension FlaskError {
  /// `ValueError: 'name' may not be empty.`
  package var text: String { message.isEmpty ? type : "\(type): \(message)" }
}

package struct BlueprintEvent: Sendable, Hashable {
  /// One call of `register_blueprint`.
  package struct Registration: Sendable, Hashable {
    /// Nil: on the app.
    package var parent: TextID?
    /// `name=`.
    package var alias: TextID?
  }

  package var name: TextID
  package var registrations: [Registration]
  package var refused: FlaskError?
  /// Accepted, but never in force in this process.
  package var ignored: Bool
  package var warning: String?

  /// The blueprint that it is first registered on; nil: the app.
  package var parent: TextID? { registrations.first.flatMap { $0.parent } }
}

/// A class by name or a code by number, as a target is shown.
package enum TargetText: Sendable, Hashable {
  case name(TextID)
  case code(Int)

  package func text(_ texts: TextTable) -> String {
    switch self {
    case .name(let name): texts[name]
    case .code(let code): String(code)
    }
  }
}

package struct HandlerEvent: Sendable, Hashable {
  package enum Answer: Sendable, Hashable {
    /// Without a status it is `e.code`, the code of the exception that was received.
    case response(body: TextID, status: Int?)
    case raises(TextID)
    case aborts(Int)
    case exception
    /// `raise e`.
    case reraises
  }

  package var target: TargetText
  package var scope: TextID?
  package var answer: Answer
  package var refused: FlaskError?
  package var ignored: Bool
  package var warning: String?
}

package struct UseEvent: Sendable, Hashable {
  package var flask: String
  /// The Werkzeug release that goes with it.
  package var werkzeug: String
  package var memo: Bool
  /// What this release refuses of the app: the line of the statement, and why it is not in force.
  package var notes: [Note]

  package struct Note: Sendable, Hashable {
    package var line: Int
    package var text: String
  }
}

package struct ExpectationEvent: Sendable, Hashable {
  /// What an expectation is about, as statements.
  package enum Subject: Sendable, Hashable {
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

    package var text: String {
      switch self {
      case .request(let text), .refusedClass(let text), .refusedHandler(let text), .mro(let text), .safety(let text):
        text
      case .last(let request): "last response (\(request))"
      }
    }
  }

  package var passed: Bool
  package var subject: Subject
  package var expected: String
  package var actual: String
  package var flask: String
}

package struct TestEvent: Sendable, Hashable {
  package var name: TextID
  package var flask: String
  /// How many expectations held, and how many did not; a broken statement counts as one that did not.
  package var passed: Int
  package var failed: Int
}

/// A declared class, or a known one that declared classes derive from, as `classes` shows it.
package struct ClassRow: Sendable, Hashable {
  package var name: TextID
  package var bases: [TextID]
  /// The rows of those bases that are listed too, by their places. A name would not tell: a declared class may have that of
  /// a known one.
  package var baseRows: [Int]
  package var code: Int?
  package var depth: Int
  /// The line of the declaration; nil for known classes.
  package var line: Int?
  /// Where two bases of the class meet again: the class that it has for an ancestor in two ways.
  package var diamond: TextID?
}

/// An entry of a handler table, as `handlers` lists it.
package struct HandlerRow: Sendable, Hashable {
  package var scope: String?
  package var code: Int?
  /// The class under which the entry stands; nil for a number's entry in 0.10.
  package var type: TextID?
  package var handler: HandlerReference
  /// The line of the request whose lookup wrote it; nil: registered.
  package var writtenAt: Int?
}

/// A handler by the line of its statement and what it was written for.
package struct HandlerReference: Sendable, Hashable {
  package var line: Int
  package var target: TargetText
}

package struct BlueprintRow: Sendable, Hashable {
  package enum State: String, Sendable, Hashable {
    /// Will be mounted by the next request.
    case waiting
    case mounted
    /// Came too late for this process.
    case unreachable
  }

  /// The name that requests use.
  package var name: String
  /// The registration that it is nested in.
  package var parent: String?
  /// The blueprint's own name.
  package var blueprint: TextID
  package var state: State
  package var line: Int
}
