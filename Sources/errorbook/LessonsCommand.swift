import ArgumentParser
import Course
import Diagnostics
import Exercises
import Lessons
import OperatingSystem
import Prompt
import Rendering

/// Runs `errorbook lessons [--to DIR]`: lists the built-in lessons with the learner's progress, or writes them to files.
struct LessonsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lessons",
    abstract: "List the lessons with your progress, or save them.",
    discussion: """
      `errorbook progress` also shows the exercises. The lessons are built into the program. An existing file that differs is replaced only with --force.
      Exit status: 0 success, 2 a file could not be written, 64 wrong usage.
      """)

  @Option(help: "The folder to write to; it is created if it does not exist.", completion: .directory)
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
    let progress = CourseProgress(CoursePlace.courseLessons, ProgressFile.logReportingProblems(&console))
    console.print(progress.fileList(columns: StandardStream.output.isTerminal ? Console.columns : nil))
    console.print(progress.nextLine(command: "errorbook learn"))
  }
}

/// The folder to which the course is written.
struct CourseFolder {
  private let path: String

  init(_ path: String) { self.path = path.hasSuffix("/") ? path : path + "/" }

  /// Writes all files of the course.
  /// - Returns: the first problem, or nil if every file exists.
  func write(mayReplace: Bool, _ console: inout Console) -> FileProblem? {
    for folder in [path] + Course.folders.map({ path + $0 }) {
      if let problem = NewFile.makeFolder(folder) { return problem }
    }
    // If a file has another content, nothing is written.
    let files = Course.files.map { file -> (target: String, bytes: [UInt8], old: [UInt8]?) in
      let target = path + file.name
      guard case .success(let old) = ScriptFile.bytes(target) else { return (target, Array(file.text.utf8), nil) }
      return (target, Array(file.text.utf8), old)
    }
    if !mayReplace, let changed = files.first(where: { $0.old != nil && $0.old != $0.bytes }) {
      return NewFile.write(changed.bytes, to: changed.target, mayReplace: false, hasForce: true)
    }
    for (target, bytes, old) in files {
      if old == bytes {
        console.print("\(target) is up to date\n")
        continue
      }
      if let problem = NewFile.write(bytes, to: target, mayReplace: mayReplace, hasForce: true) { return problem }
      console.print("wrote \(target)\n")
    }
    return nil
  }
}
