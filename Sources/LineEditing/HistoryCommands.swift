import CLibEdit

/// The state of Up and Down in the history.
struct Recall {
  /// The line before Up was pressed. Down returns to it.
  var draft: EditedLine
  /// Only entries with this prefix are shown.
  var prefix: [Unicode.Scalar]
  /// The index of the current entry.
  var index: Int
  /// The line as shown. If it has changed, Up and Down start over.
  var shown: EditedLine
}

extension KeyEditor {
  /// Handles Up: moves to the row above in a block, otherwise shows the next older entry that starts with the text before
  /// the cursor.
  func goOlder() -> KeyBindings.Outcome {
    let line = line
    if !isRecalled(line) {
      recall = nil
      if line.rowStart > 0 { return goRow(up: true, in: line) }
    }
    let prefix = recall?.prefix ?? Array(line.beforeCursor)
    guard let found = find(prefix, from: recall?.index ?? history?.entries.count ?? 0, step: -1) else { return .beep }
    show(found.text, at: found.index, Recall(draft: recall?.draft ?? line, prefix: prefix, index: 0, shown: line))
    return .draw
  }

  /// Handles Down: shows the next newer entry, at last the line before Up was pressed.
  func goNewer() -> KeyBindings.Outcome {
    let line = line
    guard let recall, isRecalled(line) else {
      self.recall = nil
      return goRow(up: false, in: line)
    }
    if let found = find(recall.prefix, from: recall.index, step: 1) {
      show(found.text, at: found.index, recall)
    } else {
      replaceLine(with: recall.draft.scalars)
      moveCursor(by: recall.draft.cursor - recall.draft.scalars.count)
      self.recall = nil
    }
    return .draw
  }

  /// Returns whether the line is unchanged since Up or Down showed it. In command mode, vi moves the cursor back from the
  /// end of the line.
  private func isRecalled(_ line: EditedLine) -> Bool {
    guard let shown = recall?.shown, shown.scalars == line.scalars else { return false }
    let isVi = handle.map { libedit_is_vi($0) != 0 } ?? false
    return shown.cursor == line.cursor || (isVi && shown.cursor == line.cursor + 1)
  }

  private func show(_ text: [Unicode.Scalar], at index: Int, _ recall: Recall) {
    replaceLine(with: text)
    self.recall = recall
    self.recall?.index = index
    self.recall?.shown = line
  }

  private func find(_ prefix: [Unicode.Scalar], from start: Int, step: Int) -> (index: Int, text: [Unicode.Scalar])? {
    guard let entries = history?.entries else { return nil }
    var index = start + step
    let bytes = Array(String(String.UnicodeScalarView(prefix)).utf8)
    while entries.indices.contains(index) {
      if entries[index].starts(with: bytes), entries[index] != bytes {
        let text = Array(String(decoding: entries[index], as: UTF8.self).unicodeScalars)
        if fitsScreen(text) { return (index, text) }
      }
      index += step
    }
    return nil
  }

  /// Moves to the row above or below in a block, to the same column or the end of that row.
  private func goRow(up: Bool, in line: EditedLine) -> KeyBindings.Outcome {
    let column = line.cursor - line.rowStart
    var target: Int
    if up {
      let above = EditedLine(scalars: line.scalars, cursor: max(0, line.rowStart - 1))
      target = min(above.rowStart + column, above.cursor)
    } else {
      guard let end = line.scalars[line.cursor...].firstIndex(of: "\n") else { return .beep }
      let rest = line.scalars[(end + 1)...]
      target = min(end + 1 + column, rest.firstIndex(of: "\n") ?? rest.endIndex)
    }
    target -= line.cursor
    moveCursor(by: target)
    return .draw
  }
}
