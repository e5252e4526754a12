import ArgumentParser
import Classroom
import Exercises
import Files
import Lessons
import Rendering

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
  @Option(
    help: "The key of --anonymous (CSV). Students who are in the file keep their numbers; others are added to it.",
    completion: .file())
  var key: String?
  @Flag(help: "Stop before the marks if a list, a name or a file does not fit the class.") var strict = false

  func validate() throws {
    if fill != nil, anonymous || format != .text {
      throw ValidationError("--fill makes its own format, and needs the names.")
    }
    if column != nil, fill == nil { throw ValidationError("--column goes with --fill.") }
    if anonymous != (key != nil) { throw ValidationError("--anonymous and --key FILE go together.") }
  }

  /// The files that are read or written beside the submissions.
  var files: [String?] { [to, fill, roster, overrides, late, key] }

  func lists() throws -> ClassListFiles {
    var lists = ClassListFiles()
    if let roster {
      lists.roster = Roster(try Self.read(roster), name: roster)
      lists.rosterName = roster
    }
    if let overrides {
      lists.overrides = try Self.list(overrides) { file throws(ListProblem) in try Overrides(file, name: overrides) }
    }
    if let late {
      lists.late = try Self.list(late) { file throws(ListProblem) in try LateList(file, name: late) }
    }
    return lists
  }

  private static func read(_ path: String) throws -> CSVReading { CSVReading(try ScriptFile.bytes(path).get()) }

  private static func list<List>(_ path: String, _ make: (CSVReading) throws(ListProblem) -> List) throws -> List {
    do {
      return try make(read(path))
    } catch let problem as ListProblem {
      throw FileProblem(file: path, slug: "broken-row", message: problem.message)
    }
  }

  /// Says what about a class cannot be trusted, before its marks; `--strict` ends there.
  func report(_ faults: [ClassFault], _ console: inout Console) throws {
    guard let summary = faults.summary else { return }
    // Each fault may have a name, which an anonymous marking does not show.
    if !anonymous { for fault in faults { console.printError("note: \(fault.text)\n") } }
    let hint = strict ? "" : "; --strict stops here"
    console.printError("note: before the marks: \(summary)\(hint)\n")
    if strict { throw Status.error.exitCode }
  }

  /// The numbers of students, for marks without names: the key is written before any mark, so that no mark is ever without
  /// it. Nil if marks have names.
  func anonymousKey(_ students: [String], _ lists: ClassListFiles) throws -> AnonymousKey? {
    guard anonymous, let path = key else { return nil }
    let isThere = Folder.isTaken(path)
    let old = isThere ? try ScriptFile.bytes(path).get() : []
    var key: AnonymousKey
    do {
      key = try AnonymousKey(CSVReading(old))
    } catch {
      throw FileProblem(
        file: path, slug: "broken-key", message: "this is no key of --anonymous: \(error.message)",
        help: "choose another name for the key")
    }
    var generator = SystemRandomNumberGenerator()
    key.add(students, names: { lists.roster?.names(of: $0) ?? [] }, using: &generator)
    guard !isThere else {
      if key.bytes != old, let problem = ReplacedFile.write(key.bytes, to: path, inPlaceOf: old) { throw problem }
      return key
    }
    if let problem = NewFile.write(key.bytes, to: path, mayReplace: false) { throw problem }
    return key
  }

  /// Writes marks as they come.
  /// - Parameter work: makes the marks and gives those of each student to its argument, in order.
  func write(
    lesson: String, students: Int, key: AnonymousKey?, _ console: inout Console, _ work: (([Mark]) -> Void) -> Void
  ) throws {
    guard students <= 1 || !format.isForOneStudent else {
      throw ValidationError("--format \(format.rawValue) is for one student; these are \(students).")
    }
    var output = MarkOutput(self, sheet: try sheet(), key: key, lesson: lesson, students: students)
    work { output.take($0) }
    if let problem = output.finish() { throw problem }
    for student in output.unplaced {
      console.printError("note: \(student) is in no row of \(fill ?? ""), or could be in several\n")
    }
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
