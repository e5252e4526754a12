import ArgumentParser
import Course
import Diagnostics
import Exercises
import Lessons
import Rendering

/// `errorbook lessons [--to DIR]`: the course that the program carries, as a list or as files.
struct LessonsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lessons", abstract: "List the lessons of the course, or write them out.",
    discussion: """
      The lessons are inside of the program. A file that is there already and differs is kept, unless --force says so.
      Exit status: 0 fine, 2 a file could not be written, 64 wrong usage.
      """)

  @Option(help: "The folder to write them to; it is made where it is missing.", completion: .directory)
  var to: String?

  @Flag(help: "Replace files that differ.")
  var force = false

  func run() throws {
    var console = Console()
    defer { console.flush() }
    guard let to else { return list(&console) }
    if let problem = CourseFolder(to).write(mayReplace: force, &console) { throw problem }
  }

  private func list(_ console: inout Console) {
    let width = Course.lessons.map(\.name.count).max() ?? 0
    for file in Course.lessons {
      let lesson = Lesson(SourceText(name: file.name, file.text))
      console.print(StyledText(file.name, .code).padded(to: width) + " \(lesson.title)\n")
    }
  }
}

/// A folder that the course is written to.
struct CourseFolder {
  private let path: String

  init(_ path: String) { self.path = path.hasSuffix("/") ? path : path + "/" }

  /// - Returns: the first thing that went wrong; nil where every file is there.
  func write(mayReplace: Bool, _ console: inout Console) -> FileProblem? {
    for folder in [path] + Course.folders.map({ path + $0 }) {
      if let problem = NewFile.makeFolder(folder) { return problem }
    }
    for file in Course.files {
      let bytes = Array(file.text.utf8)
      let target = path + file.name
      if case .success(let there) = ScriptFile.bytes(target), there == bytes {
        console.print("\(target) is there already\n")
        continue
      }
      if let problem = NewFile.write(bytes, to: target, mayReplace: mayReplace, hasForce: true) { return problem }
      console.print("wrote \(target)\n")
    }
    return nil
  }
}
