extension Framework {
  /// Starlette, measured on 12 releases from 0.13.8 to 1.10.0.
  public static let starlette = Framework(
    word: "starlette", name: "Starlette", library: nil, members: ("starlette", "library"), messages: .starlette,
    requests: .ofClients, hasOptions: false, codeAttribute: "status_code", hasAllReleases: false, seriesMeans: .newest,
    knownClassSets: StarletteClasses.ofStarlette.map { $0.knownClasses },
    knownClassNames: { StarletteClasses.starlette1_6.own.map { $0.name } },
    eras: [
      EraRow(.starlette0_13, (.starlette0_13, ["0.13.8", "0.18.0"])),
      EraRow(.starlette0_19, (.starlette0_13, ["0.19.0", "0.20.4"]), (.starlette0_23, ["0.23.1"])),
      EraRow(.starlette0_24, (.starlette0_23, ["0.24.0", "0.27.0"])),
      EraRow(.starlette0_28, (.starlette0_23, ["0.28.0", "0.52.1"]), (.starlette1_6, ["1.6.0"])),
      EraRow(.starlette1_7, (.starlette1_6, ["1.7.0", "1.10.0"])),
    ],
    standardRelease: "1.10.0")

  /// FastAPI, measured on 0.99.1 and 0.165.0: Starlette's lookup, with an HTTPException of its own and handlers for
  /// Starlette's HTTPException and RequestValidationError.
  public static let fastAPI = Framework(
    word: "fastapi", name: "FastAPI", library: "Starlette", members: ("fastapi", "starlette"), messages: .starlette,
    requests: .ofClients, hasOptions: false, extendsLibrary: true, codeAttribute: "status_code",
    pythonNames: ["StarletteHTTPException": "HTTPException"], hasAllReleases: false, seriesMeans: .newest,
    knownClassSets: [StarletteClasses.fastAPI0_99.knownClasses, StarletteClasses.fastAPI0_165.knownClasses],
    knownClassNames: {
      (StarletteClasses.fastAPI0_99.own + StarletteClasses.fastAPI0_165.own).map { $0.name }
    },
    eras: [
      EraRow(rules: .starlette0_24, series: [.init(releases: ["0.99.1"], library: "0.27.0", classes: 0)]),
      EraRow(rules: .starlette1_7, series: [.init(releases: ["0.165.0"], library: "1.10.0", classes: 1)]),
    ],
    standardRelease: "0.165.0")
}

extension EraRow {
  /// Creates a row from its rules and its releases, grouped by their exception classes.
  fileprivate init(_ rules: EraRules, _ series: (classes: StarletteClasses, starlette: [String])...) {
    self.rules = rules
    self.series = series.map {
      Series(
        releases: $0.starlette, library: nil, classes: StarletteClasses.ofStarlette.firstIndex(of: $0.classes) ?? 0)
    }
  }
}

/// The releases of Starlette and FastAPI that differ in their exception classes (starlette/exceptions.py,
/// fastapi/exceptions.py).
private enum StarletteClasses: Sendable, CaseIterable {
  case starlette0_13, starlette0_23, starlette1_6, fastAPI0_99, fastAPI0_165

  static let ofStarlette: [Self] = [.starlette0_13, .starlette0_23, .starlette1_6]

  var knownClasses: KnownClassSet { KnownClassSet(classes: { KnownClass.python + own }, hierarchy: { hierarchy }) }

  /// The classes that are not Python's own.
  var own: [KnownClass] {
    switch self {
    case .starlette0_13: [Self.httpException]
    case .starlette0_23: [Self.httpException, Self.webSocketException]
    case .starlette1_6:
      [Self.httpException, Self.webSocketException]
        + KnownClass.derived("UserWarning", ["StarletteDeprecationWarning"])
    case .fastAPI0_99:
      Self.ofFastAPI + [
        Self.webSocketException,
        KnownClass(name: "Representation", bases: ["object"], constructor: .inherited),
        // The error of pydantic 1. It has slots.
        KnownClass(name: "ValidationError", bases: ["Representation", "ValueError"], isSolid: true),
        KnownClass(name: "RequestValidationError", bases: ["ValidationError"], role: .validationError),
        KnownClass(name: "WebSocketRequestValidationError", bases: ["ValidationError"], role: .webSocketError),
      ]
    case .fastAPI0_165:
      Self.ofFastAPI
        + KnownClass.derived("FastAPIError", ["DependencyScopeError", "PydanticV1NotSupportedError"])
        + KnownClass.derived("UserWarning", ["FastAPIDeprecationWarning"])
        + [
          KnownClass(name: "StarletteWebSocketException", bases: ["Exception"], role: .webSocketError),
          KnownClass(name: "WebSocketException", bases: ["StarletteWebSocketException"]),
          KnownClass(name: "ValidationException", bases: ["Exception"]),
          KnownClass(name: "RequestValidationError", bases: ["ValidationException"], role: .validationError),
          KnownClass(name: "WebSocketRequestValidationError", bases: ["ValidationException"], role: .webSocketError),
          KnownClass(name: "ResponseValidationError", bases: ["ValidationException"]),
        ]
    }
  }

  private static let httpException = KnownClass(name: "HTTPException", bases: ["Exception"], role: .httpException)

  private static let webSocketException = KnownClass(
    name: "WebSocketException", bases: ["Exception"], role: .webSocketError)

  private static let ofFastAPI = [
    KnownClass(name: "StarletteHTTPException", bases: ["Exception"], role: .httpException),
    KnownClass(name: "HTTPException", bases: ["StarletteHTTPException"], role: .abortedException),
    KnownClass(name: "FastAPIError", bases: ["RuntimeError"]),
  ]

  private var hierarchy: Hierarchy {
    switch self {
    case .starlette0_13: Self.hierarchy0_13
    case .starlette0_23: Self.hierarchy0_23
    case .starlette1_6: Self.hierarchy1_6
    case .fastAPI0_99: Self.hierarchy0_99
    case .fastAPI0_165: Self.hierarchy0_165
    }
  }

  // Each hierarchy is built when it is first used.
  private static let hierarchy0_13 = Hierarchy(of: starlette0_13)
  private static let hierarchy0_23 = Hierarchy(of: starlette0_23)
  private static let hierarchy1_6 = Hierarchy(of: starlette1_6)
  private static let hierarchy0_99 = Hierarchy(of: fastAPI0_99)
  private static let hierarchy0_165 = Hierarchy(of: fastAPI0_165)
}

extension Hierarchy {
  fileprivate init(of release: StarletteClasses) {
    self.init(KnownClass.python + release.own, pages: PageRules())
  }
}

extension Framework.Messages {
  static let starlette = Self(
    refusal: { _, _, _, _, _ in RegistrationError(type: "AssertionError", message: "") },
    tooLate: { _, _ in RegistrationError(type: "RuntimeError", message: "") }, tooLateOnBlueprint: { _, _ in "" },
    blueprintName: { _, _ in nil })
}
