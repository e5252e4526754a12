import Classroom
import Files
import Marking
import OperatingSystem
import Rendering

/// Writes marks to standard output or a file, and feedback pages.
struct MarkOutput: ~Copyable {
  private let options: MarkingOptions
  private let lesson: String
  private let students: Int
  private var format: any MarkFormat
  private var progress: ProgressBar
  private var file: WholeFile?
  /// The bytes that are not written yet.
  private var pending: [UInt8] = []
  /// The first problem.
  private(set) var problem: FileProblem?
  private let key: AnonymousKey?

  init(_ options: MarkingOptions, sheet: FilledSheet?, key: AnonymousKey?, lesson: String, students: Int) {
    self.key = key
    self.options = options
    self.lesson = lesson
    self.students = students
    progress = ProgressBar(of: students)
    format =
      if let sheet { sheet } else {
        options.format.format(
          lesson: lesson, theme: options.to == nil ? Console.theme(.output, isPlain: false) : .colorless)
      }
    if let path = options.to {
      do throws(FileFailure) { file = try WholeFile(at: path, mayReplace: options.force) } catch {
        problem = .unwritable(path, error, hasForce: true)
      }
    }
  }

  /// Writes the header before the first mark.
  mutating func begin() { write(format.header()) }

  /// Writes the marks of some students, grouped by student.
  mutating func take(_ students: [[Mark]]) {
    for marks in students { take(marks) }
    flush()
  }

  private mutating func take(_ marks: [Mark]) {
    guard problem == nil, !marks.isEmpty else { return }
    let marks = key?.applied(to: marks) ?? marks
    for mark in marks { write(format.write(mark)) }
    if let folder = options.feedback { writeFeedback(marks, to: folder) }
    progress.step()
  }

  /// Writes the end and moves the file into place.
  /// - Returns: the first problem, or nil.
  mutating func finish() -> FileProblem? {
    if problem == nil { write(format.footer()) }
    flush()
    progress.finish()
    if problem == nil { place() }
    return problem
  }

  private mutating func place() {
    guard let file = file.take() else { return }
    do throws(FileFailure) { try file.commit() } catch {
      problem = .unwritable(options.to ?? "-", error, hasForce: true)
    }
  }

  private mutating func write(_ bytes: [UInt8]) {
    guard problem == nil else { return }
    pending += bytes
    if pending.count >= 1 << 16 { flush() }
  }

  /// Writes the pending bytes, even after a feedback page could not be written, so that its mark is in the output.
  private mutating func flush() {
    guard !pending.isEmpty else { return }
    defer { pending.removeAll(keepingCapacity: true) }
    guard let path = options.to else { return Console.send(pending, to: .output) }
    do throws(FileFailure) { try file?.write(pending) } catch { problem = problem ?? .unwritable(path, error) }
  }

  private mutating func writeFeedback(_ marks: [Mark], to folder: String) {
    guard problem == nil, let student = marks.first?.student else { return }
    let path = FeedbackFolder.path(of: student, in: folder)
    let page = SealedPage(FeedbackPage(marks, lesson: lesson).text)
    if case .success(page.bytes) = ScriptFile.bytes(path) { return }
    problem = NewFile.write(
      page.bytes, to: path, mayReplace: options.force || FeedbackFolder.isOurs(path), hasForce: true, isSynced: false)
  }
}

extension MarkFormatName {
  /// Creates the format.
  /// - Parameter theme: the theme for marks as text.
  fileprivate func format(lesson: String, theme: Theme) -> any MarkFormat {
    switch self {
    case .text: TextMarks(theme)
    case .json: JSONMarks()
    case .csv: CSVMarks()
    case .junit: JUnitMarks(lesson: lesson)
    case .exercism: ExercismMarks()
    case .gradescope: GradescopeMarks()
    }
  }
}

/// The feedback pages of a class. errorbook checks before the first mark that all of them can be written.
struct FeedbackFolder {
  private let folder: String
  private let students: [String]

  init(_ folder: String, _ students: [String]) {
    self.folder = folder
    self.students = students
  }

  var paths: [String] { students.map { Self.path(of: $0, in: folder) } }

  /// Returns the reason why a page cannot be written, or nil.
  func problem(mayReplace: Bool) -> FileProblem? {
    guard Folder.isTaken(folder) else { return nil }
    guard Folder.resolved(folder).map({ Folder.kind($0) }) == .folder, canMakeFiles(in: folder) else {
      let reason =
        Folder.resolved(folder).map { Folder.kind($0) } == .folder
        ? "you have no permission to write to it" : "it is not a folder"
      return FileProblem(file: folder, slug: "unwritable-file", message: reason, help: "choose another folder")
    }
    for path in paths where Folder.isTaken(path) {
      let isFile = Folder.kind(path) == .file
      guard isFile, mayReplace || Self.isOurs(path) else {
        return FileProblem(
          file: path, slug: "unwritable-file",
          message: isFile
            ? "the file already exists" : "the name is taken by something that is not a regular file",
          help: isFile ? "choose another name, or use --force to replace it" : "choose another folder")
      }
    }
    return nil
  }

  /// Returns whether an earlier run wrote this page and nobody has changed it.
  static func isOurs(_ path: String) -> Bool {
    if case .success(let there) = ScriptFile.bytes(path) { SealedPage.isIntact(there) } else { false }
  }

  static func path(of student: String, in folder: String) -> String {
    Folder.path(folder, FeedbackPage.fileName(of: student))
  }
}

/// A progress bar on standard error, if that is a terminal.
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
