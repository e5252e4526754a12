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
  /// What the script claims and no test can show, in its own words.
  var leftOut: [String] = []

  init(title: String, release: Release) {
    self.title = title
    self.release = release
  }

  /// Whether an app is ever in debug mode.
  var usesDebug: Bool {
    declarations.contains { if case .option("DEBUG", on: true) = $0.kind { true } else { false } }
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
  var type: ClassReference
  /// What the constructor is given, in Python; empty as a rule.
  var arguments: String
}

struct PlannedClass: Sendable {
  var name: String
  var bases: [ClassReference]
  var code: Int?
  var line: Int
  /// What an instance lacks, since not all constructors run; needed only where the class is raised.
  var repair: InstanceRepair?
  var isRaised = false
}

/// A blueprint, handler or config statement.
struct PlannedDeclaration: Sendable {
  enum Kind: Sendable {
    case option(name: String, on: Bool)
    case blueprint(PlannedBlueprint)
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
  /// Whether that happens only when the blueprint is registered.
  var isRefusedAtMount = false
}

struct PlannedBlueprint: Sendable {
  var name: String
  /// The declaration of the blueprint that it is nested in.
  var parent: Int?
}

struct PlannedHandler: Sendable {
  enum Target: Sendable {
    case type(ClassReference)
    case code(Int)
  }

  enum Answer: Sendable {
    case body(String, status: Int?)
    case raise(RaisedClass)
    case abort(Int)
    case exception
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
  case lateBlueprint(Int, Lateness)
  /// Late blueprints are registered.
  case mount([Int])
  /// A class statement, and whether Python refuses it.
  case refusedClass(name: String, bases: [ClassReference], code: Int?, isRefused: Bool, line: Int)
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
    if case .request(let request) = self { request.received != nil } else { false }
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
  var answer: Answer
  /// The classes that the handlers receive, where the script says something about that.
  var received: [String]?
  var line: Int
  /// What is worth saying about it.
  var remarks: [String] = []
}
