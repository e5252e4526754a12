import Classroom
import Exercises
import Files
import Lessons
import OperatingSystem
import Rendering

/// Where marks go: standard output or a file, and pages of feedback.
struct MarkOutput: ~Copyable {
  private let options: MarkingOptions
  private let lesson: String
  private let students: Int
  private var format: any MarkFormat
  private var progress: ProgressBar
  private var file: WholeFile?
  private var problem: FileProblem?
  private let key: AnonymousKey?

  init(_ options: MarkingOptions, sheet: FilledSheet?, key: AnonymousKey?, lesson: String, students: Int) {
    self.key = key
    self.options = options
    self.lesson = lesson
    self.students = students
    progress = ProgressBar(of: students)
    format =
      if let sheet { sheet } else { Self.format(options, lesson) }
    if let path = options.to {
      do throws(FileFailure) { file = try WholeFile(at: path, mayReplace: options.force) } catch {
        problem = .unwritable(path, error, hasForce: true)
      }
    }
    write(format.beginning())
  }

  private static func format(_ options: MarkingOptions, _ lesson: String) -> any MarkFormat {
    switch options.format {
    case .text: TextMarks(options.to == nil ? Console.theme(.output, isPlain: false) : .colourless)
    case .json: JSONMarks()
    case .csv: CSVMarks()
    case .junit: JUnitMarks(lesson: lesson)
    case .exercism: ExercismMarks()
    case .gradescope: GradescopeMarks()
    }
  }

  /// Students who are in no row of the sheet that was filled.
  var unplaced: [String] { (format as? FilledSheet)?.unplaced ?? [] }

  mutating func take(_ marks: [Mark]) {
    guard problem == nil, let student = marks.first?.student else { return }
    var marks = marks
    if let name = key?.name(of: student) {
      for index in marks.indices { marks[index].student = name }
    }
    for mark in marks { write(format.write(mark)) }
    if let folder = options.feedback { writeFeedback(marks, to: folder) }
    progress.step()
  }

  /// - Returns: the first thing that went wrong.
  mutating func finish() -> FileProblem? {
    if problem == nil { write(format.end()) }
    progress.finish()
    if problem == nil { place() }
    return problem
  }

  private mutating func place() {
    guard let file = file.take() else { return }
    do throws(FileFailure) { try file.appear() } catch {
      problem = .unwritable(options.to ?? "-", error, hasForce: true)
    }
  }

  private mutating func write(_ bytes: [UInt8]) {
    guard problem == nil, !bytes.isEmpty else { return }
    guard let path = options.to else { return Console.send(bytes, to: .output) }
    do throws(FileFailure) { try file?.write(bytes) } catch { problem = .unwritable(path, error) }
  }

  private mutating func writeFeedback(_ marks: [Mark], to folder: String) {
    guard problem == nil, let student = marks.first?.student else { return }
    problem = NewFile.makeFolder(folder)
    guard problem == nil else { return }
    let path = Folder.path(folder, Self.fileName(student) + ".md")
    let page = SealedPage(FeedbackPage(marks, lesson: lesson).text)
    let isOurs: Bool
    switch ScriptFile.bytes(path) {
    case .success(page.bytes): return
    case .success(let there): isOurs = SealedPage.isIntact(there)
    case .failure: isOurs = false
    }
    problem = NewFile.write(
      page.bytes, to: path, mayReplace: options.force || isOurs, hasForce: true, isSynced: false)
  }

  /// A name that is safe as a file's: what could lead elsewhere, or be taken for an option or a hidden file, is spelled out.
  private static func fileName(_ student: String) -> String {
    var name = ""
    for scalar in student.unicodeScalars {
      let isFit = scalar.isFitForTables && scalar != "/" && scalar != "%"
      name += isFit ? String(scalar) : "%\(String(scalar.value, radix: 16, uppercase: true))"
    }
    if name.hasPrefix(".") || name.hasPrefix("-") || name.isEmpty { name = "%" + name }
    // Longer names than a file system takes.
    return name.utf8.count <= 200 ? name : String(name.prefix(50)) + "%" + Fingerprint.text(of: student)
  }
}

/// How far a long work has come, on standard error where that is a terminal.
struct ProgressBar {
  private let total: Int
  private var done = 0
  private var shown = -1
  private let isShown: Bool

  init(of total: Int) {
    self.total = total
    isShown = StandardStream.errors.isTerminal && total > 100
  }

  mutating func step() {
    done += 1
    let percent = done * 100 / max(1, total)
    guard isShown, percent != shown else { return }
    shown = percent
    let bar = String(repeating: "#", count: percent / 4).padded(to: 25)
    try? writeAll(Array("\r[\(bar)] \(done) of \(total)".utf8), to: StandardStream.errors)
  }

  func finish() {
    if isShown, done > 0 { try? writeAll(Array("\r\u{1B}[K".utf8), to: StandardStream.errors) }
  }
}

extension String {
  fileprivate func padded(to count: Int) -> String { self + String(repeating: " ", count: max(0, count - self.count)) }
}
