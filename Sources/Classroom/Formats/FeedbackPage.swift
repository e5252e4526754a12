import Exercises
import Lessons

/// What one student gets to read: a page of Markdown.
package struct FeedbackPage {
  package let text: String

  package init(_ marks: [Mark], lesson: String) {
    let points = marks.reduce(0) { $0 + $1.points }
    let possible = marks.reduce(0) { $0 + $1.possible }
    var text = "# \(Self.plain(lesson))\n\n\(points) of \(possible) points.\n"
    for mark in marks { text += Self.section(mark) }
    self.text = text
  }

  private static func section(_ mark: Mark) -> String {
    var text = "\n## \(plain(mark.exercise)): \(mark.status.rawValue), \(mark.points) of \(mark.possible)\n"
    if let reason = mark.reason { text += "\n\(block(reason))\n" }
    if !mark.tests.isEmpty { text += "\n" }
    for test in mark.tests {
      let verdict = test.passed.map { $0 ? "passed" : "not passed" } ?? "\(test.points) of \(test.possible) points"
      text += "- \(block(test.name)): \(verdict)\n"
    }
    for warning in mark.warnings { text += "\n\(block(warning))\n" }
    if let late = mark.late { text += "\nHanded in late: \(plain(late))\n" }
    if let reason = mark.overridden { text += "\nThe points were changed by hand: \(plain(reason))\n" }
    return text
  }

  private static func plain(_ text: String) -> String { MarkdownText(text, startsBlock: false).text }

  private static func block(_ text: String) -> String { MarkdownText(text, startsBlock: true).text }
}
