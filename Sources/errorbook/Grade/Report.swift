import ArgumentParser
import Classroom
import Marking
import Rendering

/// Runs `errorbook report FILE...`: merges the marks of several runs of `grade --format json`, or compares two runs.
struct Report: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Merge marks (JSON Lines), or show what a regrade changed.",
    discussion:
      "Exit status: 0 success, 1 --diff found changes, 2 unreadable file or --strict found a problem, 64 wrong usage."
  )

  @Argument(help: "Files from `grade --format json`.", completion: .file()) var files: [String]
  @OptionGroup var marking: MarkingOptions
  @Flag(help: "Show the marks that differ between two files.") var diff = false

  func validate() throws {
    if diff, files.count != 2 { throw ValidationError("--diff expects two files: the old marks and the new marks.") }
  }

  func run() throws {
    var console = Console()
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
