import ArgumentParser
import Classroom
import Files
import Marking
import Rendering

/// The output options of `grade` and `report`.
struct MarkingOptions: ParsableArguments {
  @Option(
    help: "text, json (JSON Lines), csv (a gradebook), junit (XML) or, for a single student, exercism or gradescope.")
  var format: MarkFormatName = .text
  @Option(help: "The file to write, completely or not at all. An existing file is kept.", completion: .file())
  var to: String?
  @Flag(help: "Replace the file of --to.") var force = false
  @Option(
    help: "A CSV file exported from Canvas or Moodle. The output is this file with the points.", completion: .file())
  var fill: String?
  @Option(help: "The column of --fill for the points: its title or the start of it.") var column: String?
  @Option(help: "The folder for the feedback pages, one for each student.", completion: .directory) var feedback:
    String?
  @Option(help: "A CSV file with the class list. Students without a submission count as missing.", completion: .file())
  var roster: String?
  @Option(help: "A CSV file student,exercise,points,reason with points that you change by hand.", completion: .file())
  var overrides: String?
  @Option(help: "A CSV file student,late. Lateness is shown but costs no points.", completion: .file()) var late:
    String?
  @Flag(help: "Print numbers instead of names. --key is required.") var anonymous = false
  @Option(
    help: "The CSV file of --anonymous with the numbers of students. Known students keep theirs; new ones are added.",
    completion: .file())
  var key: String?
  @Flag(help: "Stop before marking if a list, a name or a file does not match the class.") var strict = false

  func validate() throws {
    if fill != nil, anonymous || format != .text {
      throw ValidationError("--fill cannot be used with --format or --anonymous.")
    }
    if column != nil, fill == nil { throw ValidationError("--column needs --fill.") }
    if anonymous != (key != nil) { throw ValidationError("Use --anonymous and --key FILE together.") }
  }

  /// The files that are read or written in addition to the submissions.
  var files: [String?] { [to, fill, roster, overrides, late, key] }

  /// Whether an option is used that means nothing for the answers to a quiz.
  var refusedByQuiz: Bool {
    ![.text, .csv].contains(format) || anonymous || [fill, column, feedback, overrides, late].contains { $0 != nil }
  }

  /// The lists that are read.
  var inputs: [String] { [fill, roster, overrides, late].compactMap { $0 } }

  /// The files that are written. The key is also read.
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

  /// Prints the faults of a class before its marks. Ends the command with `--strict`.
  func report(_ faults: [ClassFault], _ console: inout Console) throws {
    let notes = faults.notes(hidesNames: anonymous, isStrict: strict)
    guard !notes.isEmpty else { return }
    for note in notes { console.printError(note) }
    if strict { throw Status.error.exitCode }
  }

  /// Returns the numbers of the students for anonymous marks, or nil if marks have names. Writes nothing yet.
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
        file: path, slug: "broken-key", message: "this is not a key of --anonymous: \(error.message)",
        help: "choose another file name for the key")
    }
    var generator = SystemRandomNumberGenerator()
    let undecided = key.add(students, names: { names[$0] ?? [] }, using: &generator).count
    if undecided > 0 {
      let who = undecided == 1 ? "1 student gets a new number" : "\(undecided) students get new numbers"
      console.printError("note: \(who): \(path) has these names, but they may belong to other students\n")
      if strict { throw Status.error.exitCode }
    }
    return KeyFile(path: path, old: old, key: key)
  }

  /// Writes marks while they are made.
  /// - Parameters:
  ///   - students: in the order of the marks.
  ///   - uses: the files that the command reads.
  ///   - work: makes the marks and passes them to its argument in order, several students at a time.
  func write(
    lesson: String, students: [String], key: KeyFile?, _ uses: FileUses, _ console: inout Console,
    _ work: (([[Mark]]) -> Void) -> Void
  ) throws {
    guard students.count <= 1 || !format.isForOneStudent else {
      throw ValidationError("--format \(format.rawValue) expects 1 student, but got \(students.count).")
    }
    let sheet = try sheet()
    let pages = feedback.map { folder in FeedbackFolder(folder, students.map { key?.key.name(of: $0) ?? $0 }) }
    try uses.refuse(outputs + (pages?.paths ?? []).map { ("a page of --feedback", $0) })
    if let problem = pages?.problem(mayReplace: force) { throw problem }
    var output = MarkOutput(self, sheet: sheet, key: key?.key, lesson: lesson, students: students.count)
    if let problem = output.problem ?? feedback.flatMap({ NewFile.makeFolder($0) }) { throw problem }
    // Write the key before any mark, so that there is never a mark without its key.
    try key?.write()
    output.begin()
    work { output.take($0) }
    if let problem = output.finish() { throw problem }
  }

  /// Returns a fault for each student who matches no row of the sheet of --fill, or several rows.
  func faultsOfSheet(_ students: [String]) throws -> [ClassFault] {
    guard let fill, let sheet = try sheet() else { return [] }
    return sheet.unplaced(students).map {
      ClassFault(.notInSheet, "\($0) does not match exactly one row of \(fill)")
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

/// The key of anonymous marks, before it is written.
struct KeyFile {
  let path: String
  /// The current contents of the file, or nil if it does not exist.
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
