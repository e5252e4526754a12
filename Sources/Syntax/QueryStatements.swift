import Diagnostics

/// `mro`, `why`, `compare` and `hunt`: questions that change nothing.
extension Parser {
  mutating func mroStatement() -> Statement.Kind? {
    advance()
    return name(.class, after: "mro").map { .mro($0) }
  }

  /// `why` or `compare`, and perhaps the request that it asks about: `E`, `404`, `visit unknown`, `respond 404`, or with the
  /// verb, `raise E`, `abort 404`.
  mutating func optionalRequest() -> Request? {
    let context = text(of: current)
    advance()
    guard !isAtEnd else { return nil }
    if isRequestVerb(current), canBeRequest(peek(1)) { return request() }
    let isCode = current.kind == .number
    let cause: Request.Cause? =
      isCode ? code(after: context).map { .abort($0) } : name(.class, after: context).map { .raise($0) }
    return cause.map { Request(cause: $0, scope: optionalScope()) }
  }

  func isRequestVerb(_ token: Token) -> Bool {
    ["raise", "abort", "visit", "respond"].contains { spells(token, $0) }
  }

  /// What follows the verb of a request; anything else follows a class of that name.
  private func canBeRequest(_ token: Token) -> Bool { !ends(token) && !spells(token, "in") }

  /// `hunt`, and perhaps what it asks about.
  mutating func optionalSubject() -> Subject? {
    advance()
    return subject()
  }

  /// `CLASS [in BLUEPRINT]`, or nothing.
  mutating func subject() -> Subject? {
    guard !isAtEnd else { return nil }
    let name = name(.class, after: text(of: tokens[max(index, 1) - 1]))
    return name.map { Subject(name: $0, scope: optionalScope()) }
  }
}
