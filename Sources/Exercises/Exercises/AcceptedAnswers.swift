import Diagnostics

/// An answer of the lesson that passes, as learners see it after they passed.
package struct AcceptedAnswer: Sendable, Hashable {
  /// How it differs from other answers, in a sentence or two: the comment lines at the start of its fence. Empty if there
  /// are none.
  package var difference: String
  /// The statements and the other comments.
  package var code: String
  /// Whether it is the solution of the lesson.
  package var isSolution: Bool

  fileprivate init(_ fence: Lesson.Fence, isSolution: Bool = false) {
    let lines = fence.content.split(separator: "\n", omittingEmptySubsequences: false)
    let comments = lines.prefix { $0.trimmed.hasPrefix("#") }
    difference = comments.map { String($0.trimmed.drop { $0 == "#" }.trimmed) }.joined(separator: " ")
    code = lines.dropFirst(comments.count).joined(separator: "\n")
    self.isSolution = isSolution
  }

  /// The words above its code.
  package var introduction: String {
    if !difference.isEmpty { return difference }
    return isSolution ? "The lesson's answer:" : "Another answer that passes:"
  }

  /// The lines without comments, empty lines and indentation.
  fileprivate static func statements(of code: String) -> [String] {
    code.split { $0.isNewline }.map { String($0.trimmed) }.filter { !$0.isEmpty && !$0.hasPrefix("#") }
  }
}

extension Exercise {
  /// The solution, then the other answers that must pass.
  package var acceptedAnswers: [AcceptedAnswer] {
    (solution.map { [AcceptedAnswer($0, isSolution: true)] } ?? []) + also.map { AcceptedAnswer($0) }
  }

  /// Returns the accepted answers with other statements than this answer.
  package func acceptedAnswers(besides answer: String) -> [AcceptedAnswer] {
    let given = AcceptedAnswer.statements(of: answer)
    return acceptedAnswers.filter { AcceptedAnswer.statements(of: $0.code) != given }
  }
}
