import SeededRandom
import Testing

@testable import Diagnostics

@Suite("The index of names to suggest")
struct NearNameIndexTests {
  @Test("returns the name that the plain search returns", .sampled, arguments: Family.allCases)
  func sameAsPlainSearch(_ family: Family) {
    var random = SeededRandom(seed: TestRun.sampleSeed)
    var found = 0
    for round in 0..<(family == .long ? TestRun.rounds(3, sample: 1) : TestRun.rounds(15, sample: 2)) {
      var names: [String] = []
      var index = NearNameIndex()
      // Many names in the first round, so that something is found with any random numbers.
      for _ in 0..<(round == 0 ? 40 : Int.random(in: 0...40, using: &random)) {
        let name = family.name(&random)
        index.insert(name, rank: names.count)
        names.append(name)
      }
      for _ in 0..<25 {
        let wanted = family.wanted(among: names, &random)
        let expected = nearestName(to: wanted, among: names)
        if expected != nil { found += 1 }
        let about: Comment = "family \(family): `\(wanted)` among \(names)"
        #expect(index.search(for: wanted, most: .max).name == expected, about)
        // Long names alone have so many letters that a search can end early.
        if family != .long { #expect(index.nearest(to: wanted) == expected, about) }
        // As in a large index, where one trie is never enough.
        #expect(index.search(for: wanted, budget: 0, most: .max).name == expected, about)
      }
    }
    // The fixed random numbers of each run give enough matches; others may give few.
    if TestRun.givenSeed == nil { #expect(found > 5, "few of the names are near, so little is tested") }
  }

  @Test("returns the equally near name of the lowest rank, not the one that was inserted first")
  func rank() {
    var index = NearNameIndex()
    for (name, rank) in [("abcdey", 3), ("abcdex", 1), ("abcdez", 2), ("ABCDEX", 0)] { index.insert(name, rank: rank) }
    #expect(index.nearest(to: "abcdef") == "ABCDEX")
    #expect(index.nearest(to: "abcdez") == "abcdez")
  }

  @Test("an empty index and very long names have no suggestion")
  func nothing() {
    #expect(NearNameIndex().nearest(to: "a") == nil)
    var index = NearNameIndex()
    index.insert(String(repeating: "a", count: 201), rank: 0)
    #expect(index.nearest(to: String(repeating: "a", count: 200)) == nil)
    #expect(index.nearest(to: String(repeating: "a", count: 201)) == nil)
  }

  /// Counts compared letters instead of time, so the result is the same on every machine.
  @Test(
    "a search among four times the names takes little longer", .seeded, .sampled,
    arguments: TestRun.sample([(Family.numbered, 2), (.prefixed, 2), (.compound, 2), (.words, 3)], 2))
  func growth(_ family: Family, _ factor: Int) {
    let few = family.steps(names: 2_000)
    let many = family.steps(names: 8_000)
    // The factors fit the fixed random numbers of each run. Other numbers needed up to 2.6 times the letters.
    let factor = TestRun.givenSeed == nil ? factor : 3
    #expect(many < factor * few, "\(few) letters compared among 2,000 names, \(many) among 8,000")
  }

  /// The most expensive names are random words with a common end: little excludes them early.
  @Test(.seeded) func aSearchAmongManyRandomWordsIsLimitedAndStillFindsTypingErrors() {
    var random = SeededRandom(test: 11)
    let names = (0..<16_000).map { _ in Family.words.name(&random) + "Error" }
    var index = NearNameIndex()
    for (rank, name) in names.enumerated() { index.insert(name, rank: rank) }
    var highestCost = 0
    for number in 0..<100 {
      let other = index.search(for: Family.words.name(&random) + "Error")
      highestCost = max(highestCost, other.steps)
      #expect(other.steps <= NearNameIndex.mostLetters + longestNearName)
      var typo = Array(names[number * 37])
      typo.swapAt(1, 2)
      #expect(index.nearest(to: String(typo)) == names[number * 37])
    }
    #expect(highestCost >= NearNameIndex.mostLetters, "the limit is never reached, so it is not tested")
  }
}

/// Kinds of names that programs and tests contain.
enum Family: String, CaseIterable, CustomTestStringConvertible {
  case twoLetters, fewLetters, words, numbered, prefixed, compound, unicode, long

  var testDescription: String { rawValue }

  func name(_ random: inout SeededRandom) -> String {
    switch self {
    case .twoLetters: text(0...7, "ab", &random)
    case .fewLetters: text(3...12, "abcD", &random)
    case .words: text(6...11, "abcdefghijklmnopqrstuvwxyz", &random)
    case .numbered: "Class\(Int.random(in: 0..<100_000, using: &random))"
    case .prefixed: "PaymentError" + text(1...6, "abcdefghij", &random)
    case .compound:
      (0..<Int.random(in: 2...4, using: &random)).map { _ in
        random.pick(["Card", "Payment", "Timeout", "Stock", "Order", "Missing", "Refused", "Api", "Gateway"])
      }.joined() + text(0...4, "abcdefghijklmnop", &random) + "Error"
    case .unicode: text(1...8, "aÄäßñé名ﬁ\u{301}", &random)
    case .long: text(196...202, "aab", &random)
    }
  }

  /// Returns one of the names with some edits, or another name of the same kind.
  func wanted(among names: [String], _ random: inout SeededRandom) -> String {
    guard random.chance(75), var letters = names.randomElement(using: &random).map({ Array($0.unicodeScalars) }) else {
      return name(&random)
    }
    let other = Array(name(&random).unicodeScalars)
    for _ in 0..<Int.random(in: 0...max(2, letters.count / 3), using: &random) {
      guard !letters.isEmpty else { break }
      let place = Int.random(in: 0..<letters.count, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: letters.remove(at: place)
      case 1: letters.insert(other.randomElement(using: &random) ?? "x", at: place)
      case 2: letters[place] = other.randomElement(using: &random) ?? "x"
      default: letters.swapAt(place, min(place + 1, letters.count - 1))
      }
    }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: letters)
    return String(text)
  }

  private func text(_ count: ClosedRange<Int>, _ alphabet: String, _ random: inout SeededRandom) -> String {
    let letters = Array(alphabet.unicodeScalars)
    var text = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: count, using: &random) { text.append(random.pick(letters)) }
    return String(text)
  }

  /// Returns the letters compared in 200 searches, half of them for names with a typing error.
  func steps(names count: Int) -> Int {
    var random = SeededRandom(test: 7)
    var names: [String] = []
    var index = NearNameIndex()
    for rank in 0..<count {
      names.append(name(&random))
      index.insert(names[rank], rank: rank)
    }
    return (0..<200).reduce(0) { sum, number in
      let wanted = number.isMultiple(of: 2) ? wanted(among: names, &random) : unrelated(&random)
      return sum + index.search(for: wanted).steps
    }
  }

  private func unrelated(_ random: inout SeededRandom) -> String {
    "Missing" + text(2...5, "klmnopqrst", &random)
  }
}
