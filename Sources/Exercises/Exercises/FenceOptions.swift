import Resolution
import Syntax

/// The words behind the name of an exercise: `catches 0.12.2 holds 1.0, 3.1 without hunt, safe points 2`.
struct FenceOptions {
  private(set) var kind = Exercise.Kind.tests
  private(set) var points: Int?
  private(set) var visibility: Exercise.Tests.Visibility?
  private(set) var forbidden: Set<String> = []
  private(set) var allowed: Set<String> = []
  private(set) var isKept = false
  private(set) var problems: [LessonProblem] = []

  private let line: Int
  private var words: ArraySlice<String>

  init(_ words: ArraySlice<String>, at line: Int) {
    self.words = words
    self.line = line
    while let word = self.words.popFirst() { read(word) }
    if case .catches(let wrong, let right) = kind, wrong.isEmpty || right.isEmpty {
      problems.append(
        .badFence("an exercise that `catches` something also names what `holds`", at: line))
    }
    for word in allowed.intersection(Exercise.words(chosenBy: kind)).sorted() {
      problems.append(
        .badFence(
          "an answer is judged under the releases that the exercise names, so `\(word)` cannot be allowed", at: line))
    }
  }

  private mutating func read(_ word: String) {
    switch word {
    case "equivalent": readEquivalent()
    case "catches":
      let names = list()
      kind = .catches(wrong: resolvers(names), right: right)
    case "holds":
      let names = list()
      kind = .catches(wrong: wrong, right: resolvers(names))
    case "without": forbidden.formUnion(known(list()))
    case "allowing": allowed.formUnion(known(list()))
    case "points": readPoints()
    case "show": readVisibility()
    case "kept": isKept = true
    default: problems.append(.badFence("`\(word)` says nothing here", at: line))
    }
  }

  private var wrong: [NamedResolver] { if case .catches(let wrong, _) = kind { wrong } else { [] } }
  private var right: [NamedResolver] { if case .catches(_, let right) = kind { right } else { [] } }

  private mutating func readEquivalent() {
    guard words.popFirst() == "under", let name = words.popFirst(),
      let release = Framework.standard.release(named: name)
    else {
      problems.append(.badFence("`equivalent` is followed by `under` and a release of Flask", at: line))
      return
    }
    kind = .equivalent(under: release)
  }

  private mutating func readPoints() {
    guard let word = words.popFirst(), let number = Int(word), (0...1000).contains(number) else {
      problems.append(.badFence("`points` is followed by a number up to 1000", at: line))
      return
    }
    points = number
  }

  private mutating func readVisibility() {
    guard let word = words.popFirst(), let level = Exercise.Tests.Visibility(rawValue: word) else {
      problems.append(.badFence("`show` is followed by never, rationale or all", at: line))
      return
    }
    visibility = level
  }

  /// Words separated by commas, with or without blanks.
  private mutating func list() -> [String] {
    var items: [String] = []
    while let word = words.popFirst() {
      items += word.split(separator: ",").map { String($0) }
      if !word.hasSuffix(","), words.first != ",", words.first?.hasPrefix(",") != true { break }
    }
    if items.isEmpty { problems.append(.badFence("a list is empty", at: line)) }
    return items
  }

  private mutating func resolvers(_ names: [String]) -> [NamedResolver] {
    names.compactMap { name in
      let resolver = NamedResolver(name)
      if resolver == nil { problems.append(.badFence("`\(name)` is no release of Flask, and no mutant", at: line)) }
      return resolver
    }
  }

  private mutating func known(_ names: [String]) -> [String] {
    for name in names where !AnswerWord.all.contains(name) {
      problems.append(.badFence("`\(name)` is no word of a statement", at: line))
    }
    return names
  }
}
