import Diagnostics

/// `mro`, `why`, `compare` and `hunt`: questions that change nothing.
extension Parser {
  mutating func mroStatement() -> Statement.Kind {
    advance()
    return .mro(name(.class, after: "mro"))
  }

  /// `why`, `compare` or `hunt`, and perhaps what it asks about.
  mutating func optionalSubject() -> Subject? {
    advance()
    return subject()
  }

  /// `CLASS [in BLUEPRINT]`, or nothing.
  mutating func subject() -> Subject? {
    guard !isAtEnd else { return nil }
    let name = name(.class, after: text(of: tokens[max(index, 1) - 1]))
    return Subject(name: name, scope: optionalScope())
  }
}
