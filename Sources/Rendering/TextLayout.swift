/// Lines, widths, indentation and wrapping of styled text.
extension StyledText {
  /// The lines without their line breaks: one more than there are line breaks.
  public var lines: [StyledText] {
    var finished: [StyledText] = []
    var line = StyledText()
    forEachRun { style, characters in
      for (index, piece) in characters.split(at: "\n").enumerated() {
        if index > 0 {
          finished.append(line)
          line = StyledText()
        }
        line.appendShown(piece, style)
      }
    }
    return finished + [line]
  }

  /// The width of the widest line in terminal columns.
  public var width: Int {
    characters.split(at: "\n").reduce(0) { max($0, displayWidth(of: String($1))) }
  }

  /// Returns the text padded with spaces to at least this many columns: a cell of a table.
  public func padded(to columns: Int) -> StyledText {
    var output = self
    output.space(columns - width)
    return output
  }

  /// Creates a text from one of our sentences with code in backticks. The backticks stay, because color may be off.
  public init(prose: String, _ style: Style = .plain) {
    for piece in CodeSpan.pieces(of: prose) {
      switch piece {
      case .text(let text): append(text, style)
      case .code(let code): append(CodeSpan.marked(code), .code)
      }
    }
  }

  /// Wraps the lines that are wider than the screen, except lines of code. The rest of a line starts at its hanging
  /// indent, if it has one, or is indented a little further.
  public func fitted(to columns: Int) -> StyledText {
    guard width > columns else { return self }
    let hangingColumns = hangingColumns
    var output = StyledText()
    for (index, line) in lines.enumerated() {
      if index > 0 { output.breakLine() }
      let hanging = hangingColumns[index] ?? line.indentation + 2
      if line.width <= columns {
        output += line
      } else if line.hasListing {
        output += line.wrappedComment(to: columns) ?? line
      } else {
        output += line.wrapped(to: columns, hanging: min(hanging, columns / 3))
      }
    }
    return output
  }

  /// Wraps a code line that is a comment, so that each of its lines is a comment. Returns nil for other code, or if
  /// there is little room.
  private func wrappedComment(to columns: Int) -> StyledText? {
    var margin = StyledText()
    var code: Substring = ""
    var isLast = true
    forEachRun { style, characters in
      if !code.isEmpty { isLast = false }
      if style == .listing { code = characters } else { margin.appendShown(characters, style) }
    }
    let indentation = code.prefix { $0 == " " }
    let comment = code.dropFirst(indentation.count)
    let marks = comment.prefix { $0 == "#" || $0 == " " }
    let start = margin.width + indentation.count + marks.count
    guard isLast, comment.first == "#", columns - start >= 20 else { return nil }
    var words = StyledText()
    words.appendShown(comment.dropFirst(marks.count), .listing)
    var wrapped = margin
    for (index, line) in words.wrapped(to: columns - start).lines.enumerated() {
      if index > 0 {
        wrapped.breakLine()
        wrapped.space(margin.width)
      }
      wrapped.appendShown(indentation + marks, .listing)
      wrapped += line
    }
    return wrapped
  }

  /// Returns the number of screen rows of the text. The terminal wraps the lines that `fitted` does not.
  public func rows(columns: Int) -> Int {
    let lines = fitted(to: columns).lines
    let whole = lines.last?.isEmpty == true ? lines.dropLast() : lines[...]
    return whole.reduce(0) { $0 + max(1, ($1.width + columns - 1) / max(1, columns)) }
  }

  private var hasListing: Bool {
    var hasListing = false
    forEachRun { style, _ in if style == .listing { hasListing = true } }
    return hasListing
  }

  /// Returns whether there is text, and all of it except spaces has one of these styles.
  public func consists(of styles: Set<Style>) -> Bool {
    var consists = !isEmpty
    forEachRun { style, characters in
      if !styles.contains(style), characters.utf8.contains(where: { $0 != UInt8(ascii: " ") }) { consists = false }
    }
    return consists
  }

  /// Returns the same text in one style.
  public func restyled(_ style: Style) -> StyledText {
    var text = StyledText()
    text.appendLines(characters, style)
    return text
  }

  /// The help line below a message without a drawing: `  = help: ...`.
  public static func help(_ text: StyledText) -> StyledText {
    var help: StyledText = "  = help: "
    help.hangHere()
    help.appendLine(text)
    return help
  }

