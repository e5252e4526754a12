import Diagnostics
import Exercises

/// Checks that the files and headings that a lesson links to exist. Web addresses are not visited.
package struct LinkCheck {
  package private(set) var problems: [LessonProblem] = []
  private let lesson: Lesson
  private let exists: (String) -> Bool
  private let read: (String) -> SourceText?
  /// The anchors of the files read so far.
  private var anchors: [String: Set<String>] = [:]

  /// - Parameters:
  ///   - exists: returns whether there is a file at a path.
  ///   - read: returns the text at a path; nil if it cannot be read.
  package init(_ lesson: Lesson, exists: @escaping (String) -> Bool, read: @escaping (String) -> SourceText?) {
    self.lesson = lesson
    self.exists = exists
    self.read = read
    for link in lesson.links {
      guard let place = link.place else { continue }
      check(link, place.file, place.anchor)
    }
  }

  private mutating func check(_ link: Lesson.Link, _ file: String, _ anchor: String?) {
    let path = file.isEmpty ? lesson.text.name : Lesson.Link.path(of: file, from: lesson.text.name)
    guard exists(path) else {
      problems.append(.brokenLink(link.target, "there is no such file", at: link.line))
      return
    }
    guard let anchor, path.hasSuffix(".md") else { return }
    if anchors[path] == nil {
      guard let source = read(path) else { return }
      anchors[path] = Lesson(source).anchors
    }
    if anchors[path]?.contains(anchor) != true {
      problems.append(.brokenLink(link.target, "the file has no heading with that name", at: link.line))
    }
  }
}
