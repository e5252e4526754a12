import ArgumentParser
import Classroom
import Exercises
import Marking
import Rendering

/// Runs `errorbook report FILE...`: merges the marks of several runs of `grade --format json`, compares two runs, or writes the
/// answers of a class to the quiz.
struct Report: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Merge or compare marks, or list answers to the quiz.",
    discussion: """
      With --quiz, the files are pages from `errorbook hand-in quiz`, or a folder with them. The output is a CSV table with a \
      row for each student and round. Standard error has the number of right answers to each question.
      Exit status: 0 success, 1 --diff found changes, 2 unreadable file or --strict found a problem, 64 wrong usage.
      """
  )

  @Argument(help: "Files from `grade --format json`; with --quiz, pages or folders of students.", completion: .file())
  var files: [String]
  @OptionGroup var marking: MarkingOptions
  @Flag(help: "Show the marks that differ between two files.") var diff = false
  @Flag(help: "Write the answers to the quiz as CSV.") var quiz = false
  @Option(help: "The lesson with the quiz (.md); default: the quiz of the course.", completion: .file())
  var lesson: String?

  func validate() throws {
    if quiz, diff { throw ValidationError("--quiz and --diff cannot be used together.") }
    if quiz, marking.refusedByQuiz {
      throw ValidationError("--quiz writes CSV. Of the other options, only --to, --force, --roster and --strict apply.")
    }
    if lesson != nil, !quiz { throw ValidationError("--lesson needs --quiz.") }
    if diff, files.count != 2 { throw ValidationError("--diff expects two files: the old marks and the new marks.") }
  }

  func run() throws {
    var console = Console()
    if quiz { return try writeQuiz(&console) }
    let uses = FileUses(reading: files + marking.inputs)
    try uses.refuse(marking.outputs)
    var lists = try marking.lists()
    let read = try files.map { try Self.marks(in: $0) }
    if diff {
      // Old and new marks may name a student differently; the roster says who is who.
      let classes = read.map { MergedMarks([$0], lists.roster, rosterName: lists.rosterName) }
      try marking.report(classes.flatMap(\.faults).unique, &console)
      return try showDifference(classes[0].marks, classes[1].marks, &console)
    }
    let merged = MergedMarks(read, lists.roster, rosterName: lists.rosterName)
    var faults = merged.faults + lists.resolve(students: merged.students.map(\.student), possible: merged.possible)
    let marked = merged.students.filter { student in FilledSheet.hasPoints(student.marks.map(lists.applied)) }
    faults += try marking.faultsOfSheet(marked.map(\.student))
    try marking.report(faults, &console)
    let names = Dictionary(merged.students.map { ($0.student, $0.names) }) { first, _ in first }
    let key = try marking.keyFile(merged.students.map(\.student), names: names, &console)
    let students = merged.students.sorted { (key?.key).precedes($0.student, $1.student) }
    try marking.write(lesson: "marks", students: students.map(\.student), key: key, uses, &console) { take in
      take(students.map { $0.marks.map(lists.applied) })
    }
  }

  private func writeQuiz(_ console: inout Console) throws {
    let uses = FileUses(reading: files + marking.inputs + [lesson].compactMap { $0 })
    try uses.refuse(marking.outputs)
    let place = try CoursePlace.find(lesson ?? "quiz").get()
    let quiz = Quiz(place.lesson)
    guard !quiz.items.isEmpty else {
      throw FileProblem(
        file: lesson ?? "quiz", slug: "no-lesson", message: "this lesson has no quiz",
        help: "a question of a quiz is a cell `errorbook quiz NAME`")
    }
    let report = QuizReport(
      quiz, try files.map { try SubmissionFiles.tree(at: $0).get() }, try marking.lists(), SubmissionFiles.reader)
    try marking.report(report.faults, &console)
    if let to = marking.to {
      if let problem = NewFile.write(report.csv, to: to, mayReplace: marking.force, hasForce: true) { throw problem }
    } else {
      console.write(report.csv)
      console.flush()
    }
    console.printError(report.summary)
  }

  private func showDifference(_ old: [Mark], _ new: [Mark], _ console: inout Console) throws {
    let changes = MarkDifference(from: old, to: new)
    for line in changes.lines { console.printWithoutCommands(line) }
    console.print(changes.summary)
    console.flush()
    if !changes.lines.isEmpty { throw Status.failed.exitCode }
  }

  private static func marks(in path: String) throws -> [Mark] {
    let bytes = try ScriptFile.bytes(path).get()
    do throws(JSONMarks.BrokenLine) {
      return try JSONMarks.marks(in: bytes)
    } catch {
      throw FileProblem(
        file: path, slug: "broken-marks", message: "line \(error.line) is not a mark of this schema")
    }
  }
}
