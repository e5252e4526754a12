import Diagnostics
import PythonSyntax

/// A template of Jinja: texts, shown values, conditions, loops and assignments. Other statements are not modeled.
struct JinjaTemplate {
  indirect enum Node {
    case text(String)
    case output(PythonExpression)
    case condition([(test: PythonExpression, body: [Node])], otherwise: [Node])
    case loop(names: [String], PythonExpression, body: [Node], otherwise: [Node])
    case assignment(String, PythonExpression)
  }

  var nodes: [Node]

  /// Thrown for syntax that is not modeled.
  private struct Unmodeled: Error {}

  private enum Token {
    case text(String)
    case output(String)
    case statement(String)
  }

  private static let mostLevels = 15

  /// Reads a template. Returns nil if it is not modeled.
  init?(_ source: String) {
    do throws(Unmodeled) {
      var tokens = try Self.tokens(of: Array(source.utf8))[...]
      nodes = try Self.nodes(&tokens, level: 0)
      guard tokens.isEmpty else { return nil }
    } catch { return nil }
  }

  // MARK: Tokens

  private static func tokens(of source: [UInt8]) throws(Unmodeled) -> [Token] {
    if source.contains(0x0D) { throw Unmodeled() }
    var rest = source[...]
    // Jinja removes one line break at the end.
    if rest.last == 0x0A { rest.removeLast() }
    var tokens: [Token] = []
    var plain: [UInt8] = []
    var stripsStart = false
    func finish(stripping: Bool) {
      if stripping { while let last = plain.last, isSpace(last) { plain.removeLast() } }
      if !plain.isEmpty { tokens.append(.text(String(decoding: plain, as: UTF8.self))) }
      plain = []
    }
    while let byte = rest.first {
      guard byte == UInt8(ascii: "{"), let kind = rest.dropFirst().first, "{%#".utf8.contains(kind) else {
        rest.removeFirst()
        if !(stripsStart && plain.isEmpty && isSpace(byte)) {
          plain.append(byte)
          stripsStart = false
        }
        continue
      }
      rest = rest.dropFirst(2)
      let strips = rest.first == UInt8(ascii: "-")
      if strips { rest.removeFirst() } else if rest.first == UInt8(ascii: "+") { throw Unmodeled() }
      finish(stripping: strips)
      let inner = try content(of: kind, &rest)
      stripsStart = inner.strips
      switch kind {
      case UInt8(ascii: "{"): tokens.append(.output(inner.text))
      case UInt8(ascii: "%"): tokens.append(.statement(inner.text))
      default: break
      }
    }
    finish(stripping: false)
    return tokens
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  /// Reads up to the end of a tag.
  private static func content(
    of kind: UInt8, _ rest: inout ArraySlice<UInt8>
  ) throws(Unmodeled) -> (text: String, strips: Bool) {
    let end = kind == UInt8(ascii: "{") ? UInt8(ascii: "}") : kind
    var content: [UInt8] = []
    var quote: UInt8?
    while let byte = rest.popFirst() {
      if kind != UInt8(ascii: "#") {
        if byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "{") { throw Unmodeled() }
        if quote == byte {
          quote = nil
        } else if quote == nil, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
          quote = byte
        }
      }
      if quote == nil, byte == end, rest.first == UInt8(ascii: "}") {
        rest.removeFirst()
        let strips = content.last == UInt8(ascii: "-")
        if strips { content.removeLast() } else if content.last == UInt8(ascii: "+") { throw Unmodeled() }
        while let last = content.last, isSpace(last) { content.removeLast() }
        return (String(decoding: content.drop { isSpace($0) }, as: UTF8.self), strips)
      }
      if byte == 0x0A {
        if quote != nil { throw Unmodeled() }
        content.append(0x20)
      } else {
        content.append(byte)
      }
    }
    throw Unmodeled()
  }

  // MARK: Statements

  /// Parses nodes up to a statement that ends or continues a block.
  private static func nodes(_ tokens: inout ArraySlice<Token>, level: Int) throws(Unmodeled) -> [Node] {
    guard level < mostLevels else { throw Unmodeled() }
    var nodes: [Node] = []
    while let token = tokens.first {
      switch token {
      case .text(let text): nodes.append(.text(text))
      case .output(let text): nodes.append(.output(try expression(text)))
      case .statement(let text):
        let word = text.prefix { $0 != " " }
        let rest = String(text.dropFirst(word.utf8.count).drop { $0 == " " })
        switch word {
        case "if":
          tokens.removeFirst()
          nodes.append(try condition(rest, &tokens, level: level))
          continue
        case "for":
          tokens.removeFirst()
          nodes.append(try loop(rest, &tokens, level: level))
          continue
        case "set":
          guard let equals = rest.utf8.firstIndex(of: UInt8(ascii: "=")) else { throw Unmodeled() }
          let name = String(rest[..<equals].filter { $0 != " " })
          guard isName(name) else { throw Unmodeled() }
          nodes.append(.assignment(name, try expression(String(rest[rest.index(after: equals)...]))))
        case "elif", "else", "endif", "endfor": return nodes
        default: throw Unmodeled()
        }
      }
      tokens.removeFirst()
    }
    return nodes
  }

  private static func statement(_ tokens: inout ArraySlice<Token>) throws(Unmodeled) -> String {
    guard case .statement(let text)? = tokens.popFirst() else { throw Unmodeled() }
    return text
  }

  private static func condition(
    _ test: String, _ tokens: inout ArraySlice<Token>, level: Int
  ) throws(Unmodeled) -> Node {
    var branches = [(test: try expression(test), body: try nodes(&tokens, level: level + 1))]
    while true {
      let text = try statement(&tokens)
      if text == "endif" { return .condition(branches, otherwise: []) }
      if text == "else" {
        let otherwise = try nodes(&tokens, level: level + 1)
        guard try statement(&tokens) == "endif" else { throw Unmodeled() }
        return .condition(branches, otherwise: otherwise)
      }
      guard text.hasPrefix("elif ") else { throw Unmodeled() }
      branches.append((try expression(String(text.dropFirst(5))), try nodes(&tokens, level: level + 1)))
    }
  }

  private static func loop(
    _ header: String, _ tokens: inout ArraySlice<Token>, level: Int
  ) throws(Unmodeled) -> Node {
    let words = header.split(separator: " ")
    guard let place = words.firstIndex(of: "in"), !words[place...].contains("recursive") else { throw Unmodeled() }
    let names = words[..<place].joined().split(separator: ",").map { String($0) }
    guard !names.isEmpty, names.allSatisfy({ isName($0) }) else { throw Unmodeled() }
    let iterable = try expression(words[(place + 1)...].joined(separator: " "))
    let body = try nodes(&tokens, level: level + 1)
    switch try statement(&tokens) {
    case "endfor": return .loop(names: names, iterable, body: body, otherwise: [])
    case "else":
      let otherwise = try nodes(&tokens, level: level + 1)
      guard try statement(&tokens) == "endfor" else { throw Unmodeled() }
      return .loop(names: names, iterable, body: body, otherwise: otherwise)
    default: throw Unmodeled()
    }
  }

  // MARK: Expressions

  /// Parses an expression as Python's. The evaluator refuses what Jinja reads in another way.
  private static func expression(_ text: String) throws(Unmodeled) -> PythonExpression {
    let text = String(text.drop { $0 == " " })
    let program = PythonProgram(parsing: SourceText(name: "", text))
    guard program.diagnostics.isEmpty, program.statements.count == 1, let first = program.statements.first,
      case .expression(let expression) = first.kind
    else { throw Unmodeled() }
    return expression
  }

  private static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, !(0x30...0x39).contains(first) else { return false }
    return text.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == 0x5F
    }
  }
}
