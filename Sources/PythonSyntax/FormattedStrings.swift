import Characters
import Diagnostics

/// The parts of adjacent string literals while they are read.
struct StringParts {
  var parts: [PythonExpression.FormattedPart] = []
  /// The text after the last part.
  var text = StringText()

  mutating func append(_ part: PythonExpression.FormattedPart) {
    endText()
    parts.append(part)
  }

  /// Makes the text a part.
  mutating func endText() {
    guard !text.bytes.isEmpty else { return }
    parts.append(.text(text.string))
    text.bytes.removeAll()
  }
}

/// The end of an expression in a replacement field was expected, but the string ended.
private let unclosedField = "expected `}`, found the end of the f-string"

extension PythonParser {
  /// Parses a string literal, or several adjacent ones.
  mutating func strings() throws(Diagnostic) -> PythonExpression {
    let first = current
    let isBytes = PythonStringLiteral(first, in: bytes).prefix.isBytes
    var isFormatted = false
    var parts = StringParts()
    while current.kind == .string {
      let token = advance()
      let literal = PythonStringLiteral(token, in: bytes)
      guard literal.prefix.isBytes == isBytes else {
        throw syntaxError(
          "adjacent strings must be all text or all bytes", Int(token.start)..<Int(token.end),
          also: [Diagnostic.Label(first.span, isBytes ? "this one is bytes" : "this one is text")])
      }
      if let nul = bytes[literal.body].firstIndex(of: 0) {
        throw syntaxError("Python code cannot contain a NUL byte", at: nul, help: "write `\\0`")
      }
      if literal.prefix.isFormatted {
        isFormatted = true
        var place = literal.body.lowerBound
        try formatted(literal, at: &place, formatLevel: 0, into: &parts)
      } else {
        try appendText(of: literal, to: &parts.text)
      }
    }
    guard isFormatted else {
      return leaf(isBytes ? .bytes(parts.text.bytes) : .string(parts.text.string), from: first.start)
    }
    parts.endText()
    return try node(.formatted(parts.parts), from: first.start)
  }

  /// Reads the text of an f-string to its end, or the format of a replacement field to the `}`.
  ///
  /// - Parameter formatLevel: How many formats the text is in.
  private mutating func formatted(
    _ literal: PythonStringLiteral, at place: inout Int, formatLevel: Int, into parts: inout StringParts
  ) throws(Diagnostic) {
    let end = literal.body.upperBound
    while place < end {
      let byte = bytes[place]
      let isDoubled = formatLevel == 0 && place + 1 < end && bytes[place + 1] == byte
      switch byte {
      case UInt8(ascii: "{") where !isDoubled:
        try replacement(literal, at: &place, formatLevel: formatLevel, into: &parts)
      case UInt8(ascii: "}") where !isDoubled:
        if formatLevel > 0 { return }
        throw syntaxError("an f-string cannot contain a single `}`", at: place, help: "write `}}` for the character")
      case UInt8(ascii: "{"), UInt8(ascii: "}"):
        parts.text.bytes.append(byte)
        place += 2
      case UInt8(ascii: "\\") where !literal.prefix.isRaw:
        try appendEscape(at: &place, in: literal, to: &parts.text)
      default: try appendByte(at: &place, in: literal, to: &parts.text)
      }
    }
  }

