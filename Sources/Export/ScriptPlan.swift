import Resolution
import Syntax

/// The content of a Python file for a script: classes, the registrations in `create_app`, and tests with predicted results.
/// It is not Python yet, because names are assigned only when all of them are known.
struct ScriptPlan: Sendable {
  /// The name of the script, for the head of the file.
  var title: String
  var release: Release
  /// Other releases that the script names, in order.
  var otherReleases: [String] = []
  var classes: [PlannedClass] = []
  var declarations: [PlannedDeclaration] = []
  /// The apps that tests start with. Each is named by the line of its last declaration; 0 if it has none.
  var builds: [Int] = []
  /// The routes that tests request, in order of first use.
  var routes: [PlannedRoute] = []
  var tests: [PlannedTest] = []
  /// Blueprints that the app does not contain, because Flask rejects their names.
  var leftOutBlueprints: [PlannedRefusal] = []
  /// Expectations that a test cannot check, as written in the script.
  var leftOut: [String] = []

  init(title: String, release: Release) {
    self.title = title
    self.release = release
  }

  /// The registrations of each blueprint, in order. All numbers are indices of declarations.
  var registrations: [Int: [Int]] {
    Dictionary(grouping: declarations.indices.filter { registration($0) != nil }) { registration($0)?.blueprint ?? $0 }
  }

  var nestsBlueprints: Bool { declarations.indices.contains { registration($0)?.parent != nil } }

  /// Whether the release stores the joined prefixes of nested blueprints and ignores a nested blueprint's own prefix
  /// (2.0.0).
  var keepsJoinedPrefixes: Bool { release.era.rules.blueprints.keepsJoinedPrefixes && nestsBlueprints }

  func registration(_ index: Int) -> PlannedRegistration? {
    guard declarations.indices.contains(index), case .registration(let registration) = declarations[index].kind
    else { return nil }
    return registration
  }

  func isBlueprint(_ index: Int) -> Bool {
    if case .blueprint = declarations[index].kind { true } else { false }
  }

  func blueprintName(_ index: Int) -> String {
    guard declarations.indices.contains(index), case .blueprint(let name) = declarations[index].kind else { return "" }
    return name
  }

  /// Returns the name that a blueprint is registered under.
  func name(of registration: PlannedRegistration) -> String {
    registration.alias ?? blueprintName(registration.blueprint)
  }

  /// Whether any test checks what handlers receive.
  var usesReceived: Bool { tests.contains { $0.steps.contains { $0.usesReceived } } }
}

/// A class: its index in the plan, or its name in Python or the framework.
enum ClassReference: Sendable, Hashable {
  case declared(Int)
  case builtin(String)
  /// An exception class of the framework or its library, such as Werkzeug's NotFound.
  case http(String)
  /// A class of the library's routing, such as Werkzeug's RequestRedirect.
  case routing(String)
}

/// A class and the constructor arguments to raise it.
struct RaisedClass: Sendable, Hashable {
  /// The arguments that the constructor requires.
  enum Arguments: Sendable, Hashable, CaseIterable {
    case none, key, url, unicodeDecodeError, unicodeEncodeError, unicodeTranslateError, exceptionGroup
    /// For BaseExceptionGroup itself, which would create an ExceptionGroup if it contained only ordinary exceptions.
    case baseExceptionGroup
  }

  var type: ClassReference
  var arguments: Arguments
  /// The first class of the framework on its MRO, which needs arguments of its own.
  var frameworkClass: String?
  /// The class attribute `code`, if it is a number.
  var code: Int?
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
  /// The value that the constructor assigns to `self.code`.
  var instanceCode: Code?
  /// The constructors of the framework's classes that the class must call itself, because Python would not run all of them.
  var constructors: [RaisedClass] = []
  var line: Int
}

/// A handler or config statement, or part of a blueprint statement: the object or one of its registrations.
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
  /// The builds that contain it.
  var builds: Set<Int> = []
  /// Whether a test registers it after a request.
  var isLate = false
  /// The exception that Flask raises for it in a fresh process.
  var refusal: String?
}

/// A blueprint with a name that Flask rejects.
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
  /// The declaration of the blueprint object that it is registered on; nil for the app.
  var parent: Int?
  /// The argument `name=`; nil for the blueprint's own name.
  var alias: String?
}

