import CLibEdit

/// The line that libedit holds now.
struct EditedLine: Equatable {
  var scalars: [Unicode.Scalar]
  /// How many of them stand before the cursor.
  var cursor: Int

  var beforeCursor: ArraySlice<Unicode.Scalar> { scalars.prefix(cursor) }

  /// Where the row of the cursor begins; a block that was pasted or recalled has several.
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

  /// Moves the cursor by so many characters, as far as the line goes.
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

  /// Puts other text in the place of the line, the cursor at its end.
  func replaceLine(with scalars: some Collection<Unicode.Scalar>) {
    moveCursorToEnd()
    deleteBeforeCursor(line.scalars.count)
    insert(scalars)
  }
}
