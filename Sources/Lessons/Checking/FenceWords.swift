import Diagnostics
import Exercises

/// # Fence words
///
/// A hand-out leaves out the fences that errorbook knows. A typing error must not publish a solution. So words that are
/// similar to errorbook's own are reported, wherever the fence is.
extension Lesson.Fence {
  /// The words after `errorbook` of a fence that belongs to an exercise.
  static let roles = ["exercise", "tests", "solution", "also", "wrong", "answer"]

  /// Returns the problem with the words of the fence; nil if they are right or have nothing to do with errorbook.
  package func problemOfWords(exercises: Set<String>) -> LessonProblem? {
    Self.suggestion(for: words, exercises).map { suggestion in
      .unknownFence(words.joined(separator: " "), suggestion: suggestion, at: line)
    }
  }

  /// Returns the likely intended words; empty if unknown, nil if the words are right or not errorbook's.
  static func suggestion(for words: [String], _ exercises: Set<String>) -> String? {
    guard let first = words.first else { return nil }
    let rest = words.dropFirst()
    if first == "errorbook" { return suggestion(afterErrorbook: rest) }
    let hasOurName = isNearly("errorbook", first) || joinedWords(first) != nil
    if hasOurName || rest.dropLast().contains(where: { isNearly("errorbook", $0) }) { return corrected(words) }
    if ["output", "mermaid", "reasons", Essay.word].contains(first) { return nil }
    // A model answer with a typing error in its first word would be published.
    if rest.count == 1, isNearly(Essay.word, first) { return "\(Essay.word) \(rest.joined())" }
    // `eb solution NAME`: a role directly before the name of an exercise is errorbook's, whatever comes before it.
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
    // `solution NAME`, `hnit NAME`: any other word before the name of an exercise is not errorbook's.
    guard let name = rest.first, exercises.contains(name), !["hint", "tests"].contains(first),
      let meant = nearestName(to: first, among: ["hint"] + roles)
    else { return nil }
    return (["hint", "tests"].contains(meant) ? [] : ["errorbook"]).appending(meant, rest)
  }

  private static func suggestion(afterErrorbook rest: ArraySlice<String>) -> String? {
    guard let role = rest.first else { return nil }
    if role == Essay.word { return rest.joined(separator: " ") }
    if roles.contains(role) || Lesson.Cell.isCell(["errorbook"] + rest) { return nil }
    if role == "quiz" { return "errorbook quiz NAME" }
    guard let meant = nearestName(to: role, among: roles + Lesson.Cell.options + ["hint"]) else { return "" }
    if Lesson.Cell.options.contains(meant) { return "errorbook \(meant)" }
    return (meant == "hint" ? [] : ["errorbook"]).appending(meant, rest.dropFirst())
  }

  /// Returns the words in errorbook's order and spelling: `errorbook`, a role, and the words after the role.
  private static func corrected(_ words: some Sequence<String>) -> String {
    let rest = words.flatMap { joinedWords($0) ?? [withoutSigns($0)] }.filter { !isNearly("errorbook", $0) }
    guard let place = rest.firstIndex(where: { nearestName(to: $0, among: roles) != nil }),
      let role = nearestName(to: rest[place], among: roles)
    else { return (["errorbook"] + rest).joined(separator: " ") }
    return ["errorbook"].appending(role, rest[(place + 1)...])
  }

  /// Returns the words after `errorbook` if punctuation joins them to one word: `errorbook-solution`.
  private static func joinedWords(_ word: String) -> [String]? {
    let parts = word.split { !$0.isLetter }.map { String($0) }
    if parts.count == 1, let role = roleAfterName(in: parts[0]) { return [role] }
    guard parts.count > 1, isNearly("errorbook", parts[0]), nearestName(to: parts[1], among: roles) != nil else {
      return nil
    }
    return Array(parts.dropFirst())
  }

  /// Returns the words meant by `solution-pay` or `pay_solution`; nil for other words.
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

  /// Returns the role in `errorbooksolution`.
  private static func roleAfterName(in word: String) -> String? {
    guard word.count <= longestJoinedWord, word.count > 10 else { return nil }
    for length in 7..<word.count - 3 where isNearly("errorbook", String(word.prefix(length))) {
      if let role = roles.first(where: { $0 == word.dropFirst(length).lowercased() }) { return role }
    }
    return nil
  }

  private static let longestJoinedWord = 24

  /// Returns a word without braces, dots, commas and the like around it.
  private static func withoutSigns(_ word: String) -> String {
    func isSign(_ character: Character) -> Bool { !character.isLetter && !character.isNumber }
    return String(word.drop(while: isSign).reversed().drop(while: isSign).reversed())
  }

  /// Whether a word is another one with a typing error, different case, or punctuation around it.
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
  /// Fences of tests and answers that errorbook does not recognize, because they are indented, in a quote or in a list.
  /// They never run, and a hand-out would include them. Comments may contain anything.
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

  /// Returns the fence words in a line if the line, moved to the left margin, would belong to an exercise.
  private static func wordsOfFence(_ line: String, _ exercises: Set<String>) -> String? {
    let start = line.drop { !$0.isLetter && $0 != "`" && $0 != "~" }
    let words = Fence.words(of: start.drop { !$0.isLetter })
    guard start.hasPrefix("```") || start.hasPrefix("~~~") else {
      return isMistypedFence(line, words, exercises) ? words.joined(separator: " ") : nil
    }
    let isPart =
      words.count > 1
      && (words[0] == "tests" || words[0] == Essay.word
        || (words[0] == "errorbook" && !Lesson.Cell.options.contains(words[1])))
    return isPart || Fence.suggestion(for: words, exercises) != nil ? words.joined(separator: " ") : nil
  }

  /// Whether a line has the words of a fence after other marks: two backticks, acute accents or quotes.
  private static func isMistypedFence(_ line: String, _ words: [String], _ exercises: Set<String>) -> Bool {
    guard words.count > 2, exercises.contains(words[2]), Fence.isNearly("errorbook", words[0]),
      nearestName(to: words[1], among: Fence.roles) != nil,
      let mark = line.first(where: { !" \t>*+-.)0123456789".contains($0) })
    else { return false }
    // A code span in a sentence ends on the same line.
    return !mark.isLetter && line.drop { !$0.isLetter }.allSatisfy { $0 != "`" }
  }
}

extension LessonProblem {
  fileprivate static func unseen(_ words: String, at line: Int) -> Self {
    Self(
      "unseen-fence", at: line, "this `\(words)` is ignored, because it does not start at the left margin",
      help: "move the fence to the left margin, out of quotes and lists: otherwise `hand-out` gives it to students")
  }
}
