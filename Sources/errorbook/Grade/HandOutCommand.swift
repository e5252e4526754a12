import ArgumentParser
import Classroom
import Rendering
import Workbook

/// `errorbook hand-out LESSON --to DIR`: what students get.
struct HandOutCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hand-out", abstract: "Write out a lesson for students: no solutions, and a file for each exercise.",
    discussion: """
      Files that are there are never replaced. --variant gives the classes and texts other names, the same for the same
      seed; `grade --variants` takes the name of each student for the seed.
      """)

  @Argument(help: "The lesson: a number or name of the course, or a file (.md).") var lesson: String
  @Option(help: "The folder to write to; it is made where it is missing.", completion: .directory) var to: String
  @Option(help: "Any text, such as the name of a student: the names of this one's lesson.") var variant: String?

  func run() throws {
    var console = Console()
    defer { console.flush() }
    let place = try CoursePlace.find(lesson).get()
    let handOut = HandOut(place.lesson, name: place.name, variant: variant.map { Variant($0) })
    guard handOut.problems.isEmpty else {
      for problem in handOut.problems { console.printError(problem.text(in: place.lesson.text.name)) }
      throw Status.error.exitCode
    }
    if let problem = NewFile.makeFolder(to) { throw problem }
    for file in handOut.files {
      let path = Folder.path(to, file.name)
      if let problem = NewFile.write(Array(file.text.utf8), to: path, mayReplace: false) { throw problem }
      console.print("wrote \(path)\n")
    }
  }
}
