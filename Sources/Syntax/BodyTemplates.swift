import Diagnostics

/// The text of a body with values of the exception, as between the quotes of `f"caught {type(e).__name__}"`, split at its
/// placeholders. Two braces are one brace of the body.
public struct BodyTemplate: Sendable, Hashable {
  /// A value of the exception that a body can show.
  public enum Placeholder: String, Sendable, Hashable, CaseIterable {
    case className = "type(e).__name__"
    case code = "e.code"
    case name = "e.name"
    case originalClassName = "type(e.original_exception).__name__"
  }

  /// A part of the body.
  public enum Piece: Sendable, Hashable {
    case text([UInt8])
    case value(Placeholder)
  }

  /// The parts from left to right.
  public private(set) var pieces: [Piece] = []

  /// The placeholders from left to right.
  public var placeholders: [Placeholder] {
    pieces.compactMap { if case .value(let placeholder) = $0 { placeholder } else { nil } }
  }

  /// The reason why a text is not a template.
  enum Fault: Error {
    /// The range has no name of a value between its braces, or an unknown one.
    case unknown(Range<Int>)
    /// The brace at this offset has no partner.
    case lonelyBrace(Int)
  }

  /// Splits a text. Returns nil if it is not a template; the parser reports the reason.
  public init?(_ text: some Sequence<UInt8>) {
    guard case .success(let template) = Self.read(Array(text)) else { return nil }
    self = template
  }

  private init() {}

  static func read(_ text: [UInt8]) -> Result<BodyTemplate, Fault> {
    var template = BodyTemplate()
    var plain: [UInt8] = []
    var place = 0
    while place < text.count {
      let byte = text[place]
      guard byte == 0x7B || byte == 0x7D else {
        plain.append(byte)
        place += 1
        continue
      }
      if place + 1 < text.count, text[place + 1] == byte {
        plain.append(byte)
        place += 2
        continue
      }
      guard byte == 0x7B, let end = text[place...].firstIndex(of: 0x7D) else { return .failure(.lonelyBrace(place)) }
      // Spaces at the ends mean nothing in Python.
      let name = String(decoding: text[place + 1..<end].filter { $0 != 0x20 && $0 != 0x09 }, as: UTF8.self)
      guard let placeholder = Placeholder(rawValue: name) else { return .failure(.unknown(place..<end + 1)) }
      template.add(plain)
      plain = []
      template.pieces.append(.value(placeholder))
      place = end + 1
    }
    template.add(plain)
    return .success(template)
  }

  private mutating func add(_ plain: [UInt8]) {
    if !plain.isEmpty { pieces.append(.text(plain)) }
  }

  /// Returns the text of a template whose placeholders are written without spaces.
  static func text(of pieces: [Piece]) -> [UInt8] {
    var text: [UInt8] = []
    for piece in pieces {
      switch piece {
      case .text(let plain):
        for byte in plain { text += byte == 0x7B || byte == 0x7D ? [byte, byte] : [byte] }
      case .value(let placeholder): text += Array("{\(placeholder.rawValue)}".utf8)
      }
    }
    return text
  }
}

/// Parses `f"..."`.
extension Parser {
  /// Whether the current token is the `f` before the quotes of a template.
  var isTemplate: Bool {
    let (prefix, literal) = (current, peek(1))
    guard prefix.kind == .word, prefix.end - prefix.start == 1, literal.start == prefix.end,
      lexer.byte(Int(prefix.start)) | 0x20 == 0x66
    else { return false }
    return [.string, .unclosedString, .tripleString, .unclosedTripleString].contains(literal.kind)
  }

