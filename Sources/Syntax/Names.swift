import Diagnostics

/// What a name is wanted for, in the words of a diagnostic.
enum NameRole: String, Sendable {
  case `class` = "the name of a class"
  case base = "the name of a base class"
  case blueprint = "the name of a blueprint"
  case option = "the name of an option"
}

extension Parser {
  /// A name. Our own words can be names too, since no position allows both; Python's keywords cannot.
  mutating func name(_ role: NameRole, after context: String) -> Name? {
    let token = current
    guard token.kind == .word, !startsNextPart(token) else {
      missingName(role, after: context)
      return nil
    }
    if isPythonKeyword(token) {
      keywordAsName(text(of: token), token.span, isNew: context == "class" || context == "blueprint")
    }
    if !token.isPlain { checkForm(text(of: token), token.span) }
    advance()
    if current.kind == .dot, role != .blueprint { dottedName(from: token) }
    return failure == nil ? Name(textID(of: token), token.span) : nil
  }

  /// Most names are told from Python's words by their first letter, without being made a string.
  private func isPythonKeyword(_ token: Token) -> Bool {
    let first = lexer.byte(Int(token.start))
    guard token.end - token.start <= 8, first >= 0x61 || first == 0x46 || first == 0x4E || first == 0x54 else {
      return false
    }
    return pythonKeywords.contains(text(of: token))
  }

  /// `in` and `with` are keywords, so where a name is wanted they say that the name was left out.
  private func startsNextPart(_ token: Token) -> Bool { spells(token, .in) || spells(token, .with) }

  private mutating func missingName(_ role: NameRole, after context: String) {
    switch current.kind {
    case .number, .release:
      fail(
        .badName, "`\(shown(current))` cannot be \(role.rawValue): a name begins with a letter or `_`",
        at: Label(current.span),
        help: role == .class && current.kind == .number
          ? "a number is a status code; `handler`, `abort`, `why` and `compare` take one" : nil)
    case .string:
      let name = withoutQuotes(current)
      // What looks like no name of a class is the text of a message, such as `raise "not found"`.
      let isName = role != .class && role != .base || name.utf8.first.map { $0 >= 0x41 && $0 <= 0x5A } == true
      fail(
        .badName, "\(role.rawValue) is written without quotes", at: Label(current.span),
        help: isName ? write((current.span, name)) : nil)
    default:
      unexpected(.missingName, "`\(context)` needs \(role.rawValue)")
    }
  }

  func withoutQuotes(_ token: Token) -> String {
    String(decoding: lexer.bytes[Int(token.start + 1)..<Int(token.end - 1)], as: UTF8.self)
  }

  /// - Parameter isNew: whether the statement gives the name, and so can give another.
  private mutating func keywordAsName(_ text: String, _ span: Span, isNew: Bool) {
    let advice = isNew ? write((span, text + "_")) : nil
    fail(
      .keywordName, "`\(text)` is a word of Python and cannot be a name", at: Label(span),
      help: advice.map { Advice("choose another name, such as `\(text)_`", offering: $0.suggestions) })
  }

  /// Two names that Python merges would be two classes here.
  private mutating func checkForm(_ text: String, _ span: Span) {
    switch nameForm(text) {
    case .stays: return
    case .becomes(let form):
      let looksAlike = form.unicodeScalars.contains { $0.value >= 0x80 }
      fail(
        .nameNotNFKC, "Python would read the name `\(shown(text))` as `\(shown(form))`, in Unicode's form NFKC",
        at: Label(span), help: looksAlike ? "write the name in that form" : write((span, form)))
    case .changes:
      fail(
        .nameNotNFKC, "Python would read the name `\(shown(text))` in Unicode's form NFKC, which is another name",
        at: Label(span), help: "write the name in plain letters")
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
      .dottedName, "a class is named without its module", at: Label(span),
      help: write((span, text(of: last))))
  }
}
