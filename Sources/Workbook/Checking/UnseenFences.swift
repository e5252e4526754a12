import Diagnostics

extension Lesson {
  /// Tests and answers that stand where fences are not looked for: behind a margin, in a quote, a list or a comment. Nobody runs
  /// them, and a hand-out, which leaves out what it sees, would give them away.
  package var unseenFences: [LessonProblem] {
    var problems: [LessonProblem] = []
    var fences = fences[...]
    for line in 1...max(1, text.lineCount) {
      while let fence = fences.first, fence.endLine < line { fences.removeFirst() }
      if let fence = fences.first, fence.line <= line { continue }
      guard let span = text.spanOfLine(line), let role = Self.role(ofFence: text.text(span)) else { continue }
      problems.append(.unseen(role, at: line))
    }
    return problems
  }

  /// What a line would begin if it stood at the left margin.
  private static func role(ofFence line: String) -> String? {
    let marks = line.drop { " \t>*+-.)0123456789".contains($0) }
    guard marks.hasPrefix("```") || marks.hasPrefix("~~~") else { return nil }
    let words = marks.drop { $0 == "`" || $0 == "~" }.split { " =\t\r".contains($0) }
    if words.first == "tests", words.count > 1 { return "tests" }
    guard words.first == "errorbook", words.count > 2 else { return nil }
    return ["tests", "solution", "also", "wrong"].first { $0 == words[1] }
  }
}

extension LessonProblem {
  fileprivate static func unseen(_ role: String, at line: Int) -> Self {
    Self(
      "unseen-fence", at: line, "this `\(role)` is not seen, since it does not stand at the left margin",
      help: "move the fence there, out of quotes, lists and comments: `hand-out` leaves out only what it sees")
  }
}