  /// Parses a replacement field from its `{` to its `}`.
  private mutating func replacement(
    _ literal: PythonStringLiteral, at place: inout Int, formatLevel: Int, into parts: inout StringParts
  ) throws(Diagnostic) {
    let opening = place
    let end = literal.body.upperBound
    guard formatLevel < 2 else {
      throw syntaxError("a format in an f-string is nested too deeply", at: place)
    }
    place += 1
    let start = place
    try skipReplacedExpression(at: &place, end: end)
    guard place < end else { throw syntaxError(unclosedField, at: opening) }
    let expression = try replacedExpression(start..<place, opening: opening)

    var conversion: UInt8?
    var isSelfDocumenting = false
    if bytes[place] == UInt8(ascii: "=") {
      isSelfDocumenting = true
      place += 1
      while place < end, bytes[place].isBlank || bytes[place].endsLine { place += 1 }
      var written = start
      while written < place { try appendByte(at: &written, in: literal, to: &parts.text) }
    }
    if place < end, bytes[place] == UInt8(ascii: "!") {
      conversion = place + 1 < end ? bytes[place + 1] : nil
      guard let letter = conversion, [UInt8(ascii: "r"), UInt8(ascii: "s"), UInt8(ascii: "a")].contains(letter) else {
        throw syntaxError("expected `r`, `s` or `a` after `!` in an f-string", at: place)
      }
      place += 2
    }
    var format = StringParts()
    let hasFormat = place < end && bytes[place] == UInt8(ascii: ":")
    if hasFormat {
      place += 1
      try formatted(literal, at: &place, formatLevel: formatLevel + 1, into: &format)
    }
    guard place < end else { throw syntaxError(unclosedField, at: opening) }
    guard bytes[place] == UInt8(ascii: "}") else { throw syntaxError("expected `}` in the f-string", at: place) }
    place += 1
    if isSelfDocumenting, conversion == nil, !hasFormat { conversion = UInt8(ascii: "r") }
    let isPlain = format.parts.isEmpty
    parts.append(
      .replacement(
        expression, conversion: conversion, format: isPlain ? format.text.string : "", isPlain: isPlain))
  }

  /// Parses the expression of a replacement field, as if it was in parentheses.
  private mutating func replacedExpression(
    _ range: Range<Int>, opening: Int
  ) throws(Diagnostic) -> PythonExpression {
    guard bytes[range].contains(where: { !$0.isBlank && !$0.endsLine }) else {
      throw syntaxError("expected an expression in the braces of an f-string", opening..<range.upperBound)
    }
    let outer = (tokens, index, lastEnd)
    defer { (tokens, index, lastEnd) = outer }
    tokens = PythonLexer.tokens(ofReplacement: range, in: bytes)
    (index, lastEnd) = (0, 0)
    let expression = try starExpressions()
    guard current.kind == .newline else { throw unexpected("the end of the expression") }
    return expression
  }

  /// Moves to the character that ends the expression of a replacement field: one of `}`, `:`, `!` and `=`.
  private func skipReplacedExpression(at place: inout Int, end: Int) throws(Diagnostic) {
    var brackets: [Int] = []
    while place < end {
      let byte = bytes[place]
      switch byte {
      case UInt8(ascii: "\\"):
        throw syntaxError("an expression in an f-string cannot contain a backslash", at: place)
      case UInt8(ascii: "#"):
        throw syntaxError("an expression in an f-string cannot contain `#`", at: place)
      case UInt8(ascii: "\""), UInt8(ascii: "'"): try skipNestedString(at: &place, end: end)
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): brackets.append(place)
      case UInt8(ascii: "!"), UInt8(ascii: "="), UInt8(ascii: "<"), UInt8(ascii: ">"):
        if brackets.isEmpty {
          let isComparison = place + 1 < end && bytes[place + 1] == UInt8(ascii: "=")
          if isComparison {
            place += 1
          } else if byte == UInt8(ascii: "!") || byte == UInt8(ascii: "=") {
            return
          }
        }
      case UInt8(ascii: ":"), UInt8(ascii: "}"):
        if brackets.isEmpty { return }
        if byte == UInt8(ascii: "}") { fallthrough }
      case UInt8(ascii: ")"), UInt8(ascii: "]"):
        guard let opening = brackets.popLast(), bytes[opening].closingBracket == byte else {
          throw syntaxError("a bracket in the f-string does not match", at: place)
        }
      default: break
      }
      place += 1
    }
    if let opening = brackets.last { throw syntaxError("a bracket in the f-string is never closed", at: opening) }
  }

  /// Moves to the last quote of a string in a replacement field.
  private func skipNestedString(at place: inout Int, end: Int) throws(Diagnostic) {
    let start = place
    let quote = bytes[place]
    let isTriple = place + 2 < end && bytes[place + 1] == quote && bytes[place + 2] == quote
    place += isTriple ? 3 : 1
    while place < end {
      if bytes[place] == UInt8(ascii: "\\") {
        throw syntaxError("an expression in an f-string cannot contain a backslash", at: place)
      }
      if bytes[place] == quote {
        guard isTriple else { return }
        if place + 2 < end, bytes[place + 1] == quote, bytes[place + 2] == quote {
          place += 2
          return
        }
      }
      place += 1
    }
    throw syntaxError("a string in the f-string has no end", at: start)
  }
}
