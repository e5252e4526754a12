/// A framework whose choice of error handlers is modeled: what is true of all its releases.
///
/// A framework is a folder beside this file, with its rules, exception classes and messages, and a row of `all`. Lists of
/// releases, the releases that `use` accepts, and what messages say about them are derived from that row.
public struct Framework: Sendable {
  /// The word after `use`, such as `flask`.
  public let word: String
  /// The name as its documentation writes it, such as `Flask`.
  public let name: String
  /// The library that its HTTP errors come from, such as `Werkzeug`.
  public let library: String
  /// The members of JSON that have a release of the framework and of the library, such as `flask` and `werkzeug`.
  let members: (framework: StaticString, library: StaticString)
  /// What it raises, and warns of, when it refuses a registration.
  public let messages: Messages
  /// The sets of classes that its releases know, oldest first.
  public let knownClassSets: [KnownClassSet]
  /// The names of all classes that some of these sets has.
  let knownClassNames: @Sendable () -> [String]
  /// Its eras, oldest first.
  let eras: [EraRow]
  /// The release that a session starts with.
  let standardRelease: String

  /// The errors and warnings of registration in the framework's own words.
  public struct Messages: Sendable {
    /// What it raises for a handler. `names` gives the name of a class; `scope` is the name of the blueprint, nil on the app.
    public let refusal:
      @Sendable (
        _ refusal: HandlerRefusal, _ atMount: Bool, _ names: (ClassID) -> String, _ scope: String?, _ rules: EraRules
      ) -> RegistrationError
    /// What the app raises when a setup method comes after its first request.
    public let tooLate: @Sendable (_ setup: String, _ rules: EraRules) -> RegistrationError
    /// What a mounted blueprint warns or raises when a setup method comes too late.
    public let tooLateOnBlueprint: @Sendable (_ blueprint: String, _ setup: String) -> String
    /// What it raises for the name of a blueprint; nil where it accepts the name.
    public let blueprintName: @Sendable (_ name: String, _ rules: BlueprintRules) -> RegistrationError?
  }
}

extension Framework {
  /// The frameworks that are modeled, the one that sessions start with first.
  public static let all: [Framework] = [.flask]

  /// The framework that sessions start with.
  public static let standard = all[0]

  /// Finds a framework by the word after `use`.
  public static func named(_ word: String) -> Framework? { all.first { $0.word == word } }

  /// The releases of the framework, oldest first.
  public var releases: [Release] { Release.all.filter { $0.framework.word == word } }

  /// Finds a release by name; `x.y` that is no release itself means its first, as `2.0` means 2.0.0.
  public func release(named name: String) -> Release? {
    let isSeries = name.utf8.count { $0 == UInt8(ascii: ".") } == 1
    return releases.first { $0.name == name } ?? (isSeries ? releases.first { $0.name == name + ".0" } : nil)
  }
}

/// What a framework raises where it refuses a registration.
public struct RegistrationError: Sendable, Hashable {
  /// The exception's class, such as `AssertionError`.
  public var type: String
  /// `str` of the exception; empty where the framework gives no text.
  public var message: String
  /// Whether it is raised only when the blueprint is registered on the app.
  public var atMount: Bool

  /// Creates an error from the name of the exception's class and its text.
  public init(type: String, message: String, atMount: Bool = false) {
    self.type = type
    self.message = message
    self.atMount = atMount
  }
}

extension RegistrationError {
  /// `ValueError: 'name' may not be empty.`
  public var text: String { message.isEmpty ? type : "\(type): \(message)" }
}
