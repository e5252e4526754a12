import Diagnostics
import Exercises

/// # Fence words
///
/// A hand-out leaves out the fences that it knows. A typing error must not publish a solution, so words that are nearly those
/// of errorbook are problems, wherever the fence is.
extension Lesson.Fence {
  /// The words after `errorbook` of a fence that belongs to an exercise.
  static let roles = ["exercise", "tests", "solution", "also", "wrong", "answer"]

  /// What is wrong with the words of the fence; nil if they are right, or have nothing to do with errorbook.
  package func problemOfWords(exercises: Set<String>) -> LessonProblem? {
    Self.suggestion(for: words, exercises).map { suggestion in
      .unknownFence(words.joined(separator: " "), suggestion: suggestion, at: line)
    }
  }

  /// The words that were probably meant; empty if nobody knows, nil if the words are right or not errorbook's.
  static func suggestion(for words: [String], _ exercises: Set<String>) -> String? {
    guard let first = words.first else { return nil }
    let rest = words.dropFirst()
    if first == "errorbook" { return suggestion(afterErrorbook: rest) }
    let hasOurName = isNearly("errorbook", first) || joinedWords(first) != nil
    if hasOurName || rest.dropLast().contains(where: { isNearly("errorbook", $0) }) { return corrected(words) }
    if first == "output" || first == "mermaid" { return nil }
    // `eb solution NAME`: a role right before the name of an exercise is ours, whatever stands before both.
    if let place = rest.indices.dropLast().first(where: {
      roles.contains(words[$0]) && exercises.contains(words[$0 + 1])
    }) {
      return corrected(words[place...])
    }
    if rest.isEmpty, isNearly("output", first) { return "output" }
    if let suggestion = joinedRole(first, exercises) { return suggestion }
    // A role without a name of an exercise after it: `solution`, `Solution 2`.
    if !["hint", "tests"].contains(first), !exercises.contains(rest.first ?? ""),
      nearestName(to: withoutSigns(first), among: roles) != nil
    {
      return corrected(words)
    }
    // `solution NAME`, `hnit NAME`: other words before the name of an exercise are somebody else's.
    guard let name = rest.first, exercises.contains(name), !["hint", "tests"].contains(first),
      let meant = nearestName(to: first, among: ["hint"] + roles)
    else { return nil }
    return (["hint", "tests"].contains(meant) ? [] : ["errorbook"]).appending(meant, rest)
  }

  private static func suggestion(afterErrorbook rest: ArraySlice<String>) -> String? {
    guard let role = rest.first else { return nil }
    if roles.contains(role) || (role == "predict" && rest.count == 1) { return nil }
    guard let meant = nearestName(to: role, among: roles + ["predict", "hint"]) else { return "" }
    if meant == "predict" { return "errorbook predict" }
    return (meant == "hint" ? [] : ["errorbook"]).appending(meant, rest.dropFirst())
  }

  /// The words in the order and spelling of errorbook: its own name, a role, and what follows the role.
  private static func corrected(_ words: some Sequence<String>) -> String {
    let rest = words.flatMap { joinedWords($0) ?? [withoutSigns($0)] }.filter { !isNearly("errorbook", $0) }
    guard let place = rest.firstIndex(where: { nearestName(to: $0, among: roles) != nil }),
      let role = nearestName(to: rest[place], among: roles)
    else { return (["errorbook"] + rest).joined(separator: " ") }
    return ["errorbook"].appending(role, rest[(place + 1)...])
  }

  /// The words behind `errorbook` where signs join them to one: `errorbook-solution`.
  private static func joinedWords(_ word: String) -> [String]? {
    let parts = word.split { !$0.isLetter }.map { String($0) }
    if parts.count == 1, let role = roleAfterName(in: parts[0]) { return [role] }
    guard parts.count > 1, isNearly("errorbook", parts[0]), nearestName(to: parts[1], among: roles) != nil else {
      return nil
    }
    return Array(parts.dropFirst())
  }

