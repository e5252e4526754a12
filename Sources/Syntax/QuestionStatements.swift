import Diagnostics

// Parses `mro`, `classes`, `handlers`, `blueprints`, `stats`, `why`, `compare` and `hunt`: questions, which change
// nothing.

extension StatementDescriptor {
  static var mro: Self {
    Self(
      .question, "mro E", usage: "mro CLASS",
      summary: "Shows the order in which Python searches a class and its base classes (the MRO).",
      example: "mro KeyError")
  }

  static var classes: Self {
    Self(
      .question, "classes", usage: "classes", summary: "Shows the declared classes as a tree.",
      example: """
        class Timeout(Exception)
        classes
        """)
  }

  static var handlers: Self {
    Self(
      .question, "handlers", usage: "handlers",
      summary: "Shows the current handler tables, with the entries that the cache wrote.",
      example: """
        handler KeyError -> "no key", 404
        handlers
        """)
  }

  static var blueprints: Self {
    Self(
      .question, "blueprints", usage: "blueprints", summary: "Lists the blueprints.",
      example: """
        blueprint admin
        blueprints
        """)
  }

  static var stats: Self {
    Self(
      .question, "stats", usage: "stats", summary: "Shows how many steps the lookups of this process took.",
      example: "stats")
  }

  static var why: Self {
    Self(
      .question, "why", usage: "why [REQUEST]", "why EXCEPTION|CODE [at ROUTE] [in BLUEPRINT]",
      summary: "Shows how the last request was answered, or how the next one would be.",
      details: """
        It lists each class and table that the lookup visits and what the cache wrote. It also shows what the lookup \
        never reaches, and which handlers are not called and why.
        """,
      example: """
        handler Exception -> "sorry", 500
        raise ValueError
        why
        """)
  }

  static var compare: Self {
    Self(
      .question, "compare", usage: "compare [REQUEST]", "compare EXCEPTION|CODE [at ROUTE] [in BLUEPRINT]",
      summary: "Shows the response under the releases of every framework, one row per response, and where they differ.",
      details: """
        With a request, the comparison repeats the session's requests first. Without one, it shows what each declared class \
        gets in a fresh process.
        """,
      example: """
        handler HTTPException -> "web error", 500
        compare NotFound
        """)
  }

  static var hunt: Self {
    Self(
      .question, "hunt", usage: "hunt [EXCEPTION [in BLUEPRINT]]",
      summary:
        "Finds the shortest series of requests that changes a later response, or proves that there is none.",
      example: """
        use flask 0.12.2
        handler LookupError -> "not here", 404
        hunt
        """)
  }
}

extension Parser {
  mutating func mroStatement() -> Statement.Kind? {
    advance()
    return name(.class, after: "mro").map { .question(.mro($0)) }
  }

  /// Parses `why` or `compare` and the optional request: `E`, `404`, `visit unknown`, `respond 404`, or with the verb,
  /// `raise E`, `abort 404`.
  mutating func optionalRequest() -> Request? {
    let context = text(of: current)
    advance()
    guard !isAtEnd else { return nil }
    if isRequestVerb(current), canBeRequest(current, peek(1)) { return request() }
    let isCode = current.kind == .number
    let cause: Request.Cause? =
      isCode ? code(after: context).map { .abort($0) } : className(after: context).map { .raise($0) }
    return cause.map { request($0) }
  }

  /// Returns whether a token can follow the verb of a request. Otherwise the "verb" is the name of a class.
  private func canBeRequest(_ verb: Token, _ next: Token) -> Bool {
    !ends(next) && !spells(next, .in) && (!spells(next, .at) || spells(verb, .raise))
  }

  /// Parses `hunt` and its optional class.
  mutating func optionalSubject() -> Subject? {
    advance()
    return subject()
  }

  /// Parses `CLASS [in BLUEPRINT]`, or nothing.
  mutating func subject() -> Subject? {
    guard !isAtEnd else { return nil }
    let context = text(of: tokens[max(index, 1) - 1])
    let name = name(.class, after: context)
    return name.map { Subject(name: $0, scope: scopeWithoutRoute("`\(context)` covers all routes")) }
  }
}
