import ArgumentParser
import Classroom
import Glibc
import Rendering
import Workbook

/// How marks are written, whether they were just made or are merged from files.
struct MarkingOptions: ParsableArguments {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json, csv, junit, exercism, gradescope

    var isForOneStudent: Bool { self == .exercism || self == .gradescope }
  }

  @Option(help: "text, json (JSON Lines), csv (a mark book), junit (XML), or, for one student, exercism or gradescope.")
  var format: Format = .text
  @Option(help: "Write to a file, whole or not at all; one that is there is kept.", completion: .file()) var to: String?
  @Flag(help: "Replace the file of --to.") var force = false
  @Option(help: "A CSV that Canvas or Moodle exported: it comes out with the points in it.", completion: .file())
  var fill: String?
  @Option(help: "The column of --fill, or how its title begins, where it is not plain.") var column: String?
  @Option(help: "A folder for a page of feedback for each student.", completion: .directory) var feedback: String?
  @Option(help: "A CSV of the class: whoever handed in nothing is missing.", completion: .file()) var roster: String?
  @Option(help: "A CSV student,exercise,points,reason of points changed by hand.", completion: .file())
  var overrides: String?
  @Option(help: "A CSV student,late: it is shown, and costs nothing.", completion: .file()) var late: String?
  @Flag(help: "Numbers instead of names; --key says which is which.") var anonymous = false
  @Option(help: "The file that --anonymous writes its key to.", completion: .file()) var key: String?

  func validate() throws {
    if fill != nil, anonymous || format != .text {
      throw ValidationError("--fill makes its own format, and needs the names.")
    }
    if column != nil, fill == nil { throw ValidationError("--column goes with --fill.") }
    if anonymous != (key != nil) { throw ValidationError("--anonymous and --key FILE go together.") }
  }

  func lists() throws -> ClassListFiles {
    func read(_ path: String?) throws -> CSVReading? { try path.map { CSVReading(try ScriptFile.bytes($0).get()) } }
    var lists = ClassListFiles()
    lists.hidesNames = anonymous
    lists.roster = try read(roster).map { Roster($0) }
    if let file = try read(overrides) { lists.overrides = Overrides(file) }
    if let file = try read(late) { lists.late = LateList(file) }
    if let row = lists.overrides.brokenRows.first {
      throw FileProblem(
        file: overrides ?? "", slug: "broken-row",
        message: "row \(row) has no student, exercise and whole points up to a million")
    }
    return lists
  }

  /// Says which rows of lists are about nobody: a name that is misspelled there would be lost without a word.
  func noteStrangers(_ students: Set<String>, _ exercises: [String], _ lists: ClassListFiles, _ console: inout Console)
  {
    console.printNotes(
      lists.overrides.strangers(students, Set(exercises)), "in \(overrides ?? "") is the name of no mark")
    console.printNotes(lists.late.strangers(students), "in \(late ?? "") is the name of no student")
  }

  /// Writes marks as they come.
  /// - Parameter work: makes the marks and gives those of each student to its argument, in order.
  func write(
    lesson: String, students: Int, _ console: inout Console, _ work: (([Mark]) -> Void) -> Void
  ) throws {
    guard students <= 1 || !format.isForOneStudent else {
      throw ValidationError("--format \(format.rawValue) is for one student; these are \(students).")
    }
    var output = MarkOutput(self, sheet: try sheet(), lesson: lesson, students: students)
    work { output.take($0) }
    if let problem = output.finish() { throw problem }
    console.printNotes(output.unplaced, "is in no row of \(fill ?? ""), or could be in several")
  }

  private func sheet() throws -> FilledSheet? {
    guard let fill else { return nil }
    let rows = CSVReading(try ScriptFile.bytes(fill).get())
    do {
      return try FilledSheet(rows, column: column)
    } catch {
      throw FileProblem(file: fill, slug: "broken-sheet", message: error.message, help: error.help)
    }
  }
}

extension Console {
  /// Says something of the first of many, beside the marks.
  mutating func printNotes(_ subjects: [String], _ text: String) {
    for subject in subjects.prefix(10) { printError("note: \(subject) \(text)\n") }
    if subjects.count > 10 { printError("note: and \(subjects.count - 10) more\n") }
  }
}