  /// Parses a template. Its span starts at the `f`.
  mutating func template() -> StringLiteral? {
    let prefix = current
    advance()
    let token = current
    guard let literal = string("a body in quotes after `f`") else { return nil }
    let text = Array(texts.utf8(literal.text))
    switch BodyTemplate.read(text) {
    case .success(let template):
      let id = texts.id(of: BodyTemplate.text(of: template.pieces))
      return StringLiteral(id, prefix.span.joined(literal.span))
    case .failure(.unknown(let range)): unknownPlaceholder(token, text, range)
    case .failure(.lonelyBrace(let place)): lonelyBrace(token, text, place)
    }
    return nil
  }

  /// Returns where a range of the text is written: exactly, if the literal has no escapes.
  private func span(_ range: Range<Int>, in token: Token) -> Span {
    guard token.isPlain else { return token.span }
    let start = token.start + 1
    return Span(
      start: start + Int32(truncatingIfNeeded: range.lowerBound),
      end: start + Int32(truncatingIfNeeded: range.upperBound))
  }

  private mutating func unknownPlaceholder(_ token: Token, _ text: [UInt8], _ range: Range<Int>) {
    let place = span(range, in: token)
    let written = String(decoding: text[range].dropFirst().dropLast(), as: UTF8.self)
    let near = written.trimmingSpaces.isEmpty ? nil : Self.nearest(to: written)
    let note = "the placeholders are \(Self.placeholders)"
    guard !written.trimmingSpaces.isEmpty else {
      return fail(
        .unknownPlaceholder, "expected a value of the exception between the braces", at: Label(place),
        help: "for a brace in the text, write it twice", notes: [note])
    }
    fail(
      .unknownPlaceholder, "a body cannot show `\(shown(written))`", at: Label(place),
      help: near.flatMap { token.isPlain ? write((place, "{\($0.rawValue)}")) : nil }, notes: [note])
  }

  private mutating func lonelyBrace(_ token: Token, _ text: [UInt8], _ place: Int) {
    let brace = String(decoding: [text[place]], as: UTF8.self)
    let span = span(place..<place + 1, in: token)
    let isOpen = text[place] == 0x7B
    if isOpen, token.isPlain, let end = endOfPlaceholder(in: text, from: place + 1) {
      return fail(
        .unpairedBrace, "this brace has no closing brace `}`", at: Label(span),
        help: write((self.span(end..<end, in: token), "}")))
    }
    fail(
      .unpairedBrace,
      isOpen ? "this brace has no closing brace `}`" : "this brace has no opening brace `{`", at: Label(span),
      help: (token.isPlain ? write((span, brace + brace)) : nil) ?? "for a brace in the text, write it twice")
  }

  /// Returns the end of the placeholder that starts at a place of the text, if there is one.
  private func endOfPlaceholder(in text: [UInt8], from place: Int) -> Int? {
    let found = BodyTemplate.Placeholder.allCases.first { text[place...].starts(with: Array($0.rawValue.utf8)) }
    return found.map { place + $0.rawValue.utf8.count }
  }

  private static let placeholders = {
    let all = BodyTemplate.Placeholder.allCases.map { "`{\($0.rawValue)}`" }
    return all.dropLast().joined(separator: ", ") + " and " + (all.last ?? "")
  }()

  /// Returns the placeholder that was probably meant: a similar one, or what Python offers for the same purpose.
  private static func nearest(to written: String) -> BodyTemplate.Placeholder? {
    let name = written.trimmingSpaces
    switch name {
    case "type(e)", "e.__class__", "e.__class__.__name__", "__name__", "class", "e.type": return .className
    case "e.status_code", "e.status", "code", "status": return .code
    case "type(e.original_exception)", "e.original_exception", "original_exception": return .originalClassName
    default:
      return nearestName(to: name, among: BodyTemplate.Placeholder.allCases.map { $0.rawValue })
        .flatMap { BodyTemplate.Placeholder(rawValue: $0) }
    }
  }
}

extension String {
  fileprivate var trimmingSpaces: String {
    String(decoding: Array(utf8).filter { $0 != 0x20 && $0 != 0x09 }, as: UTF8.self)
  }
}
