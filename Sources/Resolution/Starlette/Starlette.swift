extension Framework {
  /// Starlette, measured on 12 releases from 0.13.8 to 1.10.0.
  public static let starlette = Framework(
    word: "starlette", name: "Starlette", library: nil, members: ("starlette", "library"), messages: .starlette,
    requests: .ofClients, hasOptions: false, hasAllReleases: false, seriesMeans: .newest,
    knownClassSets: [StarletteClasses.starlette.knownClasses],
    knownClassNames: { StarletteClasses.starlette.own.map { $0.name } },
    eras: [
      EraRow(.starlette0_13, ["0.13.8", "0.18.0"]),
      EraRow(.starlette0_19, ["0.19.0", "0.20.4", "0.23.1"]),
      EraRow(.starlette0_24, ["0.24.0", "0.27.0"]),
      EraRow(.starlette0_28, ["0.28.0", "0.52.1", "1.6.0"]),
      EraRow(.starlette1_7, ["1.7.0", "1.10.0"]),
    ],
    standardRelease: "1.10.0")

  /// FastAPI, measured on 0.99.1 and 0.165.0: Starlette's lookup, with an HTTPException of its own and handlers for
  /// Starlette's HTTPException and RequestValidationError.
  public static let fastAPI = Framework(
    word: "fastapi", name: "FastAPI", library: "Starlette", members: ("fastapi", "starlette"), messages: .starlette,
    requests: .ofClients, hasOptions: false, extendsLibrary: true, hasAllReleases: false, seriesMeans: .newest,
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
  fileprivate init(_ rules: EraRules, _ releases: [String]) {
    self.init(rules: rules, series: [Series(releases: releases, library: nil, classes: 0)])
  }
}

/// The exception classes of Starlette and FastAPI (starlette/exceptions.py, fastapi/exceptions.py).
private enum StarletteClasses: Sendable {
  case starlette, fastAPI0_99, fastAPI0_165

  var knownClasses: KnownClassSet { KnownClassSet(classes: { all }, hierarchy: { hierarchy }) }

  var all: [KnownClass] { KnownClass.python + own }

  /// The classes that are not Python's own.
  var own: [KnownClass] {
    switch self {
    case .starlette: [KnownClass(name: "HTTPException", bases: ["Exception"], role: .httpException)]
    case .fastAPI0_99:
      Self.fastAPI + [KnownClass(name: "RequestValidationError", bases: ["ValueError"], role: .validationError)]
    case .fastAPI0_165:
      Self.fastAPI + [
        KnownClass(name: "ValidationException", bases: ["Exception"]),
        KnownClass(name: "RequestValidationError", bases: ["ValidationException"], role: .validationError),
        KnownClass(name: "ResponseValidationError", bases: ["ValidationException"]),
      ]
    }
  }

  private static let fastAPI =
    [
      KnownClass(name: "StarletteHTTPException", bases: ["Exception"], role: .httpException),
      KnownClass(name: "HTTPException", bases: ["StarletteHTTPException"], role: .abortedException),
      KnownClass(name: "FastAPIError", bases: ["RuntimeError"]),
    ]

  private var hierarchy: Hierarchy {
    switch self {
    case .starlette: Self.starletteHierarchy
    case .fastAPI0_99: Self.oldHierarchy
    case .fastAPI0_165: Self.newHierarchy
    }
  }

  // Each hierarchy is built when it is first used.
  private static let starletteHierarchy = Hierarchy(starlette.all, pages: PageRules())
  private static let oldHierarchy = Hierarchy(fastAPI0_99.all, pages: PageRules())
  private static let newHierarchy = Hierarchy(fastAPI0_165.all, pages: PageRules())
}

extension Framework.Messages {
  static let starlette = Self(
    refusal: { _, _, _, _, _ in RegistrationError(type: "AssertionError", message: "") },
    tooLate: { _, _ in RegistrationError(type: "RuntimeError", message: "") }, tooLateOnBlueprint: { _, _ in "" },
    blueprintName: { _, _ in nil })
}
