extension KeyEditor {
  /// Handles Ctrl-C: discards the line and shows `^C`. It ends the line with libedit's own Enter, since only that moves the
  /// cursor below a line of several rows.
  func cancelLine() -> KeyBindings.Outcome {
    guard ending == nil else { return .nothing }
    ending = .cancelled
    cancelledLine = Array(String(String.UnicodeScalarView(line.scalars)).utf8)
    moveCursorToEnd()
    insert("^C".unicodeScalars)
    queue = ["\n"]
    return .draw
  }

  /// Handles Ctrl-D: ends the input on an empty line, otherwise deletes the character under the cursor.
  func deleteOrEndInput() -> KeyBindings.Outcome {
    let line = line
    if line.scalars.isEmpty {
      ending = .endOfInput
      return .endInput
    }
    guard line.cursor < line.scalars.count else { return .beep }
    moveCursor(by: 1)
    deleteBeforeCursor(1)
    return .draw
  }

  /// Runs the second part of a command, after the line was drawn.
  func takeStep() -> KeyBindings.Outcome {
    defer { step = nil }
    switch step {
    case .listCandidates(let candidates, let cursor): return listCandidates(candidates, cursor: cursor)
    case .showSearch: return showSearch()
    case nil: return .draw
    }
  }
}
