import Marking

/// Marks of several files as those of one class, under the names of its roster.
package struct MergedMarks: Sendable {
  package struct Student: Sendable {
    package var student: String
    package var marks: [Mark]
  }

  /// In order of name; of several marks of a student for one exercise, the last.
  package private(set) var students: [Student] = []
  package private(set) var faults: [ClassFault] = []
  /// The points of each exercise.
  package private(set) var possible: [String: Int] = [:]

  package var marks: [Mark] { students.flatMap(\.marks) }

  package init(_ files: [[Mark]], _ roster: Roster?, rosterName: String = "the roster") {
    let names = Set(files.joined().map(\.student)).sorted()
    let submissions = names.map { Submission(names: [$0], number: nil, isLate: false, files: []) }
    let handedIn = HandedIn(submissions, roster, rosterName: rosterName)
    faults = handedIn.faults.map { fault in
      guard fault.kind == .severalSubmissions else { return fault }
      return ClassFault(fault.kind, fault.text + "; the last mark of an exercise counts")
    }
    var owners: [String: String] = [:]
    let all = SubmissionOwners(submissions, roster)
    for (name, submission) in zip(names, submissions) { owners[name] = all.owner(of: submission).name }
    var marks: [String: [Mark]] = [:]
    for mark in files.joined() {
      var mark = mark
      mark.student = owners[mark.student] ?? mark.student
      possible[mark.exercise] = max(possible[mark.exercise] ?? 0, mark.possible)
      if let place = marks[mark.student]?.firstIndex(where: { $0.exercise == mark.exercise }) {
        marks[mark.student]?[place] = mark
      } else {
        marks[mark.student, default: []].append(mark)
      }
    }
    let exercises = marks.values.max { $0.count < $1.count } ?? []
    students = handedIn.students.map { student in
      let missing = exercises.map {
        Mark(.missing, student: student.name, exercise: $0.exercise, possible: $0.possible, reason: nil)
      }
      return Student(student: student.name, marks: marks[student.name] ?? missing)
    }
  }
}
