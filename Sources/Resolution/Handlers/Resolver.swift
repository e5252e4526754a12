/// How a process looks handlers up: as its release does, with a cache done right, or wrongly on purpose.
public enum Resolver: Sendable, Hashable {
  /// As the release does it.
  case release
  /// As 1.0 and later do it, with what was found kept in a table of its own (`Memo`).
  case memo
  /// As 1.0 and later do it, with one mistake.
  case mutant(Mutant)

  /// Finds a wrong resolver by the name that lessons give it, such as `mutant:breadth-first`. Scripts cannot choose one.
  public static func named(_ name: String) -> Resolver? {
    guard name.hasPrefix("mutant:") else { return nil }
    return Mutant(rawValue: String(name.dropFirst("mutant:".count))).map { .mutant($0) }
  }

  /// Whether a release can be looked up with it; the others go on as they do by themselves.
  public func applies(to era: Era) -> Bool { self == .release || era.rules.lookup.seeksHTTPErrorsByClass }
}
