/// An incremental backward search in the history (Ctrl-R).
///
/// During the search, `searchKey` gets every key first. A key that is not part of a search ends it and then has its usual
/// effect.
struct Search {
  /// The line before the search, restored when it is cancelled.
  var before: EditedLine
  var pattern: [Unicode.Scalar] = []
  /// The index of the current entry, if the pattern was found.
  var index: Int?
  var hasFailed = false
}

extension KeyEditor {
  func beginSearch() -> KeyBindings.Outcome {
    guard history != nil else { return .beep }
    search = Search(before: line)
    return showSearch()
  }

  /// Handles a key during the search. Returns the key for libedit.
  func searchKey(_ key: Unicode.Scalar) -> Unicode.Scalar {
    guard let search else { return key }
    switch key {
    case KeyBindings.step: return key
    case "\u{12}": findMatch(from: search.index ?? history?.entries.count ?? 0)
    case "\u{8}", "\u{7F}":
      self.search?.pattern = search.pattern.dropLast()
      findMatch(from: history?.entries.count ?? 0)
    case "\u{7}":
      replaceLine(with: search.before.scalars)
      moveCursor(by: search.before.cursor - search.before.scalars.count)
      self.search = nil
    case "\u{0}"..."\u{1F}":
      self.search = nil
      queue.insert(key, at: 0)
    default:
      self.search?.pattern.append(key)
      findMatch(from: search.index.map { $0 + 1 } ?? history?.entries.count ?? 0)
    }
    step = .showSearch
    return KeyBindings.step
  }

  /// Shows the state of the search instead of the prompt, or the prompt again after the search.
  func showSearch() -> KeyBindings.Outcome {
    guard let search else {
      draw(prompt)
      return .draw
    }
    let pattern = String(String.UnicodeScalarView(search.pattern))
    draw(Prompt("\(search.hasFailed ? "not found" : "search") '\(pattern)': "))
    return .draw
  }

  /// Shows the latest entry before this index that contains the pattern.
  private func findMatch(from start: Int) {
    guard let search, let entries = history?.entries else { return }
    guard !search.pattern.isEmpty else {
      self.search?.index = nil
      self.search?.hasFailed = false
      replaceLine(with: search.before.scalars)
      return
    }
    let bytes = Array(String(String.UnicodeScalarView(search.pattern)).utf8)
    let found = entries.prefix(max(0, start)).lastIndex {
      offset(of: bytes, in: $0) != nil && fitsScreen(String(decoding: $0, as: UTF8.self).unicodeScalars)
    }
    self.search?.hasFailed = found == nil
    guard let found else { return }
    self.search?.index = found
    replaceLine(with: String(decoding: entries[found], as: UTF8.self).unicodeScalars)
  }

  private func offset(of pattern: [UInt8], in entry: [UInt8]) -> Int? {
    guard let first = pattern.first else { return nil }
    var rest = entry[...]
    while let start = rest.firstIndex(of: first) {
      if entry[start...].starts(with: pattern) { return start }
      rest = entry[(start + 1)...]
    }
    return nil
  }
}
