import Classroom
import Dispatch
import Marking
import Synchronization

/// Marks many submissions, several at once, and gives the marks in order of student: so what comes out does not depend on
/// how many are judged at once, and only some hundreds of answers are in memory at a time.
struct GradeBatch {
  private let students: [HandedIn.Student]
  private let grader: ClassGrader

  /// How many students are judged before their marks are given on.
  private static let size = 256

  /// - Parameter students: in the order of the marks.
  init(_ grader: ClassGrader, _ students: [HandedIn.Student]) {
    self.grader = grader
    self.students = students
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
        let marks = grader.marks(of: students[index])
        writing.sync { results[index] = marks }
      }
    }
    return results
  }
}
