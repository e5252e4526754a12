/// The apps of a process in a framework in which each blueprint is an app of its own (Starlette): the app itself first,
/// then the mounted ones.
struct MountedApps: Sendable {
  struct App: Sendable {
    /// Whether the stack of middleware is built, so that handlers are no longer accepted (0.24 and later).
    var isBuilt = false
    /// Whether a key is not an exception class, so that the stack cannot be built.
    var isBroken = false
    /// Of the keys 500 and Exception, the one that was registered first.
    var firstCatchAll: Handler.Target?
    /// Whether both keys are registered.
    var hasBothCatchAlls = false
    /// The handler of the outermost layer, for all exceptions that no other handler answered.
    var catchAll: HandlerID?
  }

  private var apps: [App] = []

  /// The state of the app with an index; of an app without registrations and requests by default.
  subscript(_ index: Int) -> App {
    get { apps.indices.contains(index) ? apps[index] : App() }
    set {
      while apps.count <= index { apps.append(App()) }
      apps[index] = newValue
    }
  }
}

extension Process {
  /// Returns the registration whose tables have the handlers of a blueprint; `.some(nil)` for the app. Nil if the blueprint
  /// has no registration.
  func ownTables(of blueprint: BlueprintID?) -> RegistrationID?? {
    guard let blueprint else { return .some(nil) }
    return registrations(of: blueprint).first.map { .some($0) }
  }
}
