import Diagnostics
import Exercises
import Foundation
import Lessons
import Testing

/// The lessons of the course in lessons/.
enum CourseLessons {
  static func lesson(_ number: Int) throws -> Lesson {
    let folder = Shell.top + "lessons/"
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    let name = try #require(names.first { $0.hasPrefix(String(format: "%02d-", number)) })
    return Lesson(SourceText(name: name, try String(contentsOfFile: folder + name, encoding: .utf8)))
  }
}
