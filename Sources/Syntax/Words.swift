/// The words that begin a statement.
package enum StatementWord: String, Sendable, CaseIterable {
  case `class`, blueprint, handler, raise, abort, respond, visit, use, config, restart, reset, expect, test
  case mro, classes, handlers, blueprints, stats, why, compare, hunt, trace
}

/// The words that mean something within a statement, or in Python that is pasted.
enum PartWord: String, Sendable, CaseIterable {
  case `as`, `in`, under, with, on, off
  case code, selfName = "self", flask, memo, continuing
  case e, last, refused, safe, not, page, crash, received
  case pass, description, def, async, from, `return`, lambda
  case pythonNone = "None", pythonTrue = "True", pythonFalse = "False", lowerTrue = "true", lowerFalse = "false"
}

/// What a word of a line means where our own words can stand; in other places it is a name like any other.
enum Word: Sendable, Equatable {
  case name
  case statement(StatementWord)
  case part(PartWord)

  /// Tells a word by its length and its first eight bytes, which no two of ours have in common; only a longer one is then
  /// compared as a whole. Compared with each of ours, the words of a script took as long as its tokens.
  static func spelled(by bytes: ArraySlice<UInt8>) -> Word {
    // Most names begin with a capital letter, of our words three of Python's do.
    if let first = bytes.first, first < 0x61, first != 0x46, first != 0x4E, first != 0x54 { return .name }
    let key = key(of: bytes)
    var slot = slot(of: key)
    while let entry = table[slot] {
      if entry.key == key, entry.length == bytes.count {
        return entry.length <= 8 || entry.rest == Self.key(of: bytes.dropFirst(8)) ? entry.word : .name
      }
      slot = (slot + 1) & (table.count - 1)
    }
    return .name
  }

  private struct Entry {
    var key: UInt64
    /// What stands behind the first eight bytes; no word of ours is longer than sixteen.
    var rest: UInt64
    var length: Int
    var word: Word
  }

  /// At most half of the places are filled.
  private static let table: [Entry?] = {
    let words =
      StatementWord.allCases.map { ($0.rawValue, Word.statement($0)) }
      + PartWord.allCases.map { ($0.rawValue, Word.part($0)) }
    var table = [Entry?](repeating: nil, count: 256)
    for (text, word) in words {
      let bytes = Array(text.utf8)
      let rest = key(of: bytes.dropFirst(8))
      let entry = Entry(key: key(of: bytes[...]), rest: rest, length: bytes.count, word: word)
      var slot = slot(of: entry.key)
      while table[slot] != nil { slot = (slot + 1) & (table.count - 1) }
      table[slot] = entry
    }
    return table
  }()

  private static func key(of bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }

  private static func slot(of key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 56)
  }
}

/// The words that begin a statement, in the order in which the language is taught.
package let statementWords: [String] = StatementWord.allCases.map { $0.rawValue }

/// The words of the session commands, which the prompt understands besides statements, with or without a leading colon.
package enum CommandWord: String, Sendable, CaseIterable {
  case help, list, edit, load, save, restore, undo, redo, step, flask, history, explain, learn, clear, quit
}

/// The same and what else one types to leave. In a script they are an error.
package let sessionCommands: [String] = CommandWord.allCases.map { $0.rawValue } + ["exit"]

/// The words that Python keeps for itself in every position; soft keywords such as `match` are names like any other.
package let pythonKeywords: Set<String> = [
  "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
  "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal",
  "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
]
