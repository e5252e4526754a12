import SeededRandom
import Testing

@testable import Diagnostics

@Suite("The table of texts")
struct TextTableTests {
  @Test("equal texts have equal numbers, different texts different ones, and each is found again", .seeded)
  func numbers() {
    var random = SeededRandom(test: 3)
    var table = TextTable()
    var known: [String: TextID] = ["": .empty]
    for _ in 0..<5_000 {
      let length = Int.random(in: 0...9, using: &random)
      let text = String((0..<length).map { _ in random.pick(["a", "b", "E", "1", "\u{E9}"]) }.joined())
      let id = table.id(of: text)
      if let earlier = known[text] { #expect(id == earlier) }
      known[text] = id
    }
    #expect(Set(known.values).count == known.count)
    #expect(table.count == known.count)
    for (text, id) in known {
      #expect(table[id] == text)
      #expect(table.find(text) == id)
    }
    #expect(table.find("none of them") == nil)
  }

  @Test("letters that look alike are different texts: Python compares code points")
  func normalForms() {
    var table = TextTable()
    let (one, two) = (table.id(of: "\u{E9}"), table.id(of: "e\u{301}"))
    #expect(one != two)
  }

  @Test(
    "a text is plain if a literal can contain it without escapes",
    arguments: [
      ("E1", true), ("", true), ("a b ~", true), ("a\"b", false), ("a\\b", false), ("\u{E9}", false), ("a\n", false),
      ("\u{7F}", false),
    ])
  func plain(_ text: String, _ isPlain: Bool) {
    var table = TextTable()
    let id = table.id(of: text)
    #expect(table.isPlain(id) == isPlain)
  }

  @Test("an extended copy contains the table, but not a copy that was extended separately")
  func copies() {
    var table = TextTable()
    let id = table.id(of: "E")
    var copy = table
    _ = copy.id(of: "F")
    #expect(copy.extends(table) && !table.extends(copy))
    #expect(copy[id] == "E")
    _ = table.id(of: "G")
    #expect(!copy.extends(table) && !table.extends(copy))
  }

  @Test("a number of another table is not a text and does not trap")
  func otherNumbers() {
    let table = TextTable()
    for index in [Int32.min, -1, 1, .max] {
      #expect(table[TextID(index)] == "")
      #expect(!table.isPlain(TextID(index)))
    }
  }
}
