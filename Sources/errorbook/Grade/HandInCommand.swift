import ArgumentParser
import Exercises
import Lessons
import Marking
import Rendering

/// Runs `errorbook hand-in LESSON`: writes a student's answers from `learn` to one file.
struct HandInCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hand-in", abstract: "Write your answers to a lesson to one file.")

  @Argument(help: "The lesson: a number or name of the course, or a file (.md).") var lesson: String
  @Option(help: "The file to write; default: standard output.", completion: .file()) var to: String?

  func run() throws {
    var console = Console()
    var log = ProgressFile.logReportingProblems(&console)
    let place = try CoursePlace.find(lesson).get()
    switch log.migration(to: place.key, of: place.lesson) {
    case .none: break
    case .proved(let records): log.records += records
    case .doubtful: console.printError("note: \(place.migrationNotice)\n")
    }
    let handIn = HandIn(place.lesson, LessonProgress(in: place.key.text, log))
    defer { console.flush() }
    guard let to else { return console.write(Array(handIn.text.utf8)) }
    if let problem = NewFile.write(Array(handIn.text.utf8), to: to, mayReplace: false) { throw problem }
    console.print("wrote \(to) with your answers to \"\(place.lesson.title)\": \(handIn.contents)\n")
  }
}
