/// A framework whose error handling is modeled: the facts that all its releases share.
///
/// Each framework has a folder next to this file, with its rules, exception classes and messages, and an element in
/// `all`. The lists of releases, the releases that `use` accepts, and the messages about releases are derived from that
/// element.
public struct Framework: Sendable {
  /// The word after `use`, such as `flask`.
  public let word: String
  /// The name as its documentation writes it, such as `Flask`.
  public let name: String
  /// The library that defines its HTTP errors, such as `Werkzeug`; nil if it defines them itself.
  public let library: String?
  /// The JSON members for the releases of the framework and of the library, such as `flask` and `werkzeug`.
  let members: (framework: StaticString, library: StaticString)
  /// The errors and warnings for refused registrations.
  public let messages: Messages
  /// The requests that it has.
  public let requests: Requests
  /// Whether the options of `config` are options of the framework.
  public let hasOptions: Bool
  /// Whether it has classes and pages for HTTP errors of its own besides those of its library (FastAPI).
  public var extendsLibrary = false
  /// The attribute of its HTTP errors with the status code.
  public var codeAttribute = "code"
  /// The `__name__` of each known class that has another name in errorbook.
  public var pythonNames: [String: String] = [:]
  /// Whether all releases on PyPI from the first to the last one are modeled.
  public let hasAllReleases: Bool
  /// The release that a name with two numbers means if no release has exactly this name.
  let seriesMeans: SeriesMeaning
  /// The sets of known classes of its releases, oldest first.
  public let knownClassSets: [KnownClassSet]
  /// The names of all classes in these sets that are not Python's own.
  let knownClassNames: @Sendable () -> [String]
  /// Its eras, oldest first.
  let eras: [EraRow]
  /// The release that a session starts with.
  let standardRelease: String

  /// The requests that a framework has.
  public enum Requests: Sendable {
    /// Requests of a client to a URL, which a view answers.
    case ofClients
    /// Only raised exceptions (singledispatch).
    case exceptionsOnly
  }

  /// The release that a name with two numbers means.
  enum SeriesMeaning: Sendable {
    /// `2.0` means 2.0.0.
    case first
    /// `25.12` means the newest measured release of that series.
    case newest
  }

  /// The errors and warnings for registrations in the framework's own words.
  public struct Messages: Sendable {
    /// Returns the error for a refused handler.
    ///
    /// `names` returns the name of a class. `scope` is the name of the blueprint, or nil for the app.
    public let refusal:
      @Sendable (
        _ refusal: HandlerRefusal, _ atMount: Bool, _ names: (ClassID) -> String, _ scope: String?, _ rules: EraRules
      ) -> RegistrationError
    /// Returns the error of the app for a setup method that is called after the first request.
    public let tooLate: @Sendable (_ setup: String, _ rules: EraRules) -> RegistrationError
    /// Returns the warning or error of a mounted blueprint for a setup method that is called too late.
    public let tooLateOnBlueprint: @Sendable (_ blueprint: String, _ setup: String) -> String
    /// Returns the error for the name of a blueprint, or nil if the framework accepts the name.
    public let blueprintName: @Sendable (_ name: String, _ rules: BlueprintRules) -> RegistrationError?
  }
}

extension Framework {
  /// The modeled frameworks. Sessions start with the first one.
  public static let all: [Framework] = [.flask, .sanic, .starlette, .fastAPI, .singledispatch]

  /// The framework that sessions start with.
  public static let standard = all[0]

  /// Finds a framework by the word after `use`.
  public static func named(_ word: String) -> Framework? { all.first { $0.word == word } }

  /// Returns whether a release of the framework has a known class of its own with this name.
  public func knowsClass(_ name: String) -> Bool { knownClassNames().contains(name) }

  /// The names of the frameworks that answer requests of clients: `Flask, Sanic, Starlette or FastAPI`.
  public static var namesWithClients: String {
    var names = all.filter { $0.requests == .ofClients }.map { $0.name }
    guard let last = names.popLast(), !names.isEmpty else { return all[0].name }
    return names.joined(separator: ", ") + " or " + last
  }

  /// The first and the last release, such as `0.10 to 3.1.3`.
  public var range: String {
    guard let first = releases.first?.name, let last = releases.last?.name, first != last else {
      return standardRelease
    }
    return "\(first) to \(last)"
  }

  /// The releases of the framework, oldest first.
  public var releases: [Release] { Release.all.filter { $0.frameworkWord == word } }

  /// The names with two numbers that mean the newest modeled release of a series, such as `25.12`. Empty if such a name
  /// means the first release.
  public var series: [String] {
    guard case .newest = seriesMeans else { return [] }
    var series: [String] = []
    for release in releases {
      let name = release.name.split(separator: ".").prefix(2).joined(separator: ".")
      if name != release.name, !series.contains(name) { series.append(name) }
    }
    return series
  }

  /// Returns the release with a name. A name with two numbers can mean a release with three: `2.0` means Flask 2.0.0,
  /// and `25.12` means Sanic 25.12.1.
  public func release(named name: String) -> Release? {
    if let exact = releases.first(where: { $0.name == name }) { return exact }
    guard name.utf8.count(where: { $0 == UInt8(ascii: ".") }) == 1 else { return nil }
    switch seriesMeans {
    case .first: return releases.first { $0.name == name + ".0" }
    case .newest: return releases.last { $0.name.hasPrefix(name + ".") }
    }
  }
}

/// The error that a framework raises for a refused registration.
public struct RegistrationError: Sendable, Hashable {
  /// The class of the exception, such as `AssertionError`.
  public var type: String
  /// The `str` of the exception; empty if the exception has no message.
  public var message: String
  /// Whether the framework raises it only when it registers the blueprint on the app.
  public var atMount: Bool

  /// Creates an error from the name of the exception's class and its message.
  public init(type: String, message: String, atMount: Bool = false) {
    self.type = type
    self.message = message
    self.atMount = atMount
  }
}

extension RegistrationError {
  /// The error as Python shows it: `ValueError: 'name' may not be empty.`
  public var text: String { message.isEmpty ? type : "\(type): \(message)" }
}
