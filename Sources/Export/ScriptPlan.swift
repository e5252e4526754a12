import Resolution
import Syntax

/// A script as a Python file will say it: classes, what `create_app` registers, and tests with the answers that the
/// model predicts. Nothing here is Python yet: names are given out once all of them are known.
struct ScriptPlan: Sendable {
  /// The name of the script, for the head of the file.
  var title: String
  var release: Release
  /// Releases that the script names besides, in order.
  var otherReleases: [String] = []
  var classes: [PlannedClass] = []
  var declarations: [PlannedDeclaration] = []
  /// The apps that tests begin with, each named by the line of its last declaration; 0 where it has none.
  var builds: [Int] = []
  /// Every way in which a test fails a request, in the order of their first use.
  var routes: [PlannedRoute] = []
  var tests: [PlannedTest] = []
  /// Blueprints that the app does without, since Flask refuses their names.
  var leftOutBlueprints: [PlannedRefusal] = []
  /// What the script claims and no test can show, in its own words.
  var leftOut: [String] = []

  init(title: String, release: Release) {
    self.title = title
    self.release = release
  }

  /// The declarations of the registrations of each blueprint, in order.
  var registrations: [Int: [Int]] {
    Dictionary(grouping: declarations.indices.filter { registration($0) != nil }) { registration($0)?.blueprint ?? $0 }
  }

  var nestsBlueprints: Bool { declarations.indices.contains { registration($0)?.parent != nil } }

  /// Whether the release remembers the prefixes of nested blueprints that it joined, and has no use for a nested
  /// blueprint's own (2.0.0).
  var keepsJoinedPrefixes: Bool { release.name == "2.0.0" && nestsBlueprints }

  func registration(_ index: Int) -> PlannedRegistration? {
    guard declarations.indices.contains(index), case .registration(let registration) = declarations[index].kind
    else { return nil }
    return registration
  }

  func blueprintName(_ index: Int) -> String {
    guard declarations.indices.contains(index), case .blueprint(let name) = declarations[index].kind else { return "" }
    return name
  }

  /// The name that a blueprint is registered under.
  func name(of registration: PlannedRegistration) -> String {
    registration.alias ?? blueprintName(registration.blueprint)
  }

  /// Whether any test looks at what handlers receive.
  var usesReceived: Bool { tests.contains { $0.steps.contains { $0.usesReceived } } }
}

/// A class, by its place in the plan or as Python and Werkzeug know it.
enum ClassReference: Sendable, Hashable {
  case declared(Int)
  case builtin(String)
  /// In `werkzeug.exceptions`.
  case http(String)
  /// In `werkzeug.routing`.
  case routing(String)
}

/// A class as a `raise` makes an instance of it.
struct RaisedClass: Sendable, Hashable {
  /// What its constructor needs.
  enum Arguments: Sendable, Hashable, CaseIterable {
    case none, key, url, unicodeDecodeError, unicodeEncodeError, unicodeTranslateError, exceptionGroup
    /// BaseExceptionGroup itself, which with ordinary exceptions would make an ExceptionGroup.
    case baseExceptionGroup
  }

  var type: ClassReference
  var arguments: Arguments
}

struct PlannedClass: Sendable {
  enum Code: Sendable {
    case number(Int)
    case none
  }

  var name: String
  var bases: [ClassReference]
  /// The class attribute `code`.
  var code: Code?
  /// What the constructor sets `self.code` to.
  var instanceCode: Code?
  var line: Int
}

/// A handler or config statement, or a part of a blueprint statement: the object, or one of its registrations.
struct PlannedDeclaration: Sendable {
  enum Kind: Sendable {
    case option(name: String, on: Bool)
    /// A blueprint object, by its name.
    case blueprint(String)
    case registration(PlannedRegistration)
    case handler(PlannedHandler)
  }

  var kind: Kind
  var line: Int
  /// The builds that it belongs to.
  var builds: Set<Int> = []
  /// Whether a test registers it itself, after a request.
  var isLate = false
  /// The exception with which Flask refuses it in a new process.
  var refusal: String?
}

/// A blueprint whose name Flask refuses.
struct PlannedRefusal: Sendable {
  var name: String
  /// The class of the exception.
  var error: String
  var line: Int
}

