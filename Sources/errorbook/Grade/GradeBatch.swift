import Classroom
import Diagnostics
import Dispatch
import Glibc
import Synchronization
import Workbook

/// Marks many submissions, several at once, and gives the marks in order of student: so what comes out does not depend on
/// how many are judged at once, and only some hundreds of answers are in memory at a time.
struct GradeBatch {
  /// One student and what of theirs was found.
  struct Student {
    var name: String
    var submissions: [Submission]
  }

  let students: [Student]
  /// The names of the students of all parts.
  let allStudents: Set<String>
  private let titled: TitledGrader
  private let lists: ClassListFiles

  /// How many students are judged before their marks are given on.
  private static let size = 256
  private static let answerLimit = AnswerLimits.standard.bytes

  init(_ titled: TitledGrader, _ submissions: [Submission], _ lists: ClassListFiles, _ part: Grade.Part) {
    self.titled = titled
    self.lists = lists
    var byStudent = Dictionary(grouping: SubmissionNames.settled(submissions, lists.roster)) { $0.student }
    for student in lists.roster?.students ?? [] where byStudent[student] == nil { byStudent[student] = [] }
    allStudents = Set(byStudent.keys)
    students = byStudent.map { Student(name: $0.key, submissions: $0.value.sorted { $0.path < $1.path }) }
      .sorted { lists.precedes($0.name, $1.name) }
      .enumerated().filter { part.holds($0.offset) }.map(\.element)
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

  private func judged(_ students: [Student], jobs: Int) -> [[Mark]] {
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

  private func marks(of student: Student) -> [Mark] {
    let grader = titled.grader(for: student.name)
    let answers = Answers(student, grader.exercises.map(\.name), limit: Self.answerLimit)
    return grader.judges.map { judge in
      let name = judge.exercise.name
      let late = lists.late.words(for: student.name) ?? answers.late
      let mark: Mark
      switch answers.byExercise[name] {
      case nil:
        mark = Mark(
          .missing, student: student.name, exercise: name, possible: judge.possiblePoints, reason: nil,
          late: late)
      case .failure(.refusedInput(let reason)):
        mark = refused(.refusedInput, reason, judge, student, late)
      case .failure(.limit(let reason)): mark = refused(.limit, reason, judge, student, late)
      case .success(let bytes):
        mark = grader.mark(SourceText(name: name, bytes: bytes), of: student.name, by: judge, late: late)
      }
      return lists.overrides.applied(to: mark)
    }
  }

  private func refused(
    _ status: Mark.Status, _ reason: String, _ judge: Judge, _ student: Student, _ late: String?
  ) -> Mark {
    Mark(
      status, student: student.name, exercise: judge.exercise.name, possible: judge.possiblePoints,
      reason: "It was not read: \(reason).", late: late)
  }

  /// A student's answers by exercise, read one after the other.
  private struct Answers {
    var byExercise: [String: Result<[UInt8], Submission.Refusal>] = [:]
    var late: String?

    init(_ student: Student, _ exercises: [String], limit: Int) {
      for submission in student.submissions {
        late = late ?? submission.late
        guard !submission.path.isEmpty else { continue }
        if submission.exercise == nil, submission.path.hasSuffix(".md") {
          add(HandInFile.answers(submission.path), exercises)
        } else {
          add(submission, exercises, limit: limit)
        }
      }
    }

    private mutating func add(_ handIn: Result<[String: [UInt8]], Submission.Refusal>, _ exercises: [String]) {
      switch handIn {
      case .failure(let refusal): for name in exercises { set(name, .failure(refusal)) }
      case .success(let answers): for (name, bytes) in answers { set(name, .success(bytes)) }
      }
    }

    private mutating func add(_ submission: Submission, _ exercises: [String], limit: Int) {
      let answer = Submission.read(submission.path, limit: limit)
      if let exercise = submission.exercise ?? (exercises.count == 1 ? exercises.first : nil) {
        set(exercise, answer)
      } else {
        // Which exercise it answers, nobody can know.
        let reason = "the lesson has several exercises, and the file is not named after one of them"
        for name in exercises { set(name, .failure(.refusedInput(reason))) }
      }
    }

    /// Of several files for one exercise, the last by name would win by accident: it is refused instead.
    private mutating func set(_ exercise: String, _ answer: Result<[UInt8], Submission.Refusal>) {
      let isSecond = byExercise[exercise] != nil
      byExercise[exercise] =
        isSecond ? .failure(.refusedInput("there is more than one file for this exercise")) : answer
    }
  }
}
