import Diagnostics

/// The width of the white space before a line.
struct Indentation: Sendable, Hashable {
  /// The width if a tab moves to the next multiple of 8.
  var column: Int
  /// The width if a tab has the width of one space. Two lines are comparable only if both widths say the same.
  var columnWithSmallTabs: Int
}

extension PythonLexer {
  /// Reads the indentation of a line. Returns whether the line has any tokens.
  mutating func readIndentation() -> Bool {
    var indentation = Indentation(column: 0, columnWithSmallTabs: 0)
    // A backslash joins the next line; the indentation is the one before it.
    var joined: Indentation?
    loop: while offset < end {
      switch bytes[offset] {
      case 0x20:
        indentation.column += 1
        indentation.columnWithSmallTabs += 1
      case 0x09:
        indentation.column = (indentation.column / 8 + 1) * 8
        indentation.columnWithSmallTabs += 1
      case 0x0C: indentation = Indentation(column: 0, columnWithSmallTabs: 0)
      case UInt8(ascii: "\\") where byte(offset + 1).endsLine:
        if joined == nil { joined = indentation }
        offset += 1
        skipLineEnd()
        continue loop
      default: break loop
      }
      offset += 1
    }
    guard offset < end, !bytes[offset].endsLine, bytes[offset] != UInt8(ascii: "#") else { return false }
    indent(to: joined ?? indentation)
    return true
  }

  /// Opens or closes blocks as the indentation of a new line demands.
  private mutating func indent(to indentation: Indentation) {
    guard var current = indentations.last else { return }
    if indentation.column > current.column {
      indentations.append(indentation)
      append(.indent, length: 0)
      if indentation.columnWithSmallTabs <= current.columnWithSmallTabs { append(.mixedTabs, length: 0) }
      return
    }
    while indentation.column < current.column, indentations.count > 1 {
      let outer = indentations[indentations.count - 2]
      if indentation.column > outer.column {
        // The line stays in its block, so that the following lines with the same indentation are correct.
        indentations[indentations.count - 1] = indentation
        return append(.badIndentation, length: 0)
      }
      indentations.removeLast()
      append(.dedent, length: 0)
      current = outer
    }
    if indentation != current {
      indentations[indentations.count - 1] = indentation
      append(.mixedTabs, length: 0)
    }
  }
}
