import Diagnostics
import Exercises
import Files
import Lessons

extension CoursePlace {
  /// The links of a lesson that lead nowhere. A lesson of the course is inside of the program, and its links are tested.
  var brokenLinks: [LessonProblem] { file == nil ? LinkCheck(lesson).problems : [] }
}

/// Whether the files and places that a lesson links to are there. Addresses on the network are not visited.
struct LinkCheck {
  private(set) var problems: [LessonProblem] = []
  private let lesson: Lesson
  /// The anchors of files that were read.
  private var anchors: [String: Set<String>] = [:]

  init(_ lesson: Lesson) {
    self.lesson = lesson
    for link in lesson.links {
      guard let place = link.place else { continue }
      check(link, place.file, place.anchor)
    }
  }

  private mutating func check(_ link: Lesson.Link, _ file: String, _ anchor: String?) {
    let path = file.isEmpty ? lesson.text.name : Self.path(of: file, from: lesson.text.name)
    guard exists(path) else {
      problems.append(.brokenLink(link.target, "there is no such file", at: link.line))
      return
    }
    guard let anchor, path.hasSuffix(".md") else { return }
    if anchors[path] == nil {
      guard case .success(let source) = ScriptFile.read(path) else { return }
      anchors[path] = Lesson(source).anchors
    }
    if anchors[path]?.contains(anchor) != true {
      problems.append(.brokenLink(link.target, "no heading there has that name", at: link.line))
    }
  }

  /// A relative link, from the file that it stands in; `%20` and the like stand for what they say.
  private static func path(of link: String, from file: String) -> String {
    let folder = file.lastIndex(of: "/").map { String(file[...$0]) } ?? ""
    var bytes: [UInt8] = []
    var rest = Array(link.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16), code != 0
      {
        bytes.append(code)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return folder + String(decoding: bytes, as: UTF8.self)
  }
}
