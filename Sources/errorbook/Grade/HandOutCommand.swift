import ArgumentParser
import Assignments
import Diagnostics
import Exercises
import Files
import Lessons
import Marking
import Rendering

/// Runs `errorbook hand-out LESSON --to DIR`: writes the files for students.
struct HandOutCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hand-out", abstract: "Write a lesson for students, without solutions.",
    discussion: """
      errorbook first checks the lesson as `check` does. It writes nothing if the lesson has a problem or if one of the files \
      already exists. Each exercise gets a file of its own. The hand-out omits HTML comments. --variant gives classes and texts other names; the same seed \
      always gives the same names. `grade --variants` uses each student's name as the seed.
      """)

  @Argument(help: "The lesson: a number or name of the course, or a file (.md).") var lesson: String
  @Option(help: "The folder to write to; it is created if it does not exist.", completion: .directory) var to: String
  @Option(help: "The seed of a variant with other names: any text, such as a student's name.") var variant: String?

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
      file: path, slug: "unwritable-file", message: "the file already exists; nothing was written",
      help: "choose another folder, or move the file away")
  }
}
