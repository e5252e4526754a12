import Characters
import Diagnostics

/// Continues after a broken statement. Everything that belongs to the statement is skipped, so each mistake is reported
/// once.
extension Parser {
  /// Reports text after the end of the statement.
  mutating func requireEnd() {
    guard failure == nil, !isAtEnd else { return }
    switch current.kind {
    case .rightBrace: unopenedBrace()
    case .word where StatementWord(rawValue: text(of: current)) != nil && !isWord(.class): secondStatement()
    case .semicolon where endsInSemicolons: extraSemicolons()
    case .semicolon: secondStatement()
    case .word where isWord(.from) && isRaise: raiseFrom()
    case .word where isRaise && index > 0 && text(of: tokens[index - 1]) == "new": newException()
    case .word where canTakeScope: missingIn()
    default: unexpected(.extraText, "the end of the statement")
    }
  }

  /// Skips the rest of the statement: up to the end of the line or the brace that closes the test. Also skips the
  /// following lines that the broken line opened.
  mutating func recover() {
    var depth = 0
    while index < tokens.count {
      let kind = tokens[index].kind
      if isInBlock, kind == .rightBrace, depth == 0 { return }
      if kind == .leftBrace { depth += 1 }
      if kind == .rightBrace { depth = max(0, depth - 1) }
      index += 1
    }
    if depth > 0 { skipBraces(depth) }
    if brokeInBody || tokens.last?.kind == .colon { skipIndented(below: statementIndent) }
  }

  /// Skips the block that a broken statement opens with a brace. If the brace is never closed, skips only the line: a
  /// few more diagnostics are better than none for the rest of the file.
  private mutating func skipBraces(_ open: Int) {
    guard !closingBraceIsMissing else { return }
    let before = (offset: lexer.offset, line: lexer.line)
    var depth = open
    var openBraces: [Int: Int] = [:]
    while true {
      if trace != nil { openBraces[lexer.offset] = depth }
      guard readLine() else { break }
      while index < tokens.count {
        let kind = tokens[index].kind
        index += 1
        if kind == .leftBrace { depth += 1 }
        if kind == .rightBrace { depth -= 1 }
        if depth == 0 { return }
      }
    }
    closingBraceIsMissing = true
    trace?.openBraces = openBraces
    lexer.offset = before.offset
    lexer.line = before.line
    tokens.removeAll(keepingCapacity: true)
    index = 0
  }

  /// Skips the lines with more indentation, and the `else` or `except` that belongs to them.
  mutating func skipIndented(below indent: Int) {
    var skipped = false
    while let next = nextShape(dotsArePrompt: shape.hasPrompt) {
      let belongs = next.indent > indent && lexer.byte(next.start) != 0x7D
      guard belongs || (skipped && next.indent == indent && continuesBlock(next)) else { return }
      if skipped { traceLoop(.skippedLines, place, value: shape.hasPrompt ? 1 : 0) }
      skipped = true
      _ = readLine(dotsArePrompt: shape.hasPrompt)
      index = tokens.count
    }
    endedOpen = .indentation
  }

  private func continuesBlock(_ next: LineShape) -> Bool {
    var end = next.start
    while lexer.byte(end).isLetter, end - next.start < 8 { end += 1 }
    let word = String(decoding: lexer.bytes[next.start..<end], as: UTF8.self)
    return ["else", "elif", "except", "finally"].contains(word)
  }

  /// Skips the lines up to the one that closes the brackets opened on this line.
  mutating func skipOpenBrackets(_ loop: ParserTrace.Loop) {
    var depth = bracketDepth
    while depth > 0 {
      guard !lexer.isAtEnd else {
        endedOpen = .indentation
        return
      }
      let next = lexer.lineShape(dotsArePrompt: true)
      let closes = [0x29, 0x5D, 0x7D].contains(lexer.byte(next.start))
      guard !next.isBlank, closes || next.indent > statementIndent else { return }
      traceLoop(loop, place, value: depth)
      _ = readLine()
      depth += bracketDepth
      index = tokens.count
    }
  }

  private var bracketDepth: Int {
    tokens.reduce(0) { depth, token in
      switch token.kind {
      case .leftParen, .leftBracket, .leftBrace: depth + 1
      case .rightParen, .rightBracket, .rightBrace: depth - 1
      default: depth
      }
    }
  }

  private mutating func secondStatement() {
    fail(
      .extraText, "expected the end of the line, found a second statement", at: Label(restOfLine),
      help: Advice("write one statement per line", offering: brokenLine().map { [$0] } ?? []))
  }

  /// Returns a line break before the second statement, and before those after it.
  private func brokenLine() -> Suggestion? {
    guard let first = tokens.first(where: { $0.start >= statementStart }) else { return nil }
    var parts = [text(Span(start: first.start, end: lastEnd))]
    var (place, end) = (index, lastEnd)
    while place < tokens.count, !(isInBlock && tokens[place].kind == .rightBrace) {
      let rest = tokens[place...]
      let next = rest.dropFirst().firstIndex { $0.kind == .semicolon || (isInBlock && $0.kind == .rightBrace) }
      let part = rest[..<(next ?? tokens.count)].drop { $0.kind == .semicolon }
      place = next ?? tokens.count
      guard let start = part.first?.start, let last = part.last?.end else { continue }
      parts.append(text(Span(start: start, end: last)))
      end = last
    }
    guard let lines = readable(parts.joined(separator: "\n")) else { return nil }
    return Suggestion(replacing: Span(start: first.start, end: end), with: lines)
  }

  /// Returns whether only semicolons are left of the statement.
  private var endsInSemicolons: Bool {
    tokens[index...].first { $0.kind != .semicolon }.map { ends($0) } ?? true
  }

  private mutating func extraSemicolons() {
    fail(
      .extraText, "a statement does not end with a semicolon", at: Label(restOfLine),
      help: write((restOfLine, "")))
  }

  private var isRaise: Bool { tokens.first { $0.start == statementStart }.map { spells($0, .raise) } ?? false }

  /// `raise E from F`, as in Python.
  private mutating func raiseFrom() {
    let cause = Span(start: lastEnd, end: restOfLine.end)
    fail(
      .extraText, "the cause after `from` does not affect which handler runs", at: Label(restOfLine),
      help: write((cause, "")))
  }

  /// Returns whether `in` could be missing before the last word of the line.
  private var canTakeScope: Bool {
    let words: [StatementWord] = [.raise, .abort, .respond, .visit, .why, .compare, .hunt, .blueprint]
    return ends(peek(1)) && tokens.first.map { first in words.contains { spells(first, $0) } } == true
      && !tokens[..<index].contains { spells($0, .in) }
  }

  /// `raise new KeyError()`, as in other languages.
  private mutating func newException() {
    let new = Span(start: tokens[index - 1].start, end: current.start)
    unexpected(.extraText, "the end of the statement", help: write((new, "")))
  }

  private mutating func missingIn() {
    let before = Span(start: current.start, end: current.start)
    let expected = "the end of the statement"
    unexpected(.extraText, expected, help: startsLikeClass(current) ? nil : write((before, "in ")))
  }

  /// Returns whether a word starts with a capital letter, like the names of classes.
  func startsLikeClass(_ token: Token) -> Bool {
    let first = lexer.byte(Int(token.start))
    return token.kind == .word && first >= 0x41 && first <= 0x5A
  }
}
