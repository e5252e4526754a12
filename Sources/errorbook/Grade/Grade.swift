import ArgumentParser
import Classroom
import Diagnostics
import Glibc
import Rendering
import Workbook

/// `errorbook grade LESSON PATH...`: marks submissions.
struct Grade: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Mark what students handed in.",
    discussion: """
      A path is a file STUDENT.eb, a folder of them, a folder with a folder for each student, or a download of Canvas or
      Moodle. Every submission gets a status; none can disturb another.
      Exit status: 0 every submission got one, 2 the lesson or the tests are broken or a path cannot be read, 64 wrong usage.
      """)

  @Argument(help: "The lesson: a number or name of the course, or a file (.md).") var lesson: String
  @Argument(help: "Submissions.", completion: .file()) var paths: [String]
  @OptionGroup var marking: MarkingOptions
  @Option(help: "A teacher's own tests, which students do not have (.md).", completion: .file()) var tests: String?
  @Option(help: "How many submissions are judged at once; as many as there are cores.") var jobs: Int?

  @Flag(help: "Each student has the lesson of `hand-out --variant STUDENT`.") var variants = false
  @Option(help: "All students have the lesson of `hand-out --variant` with this seed.") var variant: String?

  @Option(help: "K/N: only every Nth student, from the Kth on, for several processes or machines; `report` merges.")
  var part: Part?

  func validate() throws {
    if part != nil, marking.anonymous {
      throw ValidationError("Parts are numbered apart: give --anonymous to `report`, which merges them.")
    }
    if let jobs, !(1...1024).contains(jobs) { throw ValidationError("--jobs takes a number from 1 to 1024.") }
    if variants, variant != nil { throw ValidationError("--variants and --variant exclude each other.") }
  }

  func run() throws {
    exitAtInterrupt()
    var console = Console()
    let grader = try grader(&console)
    let lists = try marking.lists()
    var finder = SubmissionFinder(grader.exercises.map(\.name), isOfOneStudent: marking.format.isForOneStudent)
    for path in paths {
      if let problem = finder.look(at: path) { throw problem }
    }
    note(finder.passedOver, &console)
    let batch = GradeBatch(grader, finder.found, lists, part ?? Part.whole)
    marking.noteStrangers(batch.allStudents, grader.exercises.map(\.name), lists, &console)
    try marking.write(lesson: grader.title, students: batch.students.count, &console) { take in
      batch.grade(jobs: jobs ?? max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))), take)
    }
  }

  /// Says which files are left out. Where names are not to be known it says how many: their paths hold the names, and a mark
  /// says whose answer is missing.
  private func note(_ passedOver: [String], _ console: inout Console) {
    guard marking.anonymous, !passedOver.isEmpty else {
      return console.printNotes(passedOver, "is no submission by its name")
    }
    let count =
      passedOver.count == 1
      ? "1 file is no submission by its name" : "\(passedOver.count) files are no submissions by their names"
    console.printError("note: \(count)\n")
  }

  private func grader(_ console: inout Console) throws -> TitledGrader {
    let place = try CoursePlace.find(lesson).get()
    let lesson = place.lesson
    let hidden = try tests.map { Lesson(try ScriptFile.read($0).get()) }
    let grader = Grader(lesson, tests: hidden, variant: variant.map { Variant($0) })
    let problems = grader.problems() + place.brokenLinks.map { (lesson.text.name, $0) }
    guard problems.isEmpty else {
      for (file, problem) in problems { console.printError(problem.text(in: file)) }
      throw Status.error.exitCode
    }
    return TitledGrader(grader: grader, title: lesson.title, lesson: lesson, tests: hidden, hasVariants: variants)
  }
}

extension Grade {
  /// Which of the students: `3/8` is the third, the eleventh, and so on.
  struct Part: ExpressibleByArgument {
    static let whole = Part(number: 1, of: 1)

    private let number: Int
    private let of: Int

    private init(number: Int, of: Int) {
      self.number = number
      self.of = of
    }

    init?(argument: String) {
      let numbers = argument.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
      guard numbers.count == 2, let number = numbers[0], let of = numbers[1], of >= 1, (1...of).contains(number) else {
        return nil
      }
      self.init(number: number, of: of)
    }

    func holds(_ index: Int) -> Bool { index % of == number - 1 }
  }
}

/// A grader, and the lesson that it marks.
struct TitledGrader {
  var grader: Grader
  var title: String
  var lesson: Lesson
  var tests: Lesson?
  var hasVariants: Bool

  /// The grader for a student: the same for all, or that of the student's own variant.
  func grader(for student: String) -> Grader {
    guard hasVariants else { return grader }
    return Grader(lesson, tests: tests, variant: Variant(student))
  }

  var exercises: [Exercise] { grader.exercises }
}
