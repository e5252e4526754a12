/// A line up to the cursor, split into finished words and the word that is being typed.
struct CompletionWords: Equatable {
  /// The finished words of the statement at the cursor: names, numbers, quoted texts, arrows and punctuation.
  private(set) var words: [String] = []
  private(set) var typed = ""
  /// The byte offset at which `typed` starts.
  private(set) var start = 0
  /// False inside a quoted text or a comment, where nothing is completed.
  private(set) var isCode = true

  init(_ line: String) {
    var rest = Substring(line)
    while let first = rest.first {
      let offset = line.utf8.distance(from: line.startIndex, to: rest.startIndex)
      if first.isWhitespace {
        rest = rest.dropFirst()
      } else if first == "#" {
        isCode = false
        return
      } else if let prefix = Self.prefix(ofLiteral: rest) {
        guard let literal = Self.literal(rest.dropFirst(prefix.count)) else {
          isCode = false
          return
        }
        words.append(prefix + String(literal))
        rest = rest[literal.endIndex...]
      } else if let sign = ["->", "==", "!="].first(where: { rest.hasPrefix($0) }) {
        words.append(sign)
        rest = rest.dropFirst(2)
      } else {
        let word = Self.word(rest)
        rest = rest[word.endIndex...]
        if rest.isEmpty, Self.isNameCharacter(first) {
          (typed, start) = (String(word), offset)
          return
        }
        // The statements of a test follow its brace.
        if word == "{" { words = [] } else { words.append(String(word)) }
      }
    }
    start = line.utf8.count
  }

  private static func isNameCharacter(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_" || !character.isASCII
  }

  /// Returns the first word: a name, a number, a release, `wrong-method`, or one punctuation character.
  private static func word(_ text: Substring) -> Substring {
    guard let first = text.first, isNameCharacter(first) else { return text.prefix(1) }
    var end = text.startIndex
    while end < text.endIndex {
      let character = text[end]
      let next = text.index(after: end)
      let joins = character == "." || (character == "-" && (next == text.endIndex || text[next] != ">"))
      guard isNameCharacter(character) || joins else { break }
      end = next
    }
    return text[..<end]
  }

  /// Returns the `f` before the quotes, or an empty text; nil if the text does not start with quotes.
  private static func prefix(ofLiteral text: Substring) -> String? {
    let prefix = text.first == "f" || text.first == "F" ? String(text.prefix(1)) : ""
    let quote = text.dropFirst(prefix.count).first
    return quote == "\"" || quote == "'" ? prefix : nil
  }

  /// Returns the quoted text at the start, including its quotes, or nil if it is not closed.
  private static func literal(_ text: Substring) -> Substring? {
    guard let quote = text.first else { return nil }
    var index = text.index(after: text.startIndex)
    while index < text.endIndex {
      let next = text.index(after: index)
      if text[index] == quote { return text[..<next] }
      index = text[index] == "\\" && next < text.endIndex ? text.index(after: next) : next
    }
    return nil
  }
}
