import CLibEdit

/// The current line in libedit.
struct EditedLine: Equatable {
  var scalars: [Unicode.Scalar]
  /// The number of characters before the cursor.
  var cursor: Int

  var beforeCursor: ArraySlice<Unicode.Scalar> { scalars.prefix(cursor) }

  /// The start of the cursor's row. A pasted or recalled block has several rows.
  var rowStart: Int {
    (scalars.prefix(cursor).lastIndex(of: "\n") ?? -1) + 1
  }
}

extension KeyEditor {
  var line: EditedLine {
    guard let handle, let info = el_wline(handle)?.pointee, let start = info.buffer else {
      return EditedLine(scalars: [], cursor: 0)
    }
    let buffer = UnsafeBufferPointer(start: start, count: info.lastchar - start)
    let scalars = buffer.map { Unicode.Scalar(wide: $0) ?? "\u{FFFD}" }
    return EditedLine(scalars: scalars, cursor: min(scalars.count, max(0, info.cursor - start)))
  }

  /// Moves the cursor by a number of characters, at most to an end of the line.
  func moveCursor(by distance: Int) {
    guard let handle, distance != 0 else { return }
    el_cursor(handle, Int32(clamping: distance))
  }

  func moveCursorToEnd() {
    let line = line
    moveCursor(by: line.scalars.count - line.cursor)
  }

  func deleteBeforeCursor(_ count: Int) {
    guard let handle, count > 0 else { return }
    el_deletestr(handle, Int32(clamping: count))
  }

  func insert(_ scalars: some Collection<Unicode.Scalar>) {
    guard let handle, !scalars.isEmpty else { return }
    _ = el_winsertstr(handle, scalars.map { wchar_t(truncatingIfNeeded: $0.value) } + [0])
  }

  /// Replaces the line and moves the cursor to its end.
  func replaceLine(with scalars: some Collection<Unicode.Scalar>) {
    moveCursorToEnd()
    deleteBeforeCursor(line.scalars.count)
    insert(scalars)
  }
}