  var indentation: Int { bytes.prefix { $0 == UInt8(ascii: " ") }.count }

  /// Wraps lines at spaces so that no line is wider than `columns`. The lines after a break are indented by `hanging`.
  /// A word that is wider than the line is split.
  public func wrapped(to columns: Int, hanging: Int = 0) -> StyledText {
    var wrapping = Wrapping(columns: max(columns, hanging + 2), hanging: hanging)
    for (index, line) in lines.enumerated() {
      if index > 0 { wrapping.endLine() }
      line.forEachRun { style, characters in wrapping.add(characters, style) }
      wrapping.endWord()
    }
    return wrapping.output
  }
}

extension StyledText {
  /// The width of the widest piece that wrapping does not split: a word, or code.
  var widestPiece: Int {
    var widest = 0
    var word = 0
    forEachRun { style, characters in
      guard style != .code else { return word += displayWidth(of: String(characters)) }
      for (index, piece) in characters.split(
        omittingEmptySubsequences: false, whereSeparator: { $0 == " " || $0 == "\n" }
      ).enumerated() {
        if index > 0 {
          widest = max(widest, word)
          word = 0
        }
        word += displayWidth(of: String(piece))
      }
    }
    return max(widest, word)
  }
}

/// Fills lines word by word.
private struct Wrapping {
  let columns: Int
  let hanging: Int
  var output = StyledText()
  private var column = 0
  private var word = StyledText()
  /// The spaces before the word.
  private var spaces = 0

  init(columns: Int, hanging: Int) {
    self.columns = columns
    self.hanging = hanging
  }

  mutating func add(_ characters: Substring, _ style: StyledText.Style) {
    // Code stays in one piece if any line has room for it.
    if style == .code, displayWidth(of: String(characters)) <= columns - hanging {
      return word.appendShown(characters, style)
    }
    for (index, piece) in characters.split(at: " ").enumerated() {
      if index > 0 {
        endWord()
        spaces += 1
      }
      word.appendShown(piece, style)
    }
  }

  mutating func endWord() {
    guard !word.isEmpty else { return }
    let width = word.width
    if column > hanging, column + spaces + width > columns {
      breakLine()
    } else {
      output.space(spaces)
      column += spaces
    }
    spaces = 0
    if column + width <= columns {
      output += word
      column += width
    } else {
      breakWord()
    }
    word = StyledText()
  }

  mutating func endLine() {
    endWord()
    output.breakLine()
    column = 0
    spaces = 0
  }

  private mutating func breakLine() {
    output.breakLine()
    output.space(hanging)
    column = hanging
  }

  private mutating func breakWord() {
    word.forEachRun { style, characters in
      for character in characters {
        let width = displayWidth(of: String(character))
        if column + width > columns { breakLine() }
        output.appendShown(String(character), style)
        column += width
      }
    }
  }
}

extension StringProtocol {
  /// Splits the text at an ASCII character. Splitting by bytes is much cheaper than by characters, and also finds a
  /// character that is followed by a combining mark.
  func split(at separator: Unicode.Scalar) -> [SubSequence] {
    let byte = UInt8(ascii: separator)
    var parts: [SubSequence] = []
    var start = startIndex
    while let end = utf8[start...].firstIndex(of: byte) {
      parts.append(self[start..<end])
      start = utf8.index(after: end)
    }
    parts.append(self[start...])
    return parts
  }
}

/// Returns `1 class`, `2 classes`. Without a plural, `s` is added to the singular.
public func counted(_ count: Int, _ one: String, _ several: String? = nil) -> String {
  "\(count) \(count == 1 ? one : several ?? one + "s")"
}

/// Returns `a, b and c`, or with another word before the last one.
public func listed(_ words: [String], _ conjunction: String = "and") -> String {
  guard let last = words.last, words.count > 1 else { return words.joined() }
  return "\(words.dropLast().joined(separator: ", ")) \(conjunction) \(last)"
}

/// Returns the text without its middle if it is longer than `limit` scalars.
public func withoutMiddle(_ text: Substring, limit: Int) -> String {
  let scalars = text.unicodeScalars
  guard text.utf8.count > limit, scalars.count > limit else { return String(text) }
  let kept = max(2, limit - 3)
  return String(scalars.prefix(kept - kept / 2)) + "..." + String(scalars.suffix(kept / 2))
}
