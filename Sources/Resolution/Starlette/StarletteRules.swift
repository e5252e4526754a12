/// The rules of an era of Starlette that other frameworks do not have. They were measured on 12 releases, and on FastAPI
/// 0.99.1 and 0.165.0, through their ASGI entry.
public struct StarletteRules: Sendable {
  /// When a registered handler starts to apply.
  public enum Registration: Sendable {
    /// Immediately: each registration builds the stack of middleware again. A key that is not an exception class raises
    /// AssertionError there, and at every later registration (before 0.24).
    case rebuildsStack
    /// When the app gets its first request, which builds the stack. Later registrations are ignored.
    case untilFirstRequest
  }

  /// When a registered handler starts to apply.
  public var registration: Registration
  /// Whether the handler for 500 is called even if the response was already sent (0.19 and later). Its own response is
  /// not used.
  public var callsLastHandlerAlways: Bool
  /// Whether an exception of a view is also looked up around the view, so that what a handler raises is looked up once
  /// more (0.28 and later).
  public var hasLayerAroundView: Bool
  /// Whether HTTPException accepts a status code without a name. Before 1.7 its constructor raises ValueError.
  public var acceptsUnknownCodes: Bool
}

extension EraRules {
  init(starlette rules: StarletteRules) {
    self.init(
      lookup: .statusThenClass, checksBlueprintsAtMount: false, lateOnApp: .accepted, lateOnBlueprint: .accepted,
      lateBlueprint: .accepted, nestsBlueprints: true, blueprints: .ofApps, model: .starlette(rules))
  }

  static let starlette0_13 = EraRules(
    starlette: StarletteRules(
      registration: .rebuildsStack, callsLastHandlerAlways: false, hasLayerAroundView: false,
      acceptsUnknownCodes: false))
  /// 0.19: the handler for 500 is called even if it is too late for its response.
  static let starlette0_19 = EraRules(
    starlette: StarletteRules(
      registration: .rebuildsStack, callsLastHandlerAlways: true, hasLayerAroundView: false,
      acceptsUnknownCodes: false))
  /// 0.24: the first request builds the stack.
  static let starlette0_24 = EraRules(
    starlette: StarletteRules(
      registration: .untilFirstRequest, callsLastHandlerAlways: true, hasLayerAroundView: false,
      acceptsUnknownCodes: false))
  /// 0.28: an exception of a view is also looked up around the view.
  static let starlette0_28 = EraRules(
    starlette: StarletteRules(
      registration: .untilFirstRequest, callsLastHandlerAlways: true, hasLayerAroundView: true,
      acceptsUnknownCodes: false))
  /// 1.7: HTTPException accepts any status code.
  static let starlette1_7 = EraRules(
    starlette: StarletteRules(
      registration: .untilFirstRequest, callsLastHandlerAlways: true, hasLayerAroundView: true,
      acceptsUnknownCodes: true))
}

extension FrameworkModel {
  fileprivate static func starlette(_ rules: StarletteRules) -> FrameworkModel {
    FrameworkModel(
      register: { $0.registerInStarlette($1, $2, rules, in: $3) },
      answer: { $0.runStarlette($1, rules, &$2, $3, in: $4) })
  }
}