  /// What `solution-pay` or `pay_solution` means; nil for other words.
  private static func joinedRole(_ word: String, _ exercises: Set<String>) -> String? {
    let word = withoutSigns(word)
    for place in word.indices where !word[place].isLetter && !word[place].isNumber {
      let (before, after) = (String(word[..<place]), String(word[word.index(after: place)...]))
      if let role = nearestName(to: before, among: roles), exercises.contains(withoutSigns(after)) {
        return "errorbook \(role) \(withoutSigns(after))"
      }
      if let role = nearestName(to: after, among: roles), exercises.contains(withoutSigns(before)) {
        return "errorbook \(role) \(withoutSigns(before))"
      }
    }
    return nil
  }

  /// The role of `errorbooksolution`.
  private static func roleAfterName(in word: String) -> String? {
    guard word.count <= longestJoinedWord, word.count > 10 else { return nil }
    for length in 7..<word.count - 3 where isNearly("errorbook", String(word.prefix(length))) {
      if let role = roles.first(where: { $0 == word.dropFirst(length).lowercased() }) { return role }
    }
    return nil
  }

  private static let longestJoinedWord = 24

  /// A word without braces, dots or commas around it.
  private static func withoutSigns(_ word: String) -> String {
    func isSign(_ character: Character) -> Bool { !character.isLetter && !character.isNumber }
    return String(word.drop(while: isSign).reversed().drop(while: isSign).reversed())
  }

  /// Whether a word is another one with a typing error, another case, or signs around it.
  fileprivate static func isNearly(_ word: String, _ found: String) -> Bool {
    let letters = found.drop { !$0.isLetter }.prefix { $0.isLetter || $0 == "-" || $0 == "_" }.filter(\.isLetter)
    return nearestName(to: letters, among: [word]) != nil
  }
}

extension [String] {
  fileprivate func appending(_ word: String, _ rest: ArraySlice<String>) -> String {
    (self + [word] + rest).joined(separator: " ")
  }
}

extension Lesson {
  /// Tests and answers where fences are not looked for: indented, in a quote or in a list. Nobody runs them, and a hand-out,
  /// which leaves out the fences that it sees, would give them away. Comments may have any.
  package var unseenFences: [LessonProblem] {
    var problems: [LessonProblem] = []
    var fences = fences[...]
    let names = Set(exercises.map(\.name))
    let comments = Comments(of: self).lines
    for line in 1...max(1, text.lineCount) {
      while let fence = fences.first, fence.endLine < line { fences.removeFirst() }
      if let fence = fences.first, fence.line <= line { continue }
      guard !comments.contains(line), let span = text.spanOfLine(line),
        let words = Self.wordsOfFence(text.text(span), names)
      else { continue }
      problems.append(.unseen(words, at: line))
    }
    return problems
  }

  /// The words of the fence that a line would begin at the left margin, if it would belong to an exercise.
  private static func wordsOfFence(_ line: String, _ exercises: Set<String>) -> String? {
    let start = line.drop { !$0.isLetter && $0 != "`" && $0 != "~" }
    let words = Fence.words(of: start.drop { !$0.isLetter })
    guard start.hasPrefix("```") || start.hasPrefix("~~~") else {
      return isMistypedFence(line, words, exercises) ? words.joined(separator: " ") : nil
    }
    let isPart = words.count > 1 && (words[0] == "tests" || (words[0] == "errorbook" && words[1] != "predict"))
    return isPart || Fence.suggestion(for: words, exercises) != nil ? words.joined(separator: " ") : nil
  }

  /// Whether a line has the words of a fence after other marks: two backticks, accents, quotes.
  private static func isMistypedFence(_ line: String, _ words: [String], _ exercises: Set<String>) -> Bool {
    guard words.count > 2, exercises.contains(words[2]), Fence.isNearly("errorbook", words[0]),
      nearestName(to: words[1], among: Fence.roles) != nil,
      let mark = line.first(where: { !" \t>*+-.)0123456789".contains($0) })
    else { return false }
    // A span of code in a sentence ends on its line.
    return !mark.isLetter && line.drop { !$0.isLetter }.allSatisfy { $0 != "`" }
  }
}

extension LessonProblem {
  fileprivate static func unseen(_ words: String, at line: Int) -> Self {
    Self(
      "unseen-fence", at: line, "this `\(words)` is not seen, since it does not start at the left margin",
      help: "move the fence there, out of quotes and lists: `hand-out` leaves out only what it sees")
  }
}
