/// Generates statements with typical mistakes: missing, swapped or repeated words, words from other languages, missing
/// quotes and brackets, misspelled names.
package struct Mistakes {
  private var random: SeededRandom

  package init(seed: UInt64) { random = SeededRandom(seed: seed) }

  /// Valid statements of every form. They need the declarations in `names`.
  package static let statements = [
    "class Timeout(Exception)", "class Timeout(CardError, KeyError) code 402", "class Api(HTTPException) self.code 404",
    "class Api(HTTPException):\n  code = 404", "class Late(CardError): pass",
    "blueprint users in shop", "blueprint users in shop as people", "blueprint users as people",
    #"handler CardError -> "card declined", 402"#, #"handler CardError in shop -> "sorry", e.code"#,
    "handler 404 -> e", "handler CardError -> raise KeyError", "handler CardError -> abort 502",
    "handler CardError -> raise e", #"handler KeyError -> "sorry""#,
    "raise CardError", "raise CardError in shop", #"raise CardError("text", 3)"#, "abort 404", "abort(404)",
    "abort 404 in shop", "raise CardError at checkout in shop", "abort 404 at checkout", "respond 404",
    #"respond "gone", 410 in shop"#, "visit unknown", "visit wrong-method in shop",
    "visit redirect", "use flask 0.12.2", "use flask 1.0 with memo", "config TESTING on",
    "config PROPAGATE_EXCEPTIONS off", "trace on", "trace off", "restart", "reset",
    #"expect raise CardError -> "card declined", 402"#, #"expect abort 404 -> 404 page"#,
    "expect raise CardError -> crash", "expect raise CardError in shop -> 500 page received CardError",
    "expect last -> 500", "expect visit unknown -> 404 page", #"expect respond 200 -> "x", 200"#,
    "expect refused class Odd(Exception, CardError)", #"expect refused handler object -> "x", 500"#,
    "expect mro CardError: CardError, Exception, BaseException, object", "expect safe CardError",
    "expect not safe CardError in shop", #"test "a card" { expect raise CardError -> 500 }"#,
    #"test "a card" under 0.12.2, 1.0 { expect raise CardError -> 500 }"#,
    #"test "a card" continuing { expect raise CardError -> 500 }"#,
    "test \"a card\" {\n  raise CardError\n  expect raise CardError -> 500\n}",
    "mro CardError", "classes", "handlers", "blueprints", "stats", "why", "why CardError", "why 404 in shop",
    "why CardError at checkout", "compare 404 at checkout in shop",
    "expect raise CardError at checkout in shop -> 500 page",
    "why visit unknown", "compare CardError", "compare 404", "hunt CardError", "hunt CardError in shop",
  ]

  /// The declarations that the statements need.
  package static let names = "class CardError(Exception)\nblueprint shop\n"

  /// Words from other languages, other tools and other releases.
  private static let keywordsOfOtherLanguages = [
    "extends", "implements", "throw", "throws", "catch", "except", "function", "def", "new", "let", "var", "return",
    "end",
    "then", "do", "is", "a", "the", "of", "from", "import", "export", "self", "this", "null", "None", "True", "not",
    "and",
    "Exception", "NotFound", "bool", "object", "PaymentError", "x", "0", "1.0.0", "v1.0", "9.9", "0.12.22", "404",
    "99999",
    "-1", "=", "==", "=>", "→", ":", ":=", "::", "<", ">", "->", ";", ",", ".", "(", ")", "{", "}", "[", "\"", "'", "“",
    "”",
    "\"text\"", "'text'", "app", "flask", "@", "$", "!", "\\", "#", "memo", "with", "under", "in", "at", "as", "code",
    "e",
    "page",
    "sudo", "undo", "raise", "expect", "test", "class", "\u{A0}", "é",
  ]

  /// Returns the next statement with one or two mistakes.
  package mutating func next() -> String {
    var pieces = Self.pieces(random.pick(Self.statements))
    for _ in 0..<(random.chance(70) ? 1 : 2) { change(&pieces) }
    return pieces.joined()
  }

  private mutating func change(_ pieces: inout [String]) {
    guard !pieces.isEmpty else { return }
    let place = Int.random(in: 0..<pieces.count, using: &random)
    switch Int.random(in: 0..<8, using: &random) {
    case 0: pieces.remove(at: place)
    case 1: pieces.swapAt(place, Int.random(in: 0..<pieces.count, using: &random))
    case 2: pieces.insert(contentsOf: [" ", pieces[place]], at: place)
    case 3: pieces[place] = random.pick(Self.keywordsOfOtherLanguages)
    case 4: pieces.insert(contentsOf: [random.pick(Self.keywordsOfOtherLanguages), " "], at: place)
    case 5: pieces.append(contentsOf: [" ", random.pick(Self.keywordsOfOtherLanguages)])
    default: pieces[place] = misspelled(pieces[place])
    }
  }

  /// Returns a word with a missing, doubled, swapped or replaced letter, or in another case.
  private mutating func misspelled(_ word: String) -> String {
    var letters = Array(word)
    guard !letters.isEmpty else { return word }
    let place = Int.random(in: 0..<letters.count, using: &random)
    switch Int.random(in: 0..<5, using: &random) {
    case 0: letters.remove(at: place)
    case 1: letters.insert(letters[place], at: place)
    case 2: letters.swapAt(place, min(place + 1, letters.count - 1))
    case 3: letters[place] = random.pick(Array("abcdefghijklmnopqrstuvwxyzE1."))
    default: return random.chance(50) ? word.lowercased() : word.uppercased()
    }
    return String(letters)
  }

  /// Splits a statement into words, symbols, strings and spaces.
  private static func pieces(_ statement: String) -> [String] {
    var pieces: [String] = []
    var isInString = false
    for character in statement {
      let joins = isInString || (character.isLetter || character.isNumber || character == "_" || character == ".")
      let continues = isInString || (joins && pieces.last?.last.map { $0.isLetter || $0.isNumber || $0 == "_" } == true)
      if continues, !pieces.isEmpty {
        pieces[pieces.count - 1].append(character)
      } else if character == ">", pieces.last == "-" {
        pieces[pieces.count - 1] = "->"
      } else {
        pieces.append(String(character))
      }
      if character == "\"" { isInString.toggle() }
    }
    return pieces
  }
}
