import Resolution
import Syntax

/// The words after the name of an exercise: `catches 0.12.2 holds 1.0, sanic 25.12 without hunt, safe points 2`.
struct FenceOptions {
  private(set) var kind = Exercise.Kind.tests
  private(set) var points: Int?
  private(set) var visibility: Exercise.Tests.Visibility?
  private(set) var forbidden: Set<String> = []
  private(set) var allowed: Set<String> = []
  private(set) var isFromHandOut = false
  private(set) var problems: [LessonProblem] = []

  private let line: Int
  private var words: ArraySlice<String>

  init(_ words: ArraySlice<String>, at line: Int) {
    self.words = words
    self.line = line
    while let word = self.words.popFirst() { read(word) }
    if case .catches(let wrong, let right) = kind, wrong.isEmpty || right.isEmpty {
      problems.append(
        .badFence("`catches` and `holds` must be used together, each with a list of releases or mutants", at: line))
    }
    for word in allowed.intersection(Exercise.words(chosenBy: kind)).sorted() {
      problems.append(
        .badFence(
          "`\(word)` cannot be allowed: the exercise itself chooses the releases", at: line))
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
    case "kept": isFromHandOut = true
    default: problems.append(.badFence("unknown option `\(word)`", at: line))
    }
  }

  private var wrong: [NamedResolver] { if case .catches(let wrong, _) = kind { wrong } else { [] } }
  private var right: [NamedResolver] { if case .catches(_, let right) = kind { right } else { [] } }

  private mutating func readEquivalent() {
    let under = words.popFirst()
    let framework = words.first.flatMap { Framework.named($0) }
    if framework != nil { words.removeFirst() }
    guard under == "under", let name = words.popFirst(), let release = (framework ?? .standard).release(named: name)
    else {
      problems.append(.badFence("expected `under` and a release after `equivalent`", at: line))
      return
    }
    kind = .equivalent(under: release)
  }

  private mutating func readPoints() {
    guard let word = words.popFirst(), let number = Int(word), (0...1000).contains(number) else {
      problems.append(.badFence("expected a number from 0 to 1000 after `points`", at: line))
      return
    }
    points = number
  }

  private mutating func readVisibility() {
    guard let word = words.popFirst(), let level = Exercise.Tests.Visibility(rawValue: word) else {
      problems.append(.badFence("expected `never`, `rationale` or `all` after `show`", at: line))
      return
    }
    visibility = level
  }

  /// Reads items separated by commas, with or without spaces. An item is one word, or a framework and a release.
  private mutating func list() -> [String] {
    var items: [String] = []
    while let word = words.popFirst() {
      items += word.split(separator: ",").map { String($0) }
      if !word.hasSuffix(","), let last = items.last, Framework.named(last) != nil, let release = words.popFirst() {
        // `sanic 25.12,3.1`: the words after the release can be in the same piece.
        items.removeLast()
        let rest = release.split(separator: ",").map { String($0) }
        items += rest.enumerated().map { $0.offset == 0 ? "\(last) \($0.element)" : $0.element }
        if !release.hasSuffix(","), words.first != ",", words.first?.hasPrefix(",") != true { break }
        continue
      }
      if !word.hasSuffix(","), words.first != ",", words.first?.hasPrefix(",") != true { break }
    }
    if items.isEmpty { problems.append(.badFence("expected a list of words separated by commas", at: line)) }
    return items
  }

  /// Returns the resolvers. As after `under`, a release without a framework is one of the framework before it.
  private mutating func resolvers(_ names: [String]) -> [NamedResolver] {
    var framework = Framework.standard
    return names.compactMap { name in
      let resolver = NamedResolver(name, of: framework)
      if resolver == nil { problems.append(.badFence("`\(name)` is not a known release or mutant", at: line)) }
      if let resolver, resolver.resolver == .release { framework = resolver.release.framework }
      return resolver
    }
  }

  private mutating func known(_ names: [String]) -> [String] {
    for name in names where !AnswerWord.all.contains(name) {
      problems.append(.badFence("`\(name)` is not a statement word", at: line))
    }
    return names
  }
}
