extension Framework {
  /// Sanic, measured on 13 releases from 20.12.7 to 25.12.1, the newest on PyPI on 2026-11-26.
  ///
  /// The rules of an era are in the file with its lookup.
  public static let sanic = Framework(
    word: "sanic", name: "Sanic", library: nil, members: ("sanic", "library"), messages: .sanic, requests: .ofClients,
    hasOptions: false, codeAttribute: "status_code", hasAllReleases: false, seriesMeans: .newest,
    knownClassSets: SanicClasses.allCases.map { $0.knownClasses },
    knownClassNames: { SanicClasses.names },
    eras: [
      EraRow(.sanic20_12, (.v20_12, ["20.12.7"]), (.v21_3, ["21.3.4"])),
      EraRow(.sanic21_6, (.v21_6, ["21.6.2"])),
      EraRow(.sanic21_9, (.v21_9, ["21.9.3"])),
      EraRow(.sanic21_12, (.v21_9, ["21.12.2"]), (.v22_3, ["22.3.2"])),
      // The same rules, with other names for some classes.
      EraRow(.sanic21_12, (.v22_6, ["22.6.2"])),
      EraRow(.sanic22_9, (.v22_6, ["22.9.1"]), (.v22_12, ["22.12.0"])),
      EraRow(.sanic23_3, (.v23_3, ["23.3.0", "23.12.2", "24.12.0"]), (.v25_12, ["25.12.1"])),
    ],
    standardRelease: "25.12.1")
}

extension EraRow {
  /// Creates a row from its rules and its releases, grouped by their exception classes.
  fileprivate init(_ rules: EraRules, _ series: (classes: SanicClasses, sanic: [String])...) {
    self.rules = rules
    self.series = series.map { Series(releases: $0.sanic, library: nil, classes: $0.classes.rawValue) }
  }
}

extension Framework.Messages {
  static let sanic = Self(
    refusal: SanicMessages.error, tooLate: { _, _ in SanicMessages.late },
    tooLateOnBlueprint: { _, _ in SanicMessages.duplicate }, blueprintName: { _, _ in nil })
}

/// The exceptions and warnings of Sanic for registrations.
private enum SanicMessages {
  static func error(
    _ refusal: HandlerRefusal, _ atMount: Bool, _ names: (ClassID) -> String, _ scope: String?, _ rules: EraRules
  ) -> RegistrationError {
    switch refusal {
    case .duplicate(let target):
      let route = atMount ? "app.\(scope ?? "").raise" : "__ALL_ROUTES__"
      let exception =
        switch target {
        case .type(let id): "<class '\(SanicClasses.qualified(names(id)))'>"
        case .code(let code): String(code)
        }
      return RegistrationError(
        type: "ServerError",
        message: "Duplicate exception handler definition on: route=\(route) and exception=\(exception)",
        atMount: atMount)
    case .brokenRouter:
      return RegistrationError(
        type: "RouteExists", message: "Route already registered: \(scope ?? "")/raise [GET]", atMount: atMount)
    default: return late
    }
  }

  static let late = RegistrationError(type: "FinalizationError", message: "Cannot finalize router more than once.")

  /// The warning for a second handler for the same class (22.9 and 22.12).
  static let duplicate =
    "[DEPRECATION v23.3] A duplicate exception handler definition was discovered. This may cause unintended consequences."
    + " A warning has been issued now, but it will not be allowed starting in v23.3."
}
