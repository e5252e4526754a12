extension Hierarchy {
  /// Whether an instance can be made as `raise E` does: without arguments, or with its URL where E is a redirect.
  ///
  /// CPython 3.11 takes `__new__` from the base that fixes the layout, which for exception groups is always theirs, and
  /// `__init__` from the first class of the MRO that has one. Werkzeug's then call others, always further on in the MRO.
  ///
  /// A trait of the class, found out when it is declared: asked at every raise, it made the raises of long chains
  /// quadratic.
  func findsRaisable(_ id: ClassID) -> Bool {
    // A declared class has no constructor of its own, so with one base it is like that base.
    if !isKnown(id), let base = onlyBase(id) { return isRaisableWithoutArguments(base) }
    if constructor(solidBase(id)) == .newNeedsArguments { return false }
    if canMake(id, from: .init()) { return true }
    return isRouting(id) && isSubclass(id, of: landmarks.requestRedirect) && canMake(id, from: .init(values: 1))
  }

  /// Follows the constructors through the MRO, each with what the one before hands over.
  private func canMake(_ id: ClassID, from arguments: HTTPConstructor.Arguments) -> Bool {
    var given = arguments
    /// The class whose constructor is called by name, or behind which the search goes on.
    var target: ClassID?
    for member in mro(id) {
      if let wanted = target, wanted != member { continue }
      target = nil
      switch constructor(member) {
      case .inherited: continue
      case .anything: return !given.hasNames
      case .anythingButTwo: return !given.hasNames && given.values != 2
      case .initNeedsArguments, .newNeedsArguments: return false
      case .http(let constructor):
        guard constructor.takes(given) else { return false }
        switch constructor.next {
        case .none: return true
        case .values(let count): given = .init(values: count)
        case .names: given = .init(hasNames: true)
        case .httpException:
          given = .init()
          target = landmarks.httpException
        case .rest: given.values = max(0, given.values - 1)
        case .restAfterBadRequest:
          given.values = max(0, given.values - 1)
          target = landmarks.badRequest
        }
      }
    }
    return true
  }
}
