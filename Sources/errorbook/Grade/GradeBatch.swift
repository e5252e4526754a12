import Classroom
import Diagnostics
import Dispatch
import Exercises
import Lessons
import Synchronization

/// Marks many submissions, several at once, and gives the marks in order of student: so what comes out does not depend on
/// how many are judged at once, and only some hundreds of answers are in memory at a time.
struct GradeBatch {
  private let students: [HandedIn.Student]
  private let titled: TitledGrader
  private let lists: ClassListFiles
  private let variants: ClassVariants
  private let hidesNames: Bool

  /// How many students are judged before their marks are given on.
  private static let size = 256

  /// - Parameter students: in the order of the marks.
  init(
    _ titled: TitledGrader, _ students: [HandedIn.Student], _ lists: ClassListFiles, _ variants: ClassVariants,
    hidesNames: Bool
  ) {
    self.titled = titled
    self.lists = lists
    self.students = students
    self.variants = variants
    self.hidesNames = hidesNames
  }

  /// Judges all and gives the marks of each student to `take`, in order.
  func grade(jobs: Int, _ take: ([Mark]) -> Void) {
    var start = 0
    while start < students.count {
      let end = min(start + Self.size, students.count)
      for marks in judged(Array(students[start..<end]), jobs: jobs) { take(marks) }
      start = end
    }
  }

  private func judged(_ students: [HandedIn.Student], jobs: Int) -> [[Mark]] {
    // Under a queue and no `Mutex`: the thread sanitizer sees what a queue keeps apart, and takes a `Mutex` of Linux for a race.
    nonisolated(unsafe) var results = [[Mark]](repeating: [], count: students.count)
    let writing = DispatchQueue(label: "errorbook.marks")
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: min(jobs, students.count)) { _ in
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < students.count else { return }
        let marks = marks(of: students[index])
        writing.sync { results[index] = marks }
      }
    }
    return results
  }

  private func marks(of student: HandedIn.Student) -> [Mark] {
    let answers = StudentAnswers(student, titled.exercises.map(\.name), hidesNames: hidesNames)
    let late = lists.late.words(for: student.name) ?? (student.isLate ? "yes" : nil)
    var graders = GradersOfStudent(titled)
    return titled.grader.judges.map { judge in
      let name = judge.exercise.name
      func unjudged(_ status: Mark.Status, _ reason: String?) -> Mark {
        Mark(
          status, student: student.name, exercise: name, possible: judge.possiblePoints, reason: reason, late: late)
      }
      let mark: Mark
      switch answers.byExercise[name] {
      case nil: mark = unjudged(.missing, nil)
      case .missing(let reason): mark = unjudged(.missing, reason)
      case .refused(.refusedInput(let reason)): mark = unjudged(.refusedInput, "It was not read: \(reason).")
      case .refused(.limit(let reason)): mark = unjudged(.limit, "It was not read: \(reason).")
      case .answer(let bytes, let variant):
        let choice = variants.choice(variant, of: student.name)
        let answer = SourceText(name: name, bytes: bytes)
        mark = graders.bestMark(on: answer, of: student.name, name, choice, late: late)
      }
      return lists.overrides.applied(to: mark)
    }
  }

  /// What the answers of a student say about variants and should not.
  static func variantFaults(
    of student: HandedIn.Student, _ exercises: [String], _ variants: ClassVariants
  ) -> [ClassFault] {
    let answers = StudentAnswers(student, exercises, hidesNames: false)
    return exercises.compactMap { name -> ClassFault? in
      guard case .answer(_, let variant) = answers.byExercise[name] else { return nil }
      return variants.choice(variant, of: student.name).fault
    }.unique
  }
}

/// The graders for the variants of a student, each made once.
private struct GradersOfStudent {
  private let titled: TitledGrader
  private var made: [Variant?: Grader] = [:]

  init(_ titled: TitledGrader) { self.titled = titled }

  /// The mark under the variant that fits best.
  mutating func bestMark(
    on answer: SourceText, of student: String, _ exercise: String, _ choice: ClassVariants.Choice, late: String?
  ) -> Mark {
    var best: Mark?
    for variant in choice.variants {
      let grader = made[variant] ?? titled.grader(for: variant)
      made[variant] = grader
      guard let judge = grader.judges.first(where: { $0.exercise.name == exercise }) else { continue }
      var mark = grader.mark(answer, of: student, by: judge, late: late)
      if let warning = choice.warning { mark.warnings.append(warning) }
      if mark.status == .passed { return mark }
      if best.map({ mark.points > $0.points }) ?? true { best = mark }
    }
    return best
      ?? Mark(.graderError, student: student, exercise: exercise, possible: 0, reason: "No variant has this exercise.")
  }
}

/// A student's answers by exercise, read one after the other.
struct StudentAnswers {
  enum Answer {
    /// - Parameter variant: the one that the answer names.
    case answer([UInt8], variant: Variant?)
    case refused(HandedInFile.Refusal)
    case missing(String?)
  }

  private(set) var byExercise: [String: Answer] = [:]
  private static let limit = AnswerLimits.standard.bytes

  init(_ student: HandedIn.Student, _ exercises: [String], hidesNames: Bool) {
    let files = StudentFiles(student.files, exercises: exercises, hidesNames: hidesNames)
    var candidates: [String: [Candidate]] = [:]
    var refusal: HandedInFile.Refusal?
    for page in files.pages {
      switch HandInFile.read(page.path) {
      case .failure(let failure): refusal = failure
      case .success(let (answers, variant)):
        for (name, bytes) in answers {
          candidates[name, default: []].append(Candidate(file: page, answer: .answer(bytes, variant: variant)))
        }
      }
    }
    for name in exercises {
      let all =
        (files.answers[name] ?? []).map { Candidate(file: $0, answer: Self.read($0)) } + (candidates[name] ?? [])
      byExercise[name] =
        Self.answer(all, files) ?? refusal.map { .refused($0) } ?? Self.absence(files.absence(of: name))
    }
  }

  private struct Candidate {
    var file: AnswerFile
    var answer: Answer
  }

  private static func read(_ file: AnswerFile) -> Answer {
    switch HandedInFile.read(file.path, limit: limit) {
    case .failure(let failure): .refused(failure)
    case .success(let bytes): .answer(bytes, variant: VariantLine.variant(in: bytes))
    }
  }

  /// The only answer, or several that are the same.
  private static func answer(_ candidates: [Candidate], _ files: StudentFiles) -> Answer? {
    guard let first = candidates.first else { return nil }
    guard candidates.count > 1 else { return first.answer }
    guard case .answer(let bytes, _) = first.answer,
      candidates.allSatisfy({ if case .answer(bytes, _) = $0.answer { true } else { false } })
    else { return .refused(.refusedInput(files.ambiguity(of: candidates.map(\.file)))) }
    return first.answer
  }

  private static func absence(_ absence: StudentFiles.Absence) -> Answer {
    switch absence {
    case .refused(let reason): .refused(.refusedInput(reason))
    case .missing(let reason): .missing(reason)
    }
  }
}
