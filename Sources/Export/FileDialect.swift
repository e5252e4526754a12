import Resolution

/// What test files for one framework contain: its imports, objects, registrations and requests. Everything else in a file
/// is the same for all frameworks.
struct FileDialect: Sendable {
  /// The requirements to install with pip for a release.
  var pins: @Sendable (Release) -> [String]
  /// The modules to import from, in the order of the file.
  var modules: [String]
  /// Returns the module and the name of a class of the framework.
  var place: @Sendable (ClassReference) -> (module: String, name: String)?
  /// Writes what comes before the imports.
  var writePreamble: @Sendable (TestFile, inout PythonText) -> Void = { _, _ in }
  /// The attribute for the `code` of a class; nil if the code is an argument of the constructor.
  var codeAttribute: String?
  /// The attribute of an exception with its status code.
  var codeOfError: String { codeAttribute ?? "status_code" }
  /// Whether the constructor of the framework's class always runs, also if another base class comes first.
  var callsOwnConstructor: Bool
  /// Returns the arguments of a constructor of the framework; nil for another class.
  var arguments: @Sendable (RaisedClass) -> String?

  /// Writes the creation of the app in `create_app`.
  var writeNewApp: @Sendable (inout TestFile, inout PythonText) -> Void
  /// Returns an expression for a new app, for tests of refusals.
  var newApp: @Sendable (inout TestFile) -> String
  /// Returns the statement that sets an option.
  var setting: @Sendable (inout TestFile, _ name: String, _ on: Bool) -> String = { _, _, _ in "" }
  /// Writes the creation of a blueprint.
  var writeBlueprint: @Sendable (inout TestFile, _ index: Int, inout PythonText) -> Void
  /// Returns the expression that creates a blueprint with a refused name.
  var refusedBlueprint: @Sendable (inout TestFile, _ name: String) -> String = { _, _ in "" }
  /// Returns the call that registers a blueprint on the app or on another blueprint.
  var mount:
    @Sendable (
      inout TestFile, PlannedRegistration, _ index: Int, _ parent: String, _ blueprint: String
    ) -> String
  /// Writes the last lines of `create_app`.
  var writeEnd: @Sendable (inout TestFile, inout PythonText) -> Void = { _, _ in }

  /// Returns the first line of a handler with a name.
  var handlerHeader: @Sendable (inout TestFile, _ name: String) -> String
  /// Returns the call that registers a function as a handler. Without a function it is the decorator.
  var registration: @Sendable (_ place: String, _ target: String, _ function: String?) -> String
  /// Whether the registration can be a decorator.
  var hasDecorators: Bool
  /// Returns the statement with which a handler answers.
  var answer: @Sendable (inout TestFile, PlannedHandler.Answer) -> String
  /// Returns a function that can be registered where it does not matter what it returns.
  var anyFunction: @Sendable (inout TestFile) -> String

  /// Writes the routes of the app or of a blueprint.
  var writeRoutes: @Sendable (inout TestFile, _ scope: Int?, inout PythonText) -> Void
  /// Writes what is between the classes and `create_app`, such as what views raise.
  var writeCauses: @Sendable (inout TestFile, inout PythonText) -> Void = { _, _ in }
  /// Writes the function that sends a request.
  var writeClient: @Sendable (inout TestFile, inout PythonText) -> Void
  /// Returns the expression for an app that can answer requests.
  var started: @Sendable (inout TestFile, _ app: String) -> String = { _, app in app }
  /// Returns the call that sends a request.
  var request: @Sendable (inout TestFile, PlannedRequest) -> String
  /// Whether an app can answer and let the exception leave it too. Then each test states the exception.
  var answersAndRaises = false
  /// Returns the expression for a blueprint of an app in a test.
  var blueprintOfApp: @Sendable (inout TestFile, _ app: String, _ index: Int) -> String
  /// Whether a refused registration on a blueprint breaks a running app.
  var breaksRunningApp = false
  /// Returns an exception of a registration by its name.
  var setupError: @Sendable (inout TestFile, _ name: String) -> String = { $0.names.builtin($1) }
  /// Whether handlers of a blueprint need a route of it.
  var needsRoutes = false
  /// Writes a registration of a handler on a blueprint that fails when the blueprint is registered. Returns the call that
  /// fails.
  var writeRefusedMount: @Sendable (inout TestFile, PlannedHandler, _ scope: Int, inout PythonText) -> String
  /// Whether the client replaces a body with this text by the placeholder for default pages.
  var looksLikePage: @Sendable (String) -> Bool = { _ in false }
  /// Returns a name of a class as `__name__`.
  var className: @Sendable (String) -> String = { $0 }
}
