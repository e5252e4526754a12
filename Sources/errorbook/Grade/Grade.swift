import ArgumentParser
import Assignments
import Classroom
import Diagnostics
import Exercises
import Files
import Lessons
import Marking
import OperatingSystem
import Rendering

/// Runs `errorbook grade LESSON PATH...`: marks submissions.
struct Grade: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "grade",
    abstract: "Grade submissions.",
    discussion: """
      A path is a file STUDENT.eb, a folder of such files, a folder with one folder for each student, or a download from \
      Canvas, Moodle or Gradescope. Every submission gets a status; a bad submission does not affect the others. Before the \
      marks, standard error lists problems with the class: files without a student, names that are not on the roster, rows \
      that match no student.
      Exit status: 0 every submission has a status, 2 the lesson, the tests or a list have errors, a path cannot be read, or \
      --strict found a problem, 64 wrong usage.
      """)

  @Argument(help: "The lesson: a number or name of the course, or a file (.md).") var lesson: String
  @Argument(help: "Submissions.", completion: .file()) var paths: [String]
  @OptionGroup var marking: MarkingOptions
  @Option(help: "Hidden tests that students do not see (.md).", completion: .file()) var tests: String?
  @Option(help: "The number of submissions to grade in parallel; default: the number of cores.") var jobs: Int?

  @Flag(help: "Each student got their own variant: `hand-out --variant STUDENT`.") var variants = false
  @Option(help: "All students got this variant: `hand-out --variant VARIANT`.") var variant: String?

  @Option(help: "K/N: grade part K of N, to split the work between machines. `report` merges the parts.")
  var part: ClassPart?

  func validate() throws {
    if part != nil, marking.anonymous {
      throw ValidationError("--anonymous cannot be used with --part. Use it with `report`, which merges the parts.")
    }
    if let jobs, !(1...1024).contains(jobs) { throw ValidationError("--jobs expects a number from 1 to 1024.") }
    if variants, variant != nil { throw ValidationError("--variants and --variant cannot be used together.") }
  }

  func run() throws {
    exitAtInterrupt()
    var console = Console()
    let grader = try grader(&console)
    let exercises = grader.exercises.map(\.name)
    let lists = try marking.lists()
    let trees = try paths.map { try Self.tree(at: $0, isOnly: paths.count == 1) }
    let wholeClass = ClassMarking(trees, grader, lists, options, SubmissionFiles.reader)
    // The command's own lists may be in the same folder. They are not submissions and not faults.
    let ownFiles = Set(([lesson, tests] + marking.files).compactMap { $0.flatMap(Folder.resolved) })
    var faults = wholeClass.faults.filter { fault in
      !(fault.path.flatMap(Folder.resolved).map(ownFiles.contains) ?? false)
    }
    let uses = FileUses(reading: [lesson, tests].compactMap { $0 } + marking.inputs) {
      wholeClass.students.flatMap { StudentFiles($0.files, exercises: exercises, hidesNames: false).paths }
    }
    try uses.refuse(marking.outputs)
    // Each part reads only the answers of its own students.
    let work = ConcurrentWork(jobs: jobs ?? ThisProcess.coreCount)
    var students = work.results(of: (part ?? .whole).students(wholeClass.students)[...]) { wholeClass.read($0) }
    faults += students.flatMap(\.faults)
    if marking.fill != nil {
      faults += try marking.faultsOfSheet(
        students.filter { wholeClass.lists.overrides.concern($0.student.name) || $0.hasAnswer }.map(\.student.name))
    }
    try marking.report(faults, &console)
    let key = try marking.keyFile(
      students.map(\.student.name),
      names: Dictionary(students.map { ($0.student.name, $0.student.otherNames) }) { first, _ in first }, &console)
    if key != nil { students.sort { (key?.key).precedes($0.student.name, $1.student.name) } }
    try marking.write(
      lesson: grader.lesson.title, students: students.map(\.student.name), key: key, uses, &console
    ) { take in
      for start in stride(from: 0, to: students.count, by: Self.batch) {
        take(work.results(of: students[start...].prefix(Self.batch)) { wholeClass.marks(of: $0) })
      }
    }
  }

  /// The number of students to mark before their marks are written. This limits the marks in memory.
  private static let batch = 256

  private var options: ClassMarking.Options {
    var options = ClassMarking.Options()
    options.variants = variants ? .ofStudents : variant.map { .one(Variant($0)) } ?? .none
    options.isOfOneStudent = marking.format.isForOneStudent
    options.hidesNames = marking.anonymous
    return options
  }

  /// Returns the files at a path. Rejects a single archive, which is a download that is not unpacked.
  private static func tree(at path: String, isOnly: Bool) throws -> FileTree {
    let tree = try SubmissionFiles.tree(at: path).get()
    guard isOnly, tree.isArchive else { return tree }
    throw FileProblem(
      file: path, slug: "unreadable-file", message: "this is an archive", help: "unpack it and use the folder")
  }

  private func grader(_ console: inout Console) throws -> Grader {
    let place = try CoursePlace.find(lesson).get()
    let lesson = place.lesson
    let hidden = try tests.map { Lesson(try ScriptFile.read($0).get()) }
    // The tests and the lesson are checked with their original names, before variants rename anything.
    let grader = Grader(lesson, tests: hidden)
    let problems = grader.problems() + place.brokenLinks.map { (lesson.text.name, $0) }
    guard problems.isEmpty else {
      for (file, problem) in problems { console.printError(problem.text(in: file)) }
      throw Status.error.exitCode
    }
    return grader
  }
}

extension ClassPart: ExpressibleByArgument {
  package init?(argument: String) { self.init(argument) }
}
