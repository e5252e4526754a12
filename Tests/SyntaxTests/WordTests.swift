import Testing

@testable import Syntax

@Suite("Words of the language")
struct WordTests {
  @Test("each word is recognized, and similar words are names")
  func words() {
    let words =
      StatementWord.allCases.map { ($0.rawValue, Word.statement($0)) }
      + PartWord.allCases.map { ($0.rawValue, Word.part($0)) }
    let all = Set(words.map { $0.0 })
    #expect(all.count == words.count)
    for (text, word) in words {
      #expect(meaning(text) == word)
      for other in [text + "x", "x" + text, String(text.dropLast()), text.uppercased()] where !all.contains(other) {
        #expect(meaning(other) == .name, "\(other)")
      }
    }
  }

  private func meaning(_ text: String) -> Word { Word.spelled(by: Array(text.utf8), 0..<text.utf8.count) }
}
