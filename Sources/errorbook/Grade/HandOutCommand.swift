import ArgumentParser
import Classroom
import Diagnostics
import Exercises
import Files
import Lessons
import Marking
import Rendering

/// `errorbook hand-out LESSON --to DIR`: what students get.
struct HandOutCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hand-out", abstract: "Write out a lesson for students: no solutions, and a file for each exercise.",
    discussion: """
      The lesson is checked first, as `check` does, and nothing is written while it has a problem, or while one of the files
      exists already. HTML comments of the page are yours and are left out. --variant gives the classes and texts other names, the same for the same
      seed; `grade --variants` takes the name of each student for the seed.
      """)

  @Argument(help: "The lesson: a number or name of the course, or a file (.md).") var lesson: String
  @Option(help: "The folder to write to; it is created if it is missing.", completion: .directory) var to: String
  @Option(help: "Any text, such as the name of a student: the names of this one's lesson.") var variant: String?

  func run() throws {
    var console = Console()
    defer { console.flush() }
    let place = try CoursePlace.find(lesson).get()
    let handOut = HandOut(place.lesson, name: place.name, variant: variant.map { Variant($0) })
    let problems = handOut.problems + place.brokenLinks
    guard problems.isEmpty else {
      for problem in problems { console.printError(problem.text(in: place.lesson.text.name)) }
      throw Status.error.exitCode
    }
    let files = handOut.files.map { (path: Folder.path(to, $0.name), bytes: Array($0.text.utf8)) }
    try FileUses(reading: [lesson]).refuse(files.map { ("--to", $0.path) })
    let taken = files.map(\.path).filter(Folder.isTaken)
    guard taken.isEmpty else {
      for path in taken { console.printProblem(Self.taken(path)) }
      throw Status.error.exitCode
    }
    if let problem = NewFile.writeAll(files, in: to) { throw problem }
    for file in files { console.print("wrote \(file.path)\n") }
  }

  private static func taken(_ path: String) -> FileProblem {
    FileProblem(
      file: path, slug: "unwritable-file", message: "there is a file of this name already; nothing was written",
      help: "choose another folder, or move the file away")
  }
}
