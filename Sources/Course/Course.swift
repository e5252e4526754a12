/// # Course
///
/// The files of lessons/, embedded in the program at build time. So students need only the program. This target treats them
/// as text; Lessons parses them.

/// A file of the course: a lesson, a script, the course page or a guide.
package struct CourseFile: Sendable, Hashable {
  /// The path below lessons/: `01-the-bug.md`, `guides/marking.md`.
  package var name: String
  package var text: String

  package var isLesson: Bool { number != nil && name.hasSuffix(".md") }

  /// The number at the start of its name, such as `01`. Nil for files that are not lessons.
  package var number: Int? { Int(name.prefix { $0.isASCII && $0.isNumber }) }

  /// The name without number and extension, such as `the-bug`.
  package var slug: String {
    let name = name.hasSuffix(".md") ? name.dropLast(3) : name[...]
    return String(name.drop { $0.isNumber }.drop { $0 == "-" })
  }
}

/// The course.
package enum Course {
  /// All files, sorted by name.
  package static let files: [CourseFile] = EmbeddedFiles.files.map { CourseFile(name: $0.name, text: $0.text) }

  /// The folders of files that are not at the top, sorted by name: `guides/`.
  package static var folders: [String] {
    let folders = files.compactMap { file in file.name.lastIndex(of: "/").map { String(file.name[...$0]) } }
    return Set(folders).sorted()
  }

  /// The lessons, in the order of the course.
  package static var lessons: [CourseFile] { files.filter(\.isLesson) }

  /// The quiz before and after the course. It has no number and is not one of the lessons.
  package static var quiz: CourseFile? { files.first { $0.name == "quiz.md" } }

  /// Returns a lesson by its number, slug or file name: `5`, `the-cache`, `05-the-cache.md`. The quiz is `quiz`.
  package static func lesson(_ name: String) -> CourseFile? {
    (lessons + [quiz].compactMap { $0 }).first { lesson in
      [lesson.name, String(lesson.name.dropLast(3)), lesson.slug].contains(name)
        || (lesson.number != nil && lesson.number == Int(name))
    }
  }

  /// Returns the lesson after this one, or nil for the last lesson.
  package static func next(after lesson: CourseFile) -> CourseFile? {
    guard let index = lessons.firstIndex(of: lesson), index + 1 < lessons.count else { return nil }
    return lessons[index + 1]
  }
}
