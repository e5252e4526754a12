/// # Course
///
/// In: nothing. Out: the files of lessons/ as they were when the program was built, so that one file is all that a student
/// needs, wherever it is started. What a lesson is, Lessons knows; here they are text with a name.

/// A file of the course: a lesson, a script, the course page or a guide.
package struct CourseFile: Sendable, Hashable {
  /// The path below lessons/: `01-the-bug.md`, `guides/marking.md`.
  package var name: String
  package var text: String

  package var isLesson: Bool { number != nil && name.hasSuffix(".md") }

  /// What it begins with: `01`; nil for files that are no lessons.
  package var number: Int? { Int(name.prefix { $0.isASCII && $0.isNumber }) }

  /// `the-bug`.
  package var slug: String {
    let name = name.hasSuffix(".md") ? name.dropLast(3) : name[...]
    return String(name.drop { $0.isNumber }.drop { $0 == "-" })
  }
}

/// The course.
package enum Course {
  /// Every file, in order of name.
  package static let files: [CourseFile] = EmbeddedFiles.files.map { CourseFile(name: $0.name, text: $0.text) }

  /// The folders of files that are not at the top, in order of name: `guides/`.
  package static var folders: [String] {
    let folders = files.compactMap { file in file.name.lastIndex(of: "/").map { String(file.name[...$0]) } }
    return Set(folders).sorted()
  }

  /// The lessons, in the order in which they are read.
  package static var lessons: [CourseFile] { files.filter(\.isLesson) }

  /// A lesson by its number, its slug, or the name of its file: `5`, `the-cache`, `05-the-cache.md`.
  package static func lesson(_ name: String) -> CourseFile? {
    lessons.first { lesson in
      [lesson.name, String(lesson.name.dropLast(3)), lesson.slug].contains(name) || lesson.number == Int(name)
    }
  }

  /// The one behind a lesson; nil for the last.
  package static func next(after lesson: CourseFile) -> CourseFile? {
    guard let index = lessons.firstIndex(of: lesson), index + 1 < lessons.count else { return nil }
    return lessons[index + 1]
  }
}
