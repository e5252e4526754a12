/// Lines, widths, indentation and wrapping of styled text.
extension StyledText {
  /// The lines without their breaks; one more than there are breaks.
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

  /// Terminal columns of the widest line.
  public var width: Int {
    characters.split(at: "\n").reduce(0) { max($0, displayWidth(of: String($1))) }
  }

  /// The same with spaces behind it, so that it takes at least so many columns: a cell of a table.
  public func padded(to columns: Int) -> StyledText {
    var output = self
    output.space(columns - width)
    return output
  }

  /// A sentence of ours in which code stands between backticks. The backticks stay: colour may be off.
  public init(prose: String, _ style: Style = .plain) {
    for piece in CodeSpan.pieces(of: prose) {
      switch piece {
      case .text(let text): append(text, style)
      case .code(let code): append(CodeSpan.marked(code), .code)
      }
    }
  }

  /// Breaks the lines that are wider than the screen. The rest of a line stands under its hanging place, if it has one,
  /// or else a little further in.
  public func fitted(to columns: Int) -> StyledText {
    guard width > columns else { return self }
    let hangingColumns = hangingColumns
    var output = StyledText()
    for (index, line) in lines.enumerated() {
      if index > 0 { output.breakLine() }
      let hanging = hangingColumns[index] ?? line.indentation + 2
      output += line.width > columns ? line.wrapped(to: columns, hanging: min(hanging, columns / 3)) : line
    }
    return output
  }

  /// The line of help below a message that has no drawing: `  = help: ...`.
  public static func help(_ text: StyledText) -> StyledText {
    var help: StyledText = "  = help: "
    help.hangHere()
    help.appendLine(text)
    return help
  }

  private var indentation: Int { bytes.prefix { $0 == UInt8(ascii: " ") }.count }

  /// Breaks lines at spaces so that none is wider than `columns`; the lines that a break begins are indented by
  /// `hanging`. A word that is too wide for any line is broken where it must.
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

/// Fills lines word by word.
private struct Wrapping {
  let columns: Int
  let hanging: Int
  var output = StyledText()
  private var column = 0
  private var word = StyledText()
  /// Spaces before the word.
  private var spaces = 0

  init(columns: Int, hanging: Int) {
    self.columns = columns
    self.hanging = hanging
  }

  mutating func add(_ characters: Substring, _ style: StyledText.Style) {
    // Code is kept in one piece if any line has room for it.
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
  /// The parts before, between and behind an ASCII character. Splitting by bytes is far cheaper than by characters, and
  /// finds a character too that a combining mark follows.
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

/// `1 class`, `2 classes`; without another word for several, `s` makes it.
public func counted(_ count: Int, _ one: String, _ several: String? = nil) -> String {
  "\(count) \(count == 1 ? one : several ?? one + "s")"
}

/// The text with its middle left out where it is longer than `limit` scalars.
public func withoutMiddle(_ text: Substring, limit: Int) -> String {
  let scalars = text.unicodeScalars
  guard text.utf8.count > limit, scalars.count > limit else { return String(text) }
  let kept = max(2, limit - 3)
  return String(scalars.prefix(kept - kept / 2)) + "..." + String(scalars.suffix(kept / 2))
}
