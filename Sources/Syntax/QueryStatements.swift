import Diagnostics

/// `mro`, `why`, `compare` and `hunt`: questions that change nothing.
extension Parser {
  mutating func mroStatement() -> Statement.Kind {
    advance()
    return .mro(name(.class, after: "mro"))
  }

  /// `why` or `compare`, and perhaps the request that it asks about: `E`, `404`, `visit unknown`, `respond 404`, or with the
  /// verb, `raise E`, `abort 404`.
  mutating func optionalRequest() -> Request? {
    let context = text(of: current)
    advance()
    guard !isAtEnd else { return nil }
    if isRequestVerb(current), canBeRequest(peek(1)) { return request() }
    if current.kind == .number {
      let code = code(after: context)
      return Request(cause: .abort(code), scope: optionalScope())
    }
    let name = name(.class, after: context)
    return Request(cause: .raise(name), scope: optionalScope())
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
    return Subject(name: name, scope: optionalScope())
  }
}