struct PlannedHandler: Sendable {
  enum Target: Sendable {
    case type(ClassReference)
    case code(Int)
  }

  enum Answer: Sendable {
    case body(String, status: Status?)
    /// A body with values of the exception.
    case template(BodyTemplate, status: Status?)
    case raise(RaisedClass)
    case abort(Int)
    case exception
    case reraise
    /// The first answer whose condition is true.
    indirect case conditional([Arm], otherwise: Answer)
  }

  /// An answer and its condition.
  struct Arm: Sendable {
    var answer: Answer
    var condition: Condition
  }

  /// A condition about the received exception.
  struct Condition: Sendable {
    enum Test: Sendable {
      case isInstance(ClassReference)
      case isExactly(ClassReference)
      case originalIsInstance(ClassReference)
      case hasCode(Int)
    }

    var test: Test
    var isNegated: Bool
  }

  enum Status: Sendable {
    case number(Int)
    /// The code of the received exception.
    case ofException
  }

  var target: Target
  /// The target as written in the script.
  var targetText: String
  /// The declaration of its blueprint.
  var scope: Int?
  var answer: Answer
}

/// A URL and what a request to it does.
struct PlannedRoute: Sendable, Hashable {
  enum Cause: Sendable, Hashable {
    case raise(RaisedClass)
    case abort(Int)
    case visit(Request.Visit)
    case respond(String, Int)
  }

  var cause: Cause
  /// The name after `at`. Each name has a URL and a view of its own.
  var name: String?
  /// The declaration of its blueprint.
  var scope: Int?
}

struct PlannedTest: Sendable {
  enum Origin: Sendable {
    /// Statements of the script from this line on, in one process.
    case process(line: Int)
    /// A test block.
    case block(name: String)
    /// A handler that Flask rejects in a fresh process.
    case refusal(line: Int)
    /// An order of requests after which a response differs from a fresh process.
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
  /// Registers a handler after the first request.
  case lateHandler(Int, Lateness)
  /// Sets an option after a request.
  case lateOption(name: String, on: Bool, line: Int)
  /// Creates a blueprint after the first request.
  case lateBlueprint(Int)
  /// Makes a registration after the first request that has no effect.
  case lateRegistration(Int, Lateness)
  /// Registers blueprints whose statements came after the first request.
  case mount([Int], isDebug: Bool)
  /// Creates a blueprint whose name Flask rejects with this exception.
  case refusedBlueprint(name: String, error: String, line: Int)
  /// Defines a class, which Python may refuse.
  case refusedClass(PlannedClass, isRefused: Bool)
  /// Registers a handler, with the exception that Flask raises; nil if Flask accepts it.
  case refusedHandler(PlannedHandler, error: String?, place: RefusalPlace, line: Int)
  case mro(ClassReference, [String], line: Int)

  enum Lateness: Sendable {
    case accepted, ignored, warned
    case refused(String)
  }

  enum RefusalPlace: Sendable {
    /// Any separate app.
    case newApp
    /// A separate app on which the blueprint is registered, because Flask only checks the handler then.
    case mount
    /// The running app, because its earlier requests matter.
    case runningApp
    /// Another app with the same handlers, because they matter.
    case builtApp(build: Int)
  }

  var usesReceived: Bool {
    if case .request(let request) = self { request.checksReceived } else { false }
  }
}

struct PlannedRequest: Sendable {
  enum Answer: Sendable {
    case text(String, status: Int)
    case page(status: Int)
    /// The class that leaves the app, without a response. The reference is nil if two classes have its name.
    case crash(name: String, ClassReference?)
  }

  var route: PlannedRoute
  /// The registrations from the app down to the one that receives the request; empty for the app.
  var path: [Int]
  var answer: Answer
  /// The name of the class that leaves the app, with or without a response.
  var escaped: String?
  /// The exception classes that the handlers receive, in order.
  var received: [String]
  /// Whether the script has expectations about that.
  var checksReceived = false
  /// The line of the request, and the lines of later expectations about it.
  var lines: [Int]
  /// Remarks about the request, each for a line.
  var remarks: [Remark] = []

  struct Remark: Sendable {
    var line: Int
    var text: String
  }
}
