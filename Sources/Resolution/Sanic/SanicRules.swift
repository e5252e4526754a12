/// The rules of an era of Sanic that other frameworks do not have. They were measured on 13 releases through their ASGI
/// entry.
public struct SanicRules: Sendable {
  /// The effect of a second handler for the same class, on the app or for the same route.
  public enum Duplicate: Sendable {
    /// The first one stays, because it comes first in the list (up to 21.3).
    case firstWins
    case lastWins
    /// The last one wins, and Sanic warns (22.9 and 22.12).
    case lastWinsWithWarning
    /// Sanic raises ServerError (23.3 and later, PR #2717).
    case refused
  }

  /// The effect of a handler that is registered on a blueprint after the first request.
  public enum LateOnBlueprint: Sendable {
    case ignored
    /// Sanic raises FinalizationError, and nothing else changes.
    case finalizationError
    /// Sanic raises RouteExists and leaves the router unfinished: every later request fails with TypeError.
    case breaksRouter
  }

  /// The effect of a second handler for the same class.
  public var duplicate: Duplicate
  /// The effect of a late handler on a blueprint.
  public var lateOnBlueprint: LateOnBlueprint
}

extension EraRules {
  /// Creates the rules of an era of Sanic. Sanic checks nothing when a handler is registered, and it has no nested
  /// blueprints.
  init(sanic lookup: Lookup, _ duplicate: SanicRules.Duplicate, lateOnBlueprint: SanicRules.LateOnBlueprint) {
    self.init(
      lookup: lookup, checksBlueprintsAtMount: true, lateOnApp: .accepted,
      lateOnBlueprint: lateOnBlueprint == .ignored ? .ignored : .refused, lateBlueprint: .refused,
      nestsBlueprints: false, registersBlueprintsAgain: false, blueprints: .ofRoutes, modelsReturnedExceptions: false,
      model: .sanic(SanicRules(duplicate: duplicate, lateOnBlueprint: lateOnBlueprint)))
  }
}

extension FrameworkModel {
  fileprivate static func sanic(_ rules: SanicRules) -> FrameworkModel {
    FrameworkModel(
      register: { $0.registerInSanic($1, $2, rules, in: $3) }, mount: { $0.mountSanic($1, rules) },
      answer: { $0.runSanic($1, rules, &$2, $3, in: $4) },
      hunt: { $0.huntInSanic($1, rules, $2, in: $3, without: $4, bodyText: $5) })
  }
}
