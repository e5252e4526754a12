import Diagnostics

// `mro`, `classes`, `handlers`, `blueprints`, `stats`, `why`, `compare` and `hunt`: questions, which change nothing.

extension StatementDescriptor {
  static var mro: Self {
    Self(
      .question, "mro E", usage: "mro CLASS",
      summary: "Shows the order in which Python searches a class and its base classes (the MRO).",
      example: "mro KeyError")
  }

  static var classes: Self {
    Self(
      .question, "classes", usage: "classes", summary: "Draws the declared classes as a tree.",
      example: """
        class Timeout(Exception)
        classes
        """)
  }

  static var handlers: Self {
    Self(
      .question, "handlers", usage: "handlers",
      summary: "Shows the handler tables as they are now, with the entries that the cache wrote.",
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
      .question, "stats", usage: "stats", summary: "Counts what the lookups of this process cost.", example: "stats")
  }

  static var why: Self {
    Self(
      .question, "why", usage: "why [REQUEST]", "why EXCEPTION|CODE [in BLUEPRINT]",
      summary: "Shows how the last request was answered, or how the next one would be.",
      details: """
        It lists each class and table that the lookup visits, what the cache wrote, what the lookup never reaches, and which \
        handlers are not called and why.
        """,
      example: """
        handler Exception -> "sorry", 500
        raise ValueError
        why
        """)
  }

  static var compare: Self {
    Self(
      .question, "compare", usage: "compare [REQUEST]", "compare EXCEPTION|CODE [in BLUEPRINT]",
      summary: "Shows the answer under every era of Flask, a row each, and where they differ.",
      example: """
        handler HTTPException -> "web error", 500
        compare NotFound
        """)
  }

  static var hunt: Self {
    Self(
      .question, "hunt", usage: "hunt [EXCEPTION [in BLUEPRINT]]",
      summary: "Finds the fewest raises that make an answer depend on earlier requests, or proves that there are none.",
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

  /// What follows the verb of a request; anything else follows a class of that name.
  private func canBeRequest(_ token: Token) -> Bool { !ends(token) && !spells(token, .in) }

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
