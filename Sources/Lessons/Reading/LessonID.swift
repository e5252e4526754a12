import CMarkGFM
import Diagnostics
import Exercises

/// The id of a lesson: `<!-- errorbook id: my-course/first-steps -->`, a comment on a line of its own that a page does not
/// show. Progress is stored under it. So a lesson with an id can be moved and renamed, and two lessons can have the same
/// file name.
extension Lesson {
  /// Returns the comment that gives a lesson this id.
  package static func idComment(_ id: String) -> String { "\(begin) \(id) -->\n" }

  struct IDComment {
    var line: Int
    /// Nil if the text is not a valid id.
    var id: String?
  }

  private static let begin = "<!-- errorbook id:"

  static func idComments(of text: SourceText) -> [IDComment] {
    // Most lessons have no id, so parsing them as Markdown would be wasted time.
    guard text.bytes.contains(UInt8(ascii: "<")), String(decoding: text.bytes, as: UTF8.self).contains(begin) else {
      return []
    }
    return Markdown.parse(text) { document in
      Markdown.blocks(of: document).compactMap { block in
        guard cmark_node_get_type(block) == CMARK_NODE_HTML_BLOCK, let literal = cmark_node_get_literal(block) else {
          return nil
        }
        return Self.comment(String(cString: literal), at: Int(cmark_node_get_start_line(block)))
      }
    } ?? []
  }

  private static func comment(_ html: String, at line: Int) -> IDComment? {
    guard html.hasPrefix(begin) else { return nil }
    guard let end = html.firstRange(of: "-->") else { return IDComment(line: line) }
    let words = html[..<end.lowerBound].dropFirst(begin.count).split(whereSeparator: \.isWhitespace)
    guard words.count == 1, words[0].utf8.count <= 100, words[0].utf8.allSatisfy(isOfID) else {
      return IDComment(line: line)
    }
    return IDComment(line: line, id: String(words[0]))
  }

  private static func isOfID(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: [UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "/")].contains(byte)
    }
  }

  /// Problems with the ids of the lesson.
  var idProblems: [LessonProblem] {
    let comments = Self.idComments(of: text)
    let unreadable = comments.filter { $0.id == nil }.map { LessonProblem.badID(at: $0.line) }
    guard let first = comments.first(where: { $0.id != nil }) else { return unreadable }
    let more = comments.filter { $0.id != nil && $0.line > first.line }
    return unreadable + more.map { LessonProblem.secondID(at: $0.line, first: first.line) }
  }

  /// Returns the problem of a lesson whose id another file already has.
  /// - Parameter file: the other file.
  fileprivate func duplicateID(of file: String) -> LessonProblem {
    let line = Self.idComments(of: text).first { $0.id != nil }?.line ?? 1
    return LessonProblem(
      "duplicate-id", at: line, "the lesson \(file) already has this id",
      help: "give each lesson its own id: answers are stored under it")
  }
}

/// The ids of the lessons that one run checks, each with the first file that has it.
package struct KnownLessonIDs: Sendable {
  private var files: [String: String] = [:]

  package init() {}

  /// Adds the id of a lesson, and returns a problem if another file already has it.
  package mutating func add(_ lesson: Lesson) -> LessonProblem? {
    guard let id = lesson.id else { return nil }
    let first = files[id, default: lesson.text.name]
    files[id] = first
    return first == lesson.text.name ? nil : lesson.duplicateID(of: first)
  }
}

extension LessonProblem {
  fileprivate static func badID(at line: Int) -> Self {
    Self(
      "bad-id", at: line, "this comment has no valid id",
      help: "write `<!-- errorbook id: my-course/first-steps -->`: letters, digits and `-_./`, no spaces")
  }

  fileprivate static func secondID(at line: Int, first: Int) -> Self {
    Self(
      "second-id", at: line, "the lesson already has an id in line \(first)", help: "remove one of the two comments")
  }
}
