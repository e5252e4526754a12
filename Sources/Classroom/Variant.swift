import Diagnostics
import Syntax
import Workbook

/// A lesson with other names: its own classes get a word before theirs, and the texts of its handlers a number, all from a
/// seed, so that the same seed always gives the same lesson. Answers are judged by what they do, so a variant asks for the
/// same thinking, and somebody else's answer does not fit.
package struct Variant: Sendable {
  private let classes: [String: String]
  private let bodies: [String: String]

  /// - Parameters:
  ///   - seed: any text, such as the name of a student.
  ///   - lesson: all names come from its cells and exercises.
  package init(_ seed: String, of lesson: Lesson) {
    var names: [String] = []
    var texts: [String] = []
    for fence in lesson.fences where fence.words.first == "errorbook" {
      var parser = Parser(SourceText(name: "", fence.content))
      while let parsed = parser.next() {
        guard let statement = parsed.statement else { continue }
        Self.collect(statement, &names, &texts)
      }
    }
    var numbers = SeededNumbers(seed)
    var words = Self.words
    classes = names.reduce(into: [:]) { classes, name in
      if words.isEmpty { words = Self.words.map { $0 + "Two" } }
      classes[name] = words.remove(at: numbers.next(below: words.count)) + name
    }
    bodies = texts.reduce(into: [:]) { bodies, text in bodies[text] = "\(text), no. \(100 + numbers.next(below: 900))" }
  }

  private static func collect(_ statement: Statement, _ names: inout [String], _ texts: inout [String]) {
    switch statement.kind {
    case .classDeclaration(let declaration):
      if !names.contains(declaration.name.text) { names.append(declaration.name.text) }
    case .handler(let handler):
      if case .body(let body, _) = handler.answer, !texts.contains(body.text) { texts.append(body.text) }
    case .test(let block): for inner in block.body { collect(inner, &names, &texts) }
    default: break
    }
  }

  private static let words = [
    "Amber", "Azure", "Bold", "Brisk", "Calm", "Cedar", "Clear", "Coral", "Crisp", "Dawn", "Deep", "Dusk", "Eager",
    "Early",
    "Fair", "Fern", "Fleet", "Fresh", "Gentle", "Glad", "Golden", "Grand", "Green", "Hazel", "Ivory", "Jade", "Keen",
    "Kind",
    "Late", "Light", "Lime", "Lucky", "Maple", "Mellow", "Merry", "Mild", "Misty", "Neat", "Noble", "Ochre", "Olive",
    "Opal",
    "Pale", "Pine", "Plain", "Proud", "Quick", "Quiet", "Rapid", "Rosy", "Royal", "Ruby", "Silver", "Sleek", "Soft",
    "Solar",
    "Stout", "Sunny", "Swift", "Tidy", "Teal", "Vivid", "Warm", "Young",
  ]

  /// A text of the lesson, or a file that belongs to it, in other names. Outputs come out anew, since lines and columns
  /// may stand elsewhere.
  package func lesson(_ text: SourceText) -> Lesson {
    let renamed = SourceText(name: text.name, renamed(String(decoding: text.bytes, as: UTF8.self)))
    let accepted = LessonCheck(Lesson(renamed)).accepted
    return Lesson(SourceText(name: text.name, bytes: accepted))
  }

  /// Every whole word that is a class, and every string that is a text of a handler.
  private func renamed(_ text: String) -> String {
    var renamed = ""
    var rest = text[...]
    while let character = rest.first {
      if character == "\"" || character == "'", let literal = literal(rest, character) {
        renamed += "\(character)\(literal.new)\(character)"
        rest = rest.dropFirst(literal.old.count + 2)
      } else if Self.isNamePart(character) {
        let word = rest.prefix { Self.isNamePart($0) }
        renamed += classes[String(word)] ?? String(word)
        rest = rest.dropFirst(word.count)
      } else {
        renamed.append(character)
        rest = rest.dropFirst()
      }
    }
    return renamed
  }

  private func literal(_ rest: Substring, _ quote: Character) -> (old: Substring, new: String)? {
    let old = rest.dropFirst().prefix { $0 != quote && !$0.isNewline }
    guard rest.dropFirst(old.count + 1).first == quote, let new = bodies[String(old)] else { return nil }
    return (old, new)
  }

  private static func isNamePart(_ character: Character) -> Bool {
    character == "_" || character.isLetter || character.isNumber
  }
}

/// Numbers that depend on a text and nothing else: FNV-1a for the beginning, SplitMix64 for the rest.
private struct SeededNumbers {
  private var state: UInt64

  init(_ seed: String) {
    state = seed.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }

  mutating func next(below bound: Int) -> Int {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = (state ^ (state >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return Int((mixed ^ (mixed >> 31)) % UInt64(max(1, bound)))
  }
}
