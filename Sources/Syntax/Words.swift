/// Words with a meaning inside a statement, or in pasted Python code.
enum PartWord: String, Sendable, CaseIterable {
  case `as`, at, `in`, under, with, on, off
  case code, selfName = "self", memo, continuing
  case e, last, refused, safe, not, page, crash, contains, lacks, received
  case ifWord = "if", elseWord = "else", isWord = "is", isinstance, type
  case pass, description, def, async, from, `return`, lambda
  case pythonNone = "None", pythonTrue = "True", pythonFalse = "False", lowerTrue = "true", lowerFalse = "false"
}

/// The meaning of a word of the language. In positions for names, the word is an ordinary name.
enum Word: Sendable, Equatable {
  case name
  case statement(StatementWord)
  case part(PartWord)

  /// Finds a word by its length and its first eight bytes, which are different for all words of the language. Only
  /// longer words are then compared completely. Comparing with each word in turn took as long as reading all tokens.
  @inline(__always)
  static func spelled(by bytes: [UInt8], _ range: Range<Int>) -> Word {
    guard !range.isEmpty else { return .name }
    // Most names start with a capital letter. Of these words, only three do: `False`, `None` and `True`.
    let first = bytes[range.lowerBound]
    if first < 0x61, first != 0x46, first != 0x4E, first != 0x54 { return .name }
    return range.count > longest ? .name : search(bytes, range)
  }

  private static func search(_ bytes: [UInt8], _ range: Range<Int>) -> Word {
    let key = key(of: bytes, range)
    var slot = slot(of: key)
    while let entry = table[slot] {
      if entry.key == key, entry.length == range.count {
        let rest = min(range.lowerBound + 8, range.upperBound)..<range.upperBound
        return entry.rest == Self.key(of: bytes, rest) ? entry.word : .name
      }
      slot = (slot + 1) & (table.count - 1)
    }
    return .name
  }

  /// The maximum length of a word of the language.
  private static let longest = 16

  private struct Entry {
    var key: UInt64
    /// The bytes after the first eight.
    var rest: UInt64
    var length: Int
    var word: Word
  }

  /// At most half of the slots are used.
  private static let table: [Entry?] = {
    let words =
      StatementWord.allCases.map { ($0.rawValue, Word.statement($0)) }
      + PartWord.allCases.map { ($0.rawValue, Word.part($0)) }
    var table = [Entry?](repeating: nil, count: 256)
    for (text, word) in words {
      let bytes = Array(text.utf8)
      let rest = key(of: bytes, min(8, bytes.count)..<bytes.count)
      let entry = Entry(key: key(of: bytes, bytes.indices), rest: rest, length: bytes.count, word: word)
      var slot = slot(of: entry.key)
      while table[slot] != nil { slot = (slot + 1) & (table.count - 1) }
      table[slot] = entry
    }
    return table
  }()

  /// Returns the first eight bytes of a range as a number.
  private static func key(of bytes: [UInt8], _ range: Range<Int>) -> UInt64 {
    var key: UInt64 = 0
    for place in range.lowerBound..<min(range.upperBound, range.lowerBound + 8) {
      key = key << 8 | UInt64(bytes[place])
    }
    return key
  }

  private static func slot(of key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 56)
  }
}

/// The session commands, which the prompt accepts besides statements, with or without a leading colon.
public enum CommandWord: String, Sendable, CaseIterable {
  case help, list, edit, load, save, restore, undo, redo, step, appCode = "flask", history, explain, learn, clear, quit

  /// Other words to quit.
  private static let leaving = ["exit", "q", "bye"]

  /// All words that a user can type. In a script, each of them is an error.
  public static let all: [String] = allCases.map { $0.rawValue } + leaving + ["cls"]

  /// Creates a command from what the user typed: its word in any case, or another name of it.
  public init?(typed word: String) {
    let word = word.lowercased()
    if Self.leaving.contains(word) {
      self = .quit
    } else if word == "?" {
      self = .help
    } else if word == "cls" {
      self = .clear
    } else {
      self.init(rawValue: word)
    }
  }
}

/// The words that Python reserves in every position. Soft keywords such as `match` are ordinary names.
public let pythonKeywords: Set<String> = [
  "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
  "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal",
  "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
]
