extension KeyEditor {
  /// Ctrl-C: the line is shown as cancelled and forgotten. That it ends goes through libedit's own Enter, because only
  /// that leaves the cursor below a line of several rows.
  func cancelLine() -> KeyBindings.Outcome {
    guard ending == nil else { return .nothing }
    ending = .cancelled
    moveCursorToEnd()
    insert("^C".unicodeScalars)
    queue = ["\n"]
    return .draw
  }

  /// Ctrl-D: on an empty line the end of the input, else it deletes the character under the cursor.
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

  /// Does what a command has left to be done after the line was drawn.
  func takeStep() -> KeyBindings.Outcome {
    defer { step = nil }
    switch step {
    case .listCandidates(let candidates, let cursor): return listCandidates(candidates, cursor: cursor)
    case .showSearch: return showSearch()
    case nil: return .draw
    }
  }
}
