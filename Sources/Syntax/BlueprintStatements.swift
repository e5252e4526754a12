import Diagnostics

extension StatementDescriptor {
  static var blueprint: Self {
    Self(
      .declaration, "blueprint admin", usage: "blueprint NAME [as OTHER]", "blueprint NAME in PARENT [as OTHER], ...",
      summary: "Declares a blueprint: a part of the app with its own handlers.",
      details: """
        Nested blueprints need Flask 2.0 or later; Sanic has none. In Starlette a blueprint is a mounted app. A second line for the same blueprint registers it again. A request \
        then uses the name of the registration, as in `raise E in admin.users`.
        """,
      example: """
        blueprint admin
        handler 404 in admin -> "no such page", 404
        abort 404 in admin
        """)
  }
}

/// Parses `blueprint NAME [as NAME] [in PARENT [as NAME], ...]`, and the names of blueprints in other statements.
extension Parser {
  mutating func blueprintStatement() -> Statement.Kind? {
    advance()
    guard let name = blueprintName(after: "blueprint") else { return nil }
    if let alias = alias() {
      if isWord(.in) { aliasBeforeParent(alias) }
      return .blueprint(BlueprintDeclaration(name: name, registrations: [.init(alias: alias)]))
    }
    guard takeWord(.in) else { return .blueprint(BlueprintDeclaration(name: name)) }
    var registrations: [BlueprintDeclaration.Registration] = []
    repeat {
      guard let parent = blueprintName(after: registrations.isEmpty ? "in" : ",") else { return nil }
      registrations.append(.init(parent: parent, alias: alias()))
    } while take(.comma)
    return .blueprint(BlueprintDeclaration(name: name, registrations: registrations))
  }

  /// `as NAME`, or nothing.
  private mutating func alias() -> Name? {
    guard takeWord(.as) else { return nil }
    guard let alias = name(.blueprint, after: "as") else { return nil }
    if current.kind == .dot, current.start == lastEnd {
      fail(
        .badName, "a name after `as` cannot contain a dot",
        at: Label(Span(start: alias.span.start, end: restOfLine.end)),
        help: "choose a name without a dot")
    }
    return failure == nil ? alias : nil
  }

  /// `in BLUEPRINT`, or nothing.
  mutating func optionalScope() -> Name? {
    takeWord(.in) ? blueprintName(after: "in") : nil
  }

  private mutating func blueprintName(after context: String) -> Name? { dottedName(.blueprint, after: context) }

  /// Parses the name of a blueprint or a route: words joined by dots, or `""`.
  mutating func dottedName(_ role: NameRole, after context: String) -> Name? {
    let first = current
    if first.kind == .string, first.end - first.start == 2 {
      advance()
      return Name(.empty, first.span)
    }
    guard let name = name(role, after: context) else { return nil }
    guard current.kind == .dot, current.start == lastEnd else { return name }
    while current.kind == .dot, current.start == lastEnd, isNamePart(peek(1)), peek(1).start == current.end {
      advance()
      advance()
    }
    if current.kind == .dot || current.kind == .ellipsis {
      fail(
        .badName, "expected a name after the dot", at: Label(current.span),
        help: write((current.span, "")))
      return nil
    }
    return self.name(at: Span(start: first.start, end: lastEnd))
  }

  /// Returns whether a token can follow a dot in the name of a blueprint, such as `v1` or `1`.
  private func isNamePart(_ token: Token) -> Bool {
    (token.kind == .word && token.isPlain) || token.kind == .number
  }

  private mutating func aliasBeforeParent(_ alias: Name) {
    let parent = peek(1)
    let rest = Span(start: alias.span.end, end: parent.end)
    guard parent.kind == .word, ends(peek(2)) else {
      fail(
        .extraText, "`as` comes after `in`", at: Label(restOfLine),
        help: "the form is `blueprint NAME in PARENT as OTHER`")
      return
    }
    let before = Span(start: alias.span.start - 3, end: alias.span.start - 3)
    fail(
      .extraText, "`as` comes after `in`", at: Label(restOfLine),
      help: write((before, "in \(shown(parent)) "), (rest, "")))
  }
}
