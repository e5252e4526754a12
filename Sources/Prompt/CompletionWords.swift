/// A line up to the cursor, cut into the words before the one that is being typed, and that one.
struct CompletionWords: Equatable {
  /// Names, numbers, quoted texts, arrows and single marks; only those of the statement that the cursor stands in.
  private(set) var words: [String] = []
  private(set) var typed = ""
  /// Where `typed` begins, in bytes.
  private(set) var start = 0
  /// Inside of a text or a comment nothing is completed.
  private(set) var isCode = true

  init(_ line: String) {
    var rest = Substring(line)
    while let first = rest.first {
      let begin = line.utf8.distance(from: line.startIndex, to: rest.startIndex)
      if first.isWhitespace {
        rest = rest.dropFirst()
      } else if first == "#" {
        isCode = false
        return
      } else if first == "\"" || first == "'" {
        guard let literal = Self.literal(rest) else {
          isCode = false
          return
        }
        words.append(String(literal))
        rest = rest[literal.endIndex...]
      } else if rest.hasPrefix("->") {
        words.append("->")
        rest = rest.dropFirst(2)
      } else {
        let word = Self.word(rest)
        rest = rest[word.endIndex...]
        if rest.isEmpty, Self.isOfName(first) {
          (typed, start) = (String(word), begin)
          return
        }
        // The statements of a test stand behind its brace.
        if word == "{" { words = [] } else { words.append(String(word)) }
      }
    }
    start = line.utf8.count
  }

  private static func isOfName(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_" || !character.isASCII
  }

  /// A name, a number, a release, `wrong-method`, or a mark.
  private static func word(_ text: Substring) -> Substring {
    guard let first = text.first, isOfName(first) else { return text.prefix(1) }
    var end = text.startIndex
    while end < text.endIndex {
      let character = text[end]
      let next = text.index(after: end)
      let joins = character == "." || (character == "-" && (next == text.endIndex || text[next] != ">"))
      guard isOfName(character) || joins else { break }
      end = next
    }
    return text[..<end]
  }

  /// A text with both of its quotes; nil where it is not closed.
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
