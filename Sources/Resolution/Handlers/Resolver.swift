/// How a process looks up handlers: like its release, with a correct cache, or with a deliberate mistake.
public enum Resolver: Sendable, Hashable {
  /// The lookup of the release.
  case release
  /// The lookup of 1.0 and later, with a cache in a separate table (`Memo`).
  case memo
  /// The lookup of 1.0 and later, with one mistake.
  case mutant(Mutant)

  /// Returns the resolver with a mistake by its name in lessons, such as `mutant:breadth-first`. Scripts cannot choose
  /// one.
  public static func named(_ name: String) -> Resolver? {
    guard name.hasPrefix("mutant:") else { return nil }
    return Mutant(rawValue: String(name.dropFirst("mutant:".count))).map { .mutant($0) }
  }

  /// Returns whether the resolver works with the rules of an era. Other eras use their own lookup.
  public func applies(to era: Era) -> Bool { self == .release || era.rules.lookup.looksUpHTTPErrorsByClass }
}