/// One call of `register_blueprint`.
struct PlannedRegistration: Sendable {
  /// The declaration of the blueprint object.
  var blueprint: Int
  /// The declaration of the blueprint object that it is registered on; nil: the app.
  var parent: Int?
  /// `name=`; nil: the blueprint's own name.
  var alias: String?
}

struct PlannedHandler: Sendable {
  enum Target: Sendable {
    case type(ClassReference)
    case code(Int)
  }

  enum Answer: Sendable {
    case body(String, status: Status?)
    case raise(RaisedClass)
    case abort(Int)
    case exception
    case reraise
  }

  enum Status: Sendable {
    case number(Int)
    /// The code of the exception that was received.
    case ofException
  }

  var target: Target
  /// The target as the script writes it.
  var targetText: String
  /// The declaration of its blueprint.
  var scope: Int?
  var answer: Answer
}

/// A URL, and what goes wrong there.
struct PlannedRoute: Sendable, Hashable {
  enum Cause: Sendable, Hashable {
    case raise(RaisedClass)
    case abort(Int)
    case visit(Request.Visit)
    case respond(String, Int)
  }

  var cause: Cause
  /// The declaration of its blueprint.
  var scope: Int?
}

struct PlannedTest: Sendable {
  enum Origin: Sendable {
    /// Statements of the script from this line on, in one process.
    case process(line: Int)
    /// A test block.
    case block(name: String)
    /// A handler that a new process refuses.
    case refusal(line: Int)
    /// An order of raises after which an answer differs from a new process's.
    case order(line: Int)
  }

  var origin: Origin
  var steps: [PlannedStep] = []

  /// Changes the last request, if there is one.
  mutating func changeLastRequest(_ change: (inout PlannedRequest) -> Void) {
    for index in steps.indices.reversed() {
      guard case .request(var request) = steps[index] else { continue }
      change(&request)
      steps[index] = .request(request)
      return
    }
  }
}

enum PlannedStep: Sendable {
  case comment(String)
  case newApp(build: Int)
  case request(PlannedRequest)
  /// A handler that is registered after the first request.
  case lateHandler(Int, Lateness)
  /// An option that is set after a request.
  case lateOption(name: String, on: Bool, line: Int)
  /// A blueprint that is made after the first request.
  case lateBlueprint(Int)
  /// A registration that comes after the first request, and is not in force.
  case lateRegistration(Int, Lateness)
  /// Blueprints are registered whose statements came after the first request.
  case mount([Int], isDebug: Bool)
  /// A blueprint whose name Flask refuses, and the exception.
  case refusedBlueprint(name: String, error: String, line: Int)
  /// A class statement, and whether Python refuses it.
  case refusedClass(PlannedClass, isRefused: Bool)
  /// A handler, and the exception with which Flask refuses it; nil where it does not.
  case refusedHandler(PlannedHandler, error: String?, place: RefusalPlace, line: Int)
  case mro(ClassReference, [String], line: Int)

  enum Lateness: Sendable {
    case accepted, ignored, warned
    case refused(String)
  }

  enum RefusalPlace: Sendable {
    /// Any app of its own will do.
    case newApp
    /// Flask looks at it only when the blueprint is registered on an app of its own.
    case mount
    /// It is the requests of the running app that make the difference.
    case runningApp
  }

  var usesReceived: Bool {
    if case .request(let request) = self { request.checksReceived } else { false }
  }
}

struct PlannedRequest: Sendable {
  enum Answer: Sendable {
    case text(String, status: Int)
    case page(status: Int)
    /// The class that leaves Flask; without a reference where its name stands for two classes.
    case crash(name: String, ClassReference?)
  }

  var route: PlannedRoute
  /// The declarations of the registrations from the app down to the one that it goes to; empty for the app.
  var path: [Int]
  var answer: Answer
  /// The classes that the handlers receive, in order.
  var received: [String]
  /// Whether the script says something about that.
  var checksReceived = false
  /// The line of the request, and those of later claims about it.
  var lines: [Int]
  /// What is worth saying about it, and for which line.
  var remarks: [Remark] = []

  struct Remark: Sendable {
    var line: Int
    var text: String
  }
}
