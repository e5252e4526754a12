import Diagnostics

/// What kind of name the parser expects, in the words of a diagnostic.
enum NameRole: String, Sendable {
  case `class` = "a class name"
  case base = "a base class"
  case blueprint = "a blueprint name"
  case route = "a route name"
  case option = "an option name"
}

extension Parser {
  /// Parses a name. Words of this language can also be names, because no position allows both. Python keywords cannot.
  mutating func name(_ role: NameRole, after context: String) -> Name? {
    let token = current
    guard token.kind == .word, !startsNextPart(token) else {
      missingName(role, after: context)
      return nil
    }
    if isPythonKeyword(token) {
      keywordAsName(text(of: token), token.span, isNew: context == "class" || context == "blueprint" || role == .route)
    }
    if !token.isPlain { checkForm(text(of: token), token.span) }
    advance()
    if current.kind == .dot, role != .blueprint, role != .route { dottedName(from: token) }
    return failure == nil ? Name(textID(of: token), token.span) : nil
  }

  /// Returns whether a name is a Python keyword. For most names the first letter decides, without creating a string.
  private func isPythonKeyword(_ token: Token) -> Bool {
    let first = lexer.byte(Int(token.start))
    guard token.end - token.start <= 8, first >= 0x61 || first == 0x46 || first == 0x4E || first == 0x54 else {
      return false
    }
    return pythonKeywords.contains(text(of: token))
  }

  /// Returns whether a token is `in` or `with`. They are keywords, so they show that the name is missing.
  private func startsNextPart(_ token: Token) -> Bool { spells(token, .in) || spells(token, .with) }

  private mutating func missingName(_ role: NameRole, after context: String) {
    switch current.kind {
    case .number, .release:
      fail(
        .badName, "`\(shown(current))` cannot be \(role.rawValue): a name starts with a letter or `_`",
        at: Label(current.span),
        help: role == .class && current.kind == .number
          ? "only `handler`, `abort`, `why` and `compare` take a status code" : nil)
    case .string:
      let name = withoutQuotes(current)
      // Text that does not look like a class name is probably a message, such as `raise "not found"`.
      let isName = role != .class && role != .base || name.utf8.first.map { $0 >= 0x41 && $0 <= 0x5A } == true
      fail(
        .badName, "\(role.rawValue) is written without quotes", at: Label(current.span),
        help: isName ? write((current.span, name)) : nil)
    default:
      unexpected(.missingName, "\(role.rawValue) after `\(context)`")
    }
  }

  func withoutQuotes(_ token: Token) -> String {
    String(decoding: lexer.bytes[Int(token.start + 1)..<Int(token.end - 1)], as: UTF8.self)
  }

  /// - Parameter isNew: whether the statement declares the name, so that the user can choose another one.
  private mutating func keywordAsName(_ text: String, _ span: Span, isNew: Bool) {
    let advice = isNew ? write((span, text + "_")) : nil
    fail(
      .keywordName, "`\(text)` is a Python keyword and cannot be a name", at: Label(span),
      help: advice.map { Advice("choose another name, such as `\(text)_`", offering: $0.suggestions) })
  }

  /// Reports a name that Python converts to another one: two such names would be one class in Python and two here.
  private mutating func checkForm(_ text: String, _ span: Span) {
    switch nameForm(text) {
    case .stays: return
    case .becomes(let form):
      let looksAlike = form.unicodeScalars.contains { $0.value >= 0x80 }
      fail(
        .nameNotNFKC, "Python converts the name `\(shown(text))` to `\(shown(form))` (Unicode NFKC)",
        at: Label(span), help: looksAlike ? "write the converted name" : write((span, form)))
    case .changes:
      fail(
        .nameNotNFKC, "Python converts the name `\(shown(text))` to another name (Unicode NFKC)",
        at: Label(span), help: "use plain letters in the name")
    }
  }

  private mutating func dottedName(from first: Token) {
    var place = index
    var last = first
    while place + 1 < tokens.count, tokens[place].kind == .dot, tokens[place + 1].kind == .word {
      last = tokens[place + 1]
      place += 2
    }
    let span = first.span.joined(last.span)
    fail(
      .dottedName, "write a class name without its module", at: Label(span),
      help: write((span, text(of: last))))
  }
}
