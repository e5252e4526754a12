import Diagnostics
import Exercises
import Marking

/// The feedback for one student: a page of Markdown.
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
      // The first message is already above as the reason.
      let message = test.passed == true || test.message == mark.reason ? nil : test.message
      text += "- \(block(test.name)): \(verdict)\(message.map { ". \(plain($0))" } ?? "")\n"
    }
    for warning in mark.warnings { text += "\n\(block(warning))\n" }
    if let late = mark.late { text += "\nHanded in late: \(plain(late))\n" }
    if let reason = mark.overridden { text += "\nThe points were changed by hand: \(plain(reason))\n" }
    return text
  }

  /// Returns the file name of a student's page. Characters that could form a path, an option or a hidden file are escaped.
  package static func fileName(of student: String) -> String {
    var name = ""
    for scalar in student.unicodeScalars {
      let isFit = scalar.isFitForTables && scalar != "/" && scalar != "%"
      name += isFit ? String(scalar) : "%\(String(scalar.value, radix: 16, uppercase: true))"
    }
    if name.hasPrefix(".") || name.hasPrefix("-") || name.isEmpty { name = "%" + name }
    guard name.utf8.count > nameLimit else { return name + ".md" }
    // The name is longer than a file system allows. The limit is in bytes, and one character can have many bytes.
    let end = "%" + Fingerprint.text(of: student) + ".md"
    var start = String.UnicodeScalarView()
    var room = 50
    for scalar in name.unicodeScalars {
      room -= String(scalar).utf8.count
      guard room >= 0 else { break }
      start.append(scalar)
    }
    return String(start) + end
  }

  /// In bytes, without `.md` and the suffix of a temporary file.
  private static let nameLimit = 200

  private static func plain(_ text: String) -> String { MarkdownText(text, startsBlock: false).text }

  private static func block(_ text: String) -> String { MarkdownText(text, startsBlock: true).text }
}

/// A page of feedback whose last line has a fingerprint of the rest. A later run can replace such a page, and recognizes
/// pages that a person wrote or changed.
package struct SealedPage: Sendable {
  package let bytes: [UInt8]

  package init(_ text: String) { bytes = Array((text + Self.seal(text)).utf8) }

  private static func seal(_ text: String) -> String { "\n<!-- errorbook feedback \(Fingerprint.text(of: text)) -->\n" }

  /// Whether a file is such a page and is unchanged.
  package static func isIntact(_ bytes: [UInt8]) -> Bool {
    guard let end = bytes.dropLast().lastIndex(of: .lineFeed) else { return false }
    return SealedPage(String(decoding: bytes[..<end], as: UTF8.self)).bytes == bytes
  }
}
