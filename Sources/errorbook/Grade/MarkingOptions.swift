import ArgumentParser
import Classroom
import Files
import Marking
import Rendering

/// How marks are written, whether they were just made or are merged from files.
struct MarkingOptions: ParsableArguments {
  @Option(help: "text, json (JSON Lines), csv (a mark book), junit (XML), or, for one student, exercism or gradescope.")
  var format: MarkFormatName = .text
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

  /// The lists that are read.
  var inputs: [String] { [fill, roster, overrides, late].compactMap { $0 } }

  /// The files that are written; a key is read before that.
  var outputs: [(option: String, path: String)] {
    [("--to", to), ("--key", key)].compactMap { option, path in path.map { (option, $0) } }
  }

  func lists() throws -> ClassLists {
    var lists = ClassLists()
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
    let notes = faults.notes(hidesNames: anonymous, isStrict: strict)
    guard !notes.isEmpty else { return }
    for note in notes { console.printError(note) }
    if strict { throw Status.error.exitCode }
  }

  /// The numbers of students, for marks without names; nil if marks have names. Nothing is written yet.
  /// - Parameter names: other names of each student.
  func keyFile(
    _ students: [String], names: @autoclosure () -> [String: [String]], _ console: inout Console
  ) throws -> KeyFile? {
    guard anonymous, let path = key else { return nil }
    let names = names()
    let old = Folder.isTaken(path) ? try ScriptFile.bytes(path).get() : nil
    var key: AnonymousKey
    do {
      key = try AnonymousKey(CSVReading(old ?? []))
    } catch {
      throw FileProblem(
        file: path, slug: "broken-key", message: "this is no key of --anonymous: \(error.message)",
        help: "choose another name for the key")
    }
    var generator = SystemRandomNumberGenerator()
    let undecided = key.add(students, names: { names[$0] ?? [] }, using: &generator).count
    if undecided > 0 {
      let who = undecided == 1 ? "1 student gets a new number" : "\(undecided) students get new numbers"
      console.printError("note: \(who): \(path) has their names, and they could be somebody else's\n")
      if strict { throw Status.error.exitCode }
    }
    return KeyFile(path: path, old: old, key: key)
  }

  /// Writes marks as they come.
  /// - Parameters:
  ///   - students: in the order of the marks.
  ///   - uses: the files that are read.
  ///   - work: makes the marks and gives them to its argument in order, those of some students at a time.
  func write(
    lesson: String, students: [String], key: KeyFile?, _ uses: FileUses, _ console: inout Console,
    _ work: (([[Mark]]) -> Void) -> Void
  ) throws {
    guard students.count <= 1 || !format.isForOneStudent else {
      throw ValidationError("--format \(format.rawValue) is for one student; these are \(students.count).")
    }
    let sheet = try sheet()
    let pages = feedback.map { folder in FeedbackFolder(folder, students.map { key?.key.name(of: $0) ?? $0 }) }
    try uses.refuse(outputs + (pages?.paths ?? []).map { ("a page of --feedback", $0) })
    if let problem = pages?.problem(mayReplace: force) { throw problem }
    var output = MarkOutput(self, sheet: sheet, key: key?.key, lesson: lesson, students: students.count)
    if let problem = output.problem ?? feedback.flatMap({ NewFile.makeFolder($0) }) { throw problem }
    // The key comes before any mark, so that no mark is ever without it.
    try key?.write()
    output.begin()
    work { output.take($0) }
    if let problem = output.finish() { throw problem }
  }

  /// The students of marks who are in no row of the sheet that is filled, or could be in several.
  func faultsOfSheet(_ students: [String]) throws -> [ClassFault] {
    guard let fill, let sheet = try sheet() else { return [] }
    return sheet.unplaced(students).map {
      ClassFault(.notInSheet, "\($0) is in no row of \(fill), or could be in several")
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

extension MarkFormatName: ExpressibleByArgument {}

/// The key of an anonymous marking, before it is written.
struct KeyFile {
  let path: String
  /// What the file has now; nil if there is none.
  let old: [UInt8]?
  let key: AnonymousKey

  func write() throws {
    guard let old else {
      if let problem = NewFile.write(key.bytes, to: path, mayReplace: false) { throw problem }
      return
    }
    if key.bytes != old, let problem = ReplacedFile.write(key.bytes, to: path, inPlaceOf: old) { throw problem }
  }
}
