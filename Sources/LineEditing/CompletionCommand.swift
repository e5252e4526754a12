import CLibEdit

extension KeyEditor {
  /// Handles Tab. Inserts a single candidate, or the common prefix of several ones. If that adds nothing, lists them.
  func completeWord() -> KeyBindings.Outcome {
    guard history != nil else { return .beep }
    let line = line
    let row = Array(String(String.UnicodeScalarView(line.scalars[line.rowStart..<line.cursor])).utf8)
    let completion = complete(row)
    guard (0...row.count).contains(completion.start), let first = completion.candidates.first else { return .beep }
    let typed = Array(String(decoding: row[completion.start...], as: UTF8.self).unicodeScalars)
    if completion.candidates.count == 1 {
      deleteBeforeCursor(typed.count)
      insert(first.text.unicodeScalars)
      if first.endsWord { endWord() }
      return .draw
    }
    let common = Completion.commonPrefix(completion.candidates)
    if common.count >= typed.count, common != typed {
      deleteBeforeCursor(typed.count)
      insert(common)
      if common.count > typed.count { return .draw }
    }
    // The list goes below the whole line: draw the cursor at its end first, list then.
    step = .listCandidates(completion.candidates, cursor: self.line.cursor)
    queue = [KeyBindings.step]
    moveCursorToEnd()
    return .draw
  }

  /// Adds a space after the finished word, unless there is one already.
  private func endWord() {
    let line = line
    if line.cursor < line.scalars.count, line.scalars[line.cursor] == " " {
      moveCursor(by: 1)
    } else {
      insert([" "])
    }
  }

  /// Writes the list of candidates, then redraws the line below it.
  func listCandidates(_ candidates: [Completion.Candidate], cursor: Int) -> KeyBindings.Outcome {
    let size = screenSize
    let rows = CandidateList.rows(candidates.map { $0.label ?? $0.text }, width: size.columns)
    write("\n")
    if candidates.count <= CandidateList.unasked && rows.count < size.rows - 1 || isWanted(candidates.count) {
      page(rows, height: max(1, size.rows - 1))
    }
    moveCursor(by: cursor - line.scalars.count)
    if let handle, ending == nil { libedit_draw_again(handle) }
    return .nothing
  }

  private func isWanted(_ count: Int) -> Bool {
    answer("Show all \(count)? (y or n) ")
  }

  private func page(_ rows: [String], height: Int) {
    for (index, row) in rows.enumerated() {
      if index > 0, index % height == 0, !answer("More? (y or n) ") { return }
      write(row + "\n")
    }
  }

  /// Asks a yes-or-no question. The keys y, space, Tab and Enter mean yes; all others mean no.
  private func answer(_ question: String) -> Bool {
    write(question)
    let key = plainCharacter()
    write("\r\u{1B}[K")
    return [" ", "\t", "\r", "\n", "y", "Y"].contains(key)
  }
}

extension Completion {
  static func commonPrefix(_ candidates: [Candidate]) -> [Unicode.Scalar] {
    guard let first = candidates.first else { return [] }
    return candidates.dropFirst().reduce(into: Array(first.text.unicodeScalars)) { common, candidate in
      common = zip(common, candidate.text.unicodeScalars).prefix { $0 == $1 }.map(\.0)
    }
  }
}

/// Lays out candidates in columns, from top to bottom.
enum CandidateList {
  /// How many candidates are shown without asking, if they fit on the screen.
  static let unasked = 60

  static func rows(_ labels: [String], width: Int) -> [String] {
    let column = 2 + (labels.map { DisplayWidth.of($0) }.max() ?? 0)
    let columns = max(1, (width + 1) / column)
    let height = (labels.count + columns - 1) / columns
    return (0..<height).map { row in
      var text = ""
      var position = 0
      for index in stride(from: row, to: labels.count, by: height) {
        text += String(repeating: " ", count: position - DisplayWidth.of(text)) + labels[index]
        position += column
      }
      return text
    }
  }
}
