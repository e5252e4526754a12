import Marking
import Rendering

/// The marks from several files, merged under the names of a class's roster.
package struct MergedMarks: Sendable {
  package struct Student: Sendable {
    package var student: String
    package var marks: [Mark]
    /// Other names of the student.
    package var names: [String] = []
  }

  /// A student as a file of marks names them. Different people can share a name and differ in their other names.
  private struct Owner: Hashable {
    var student: String
    var names: [String]

    init(_ mark: Mark) {
      student = mark.student
      names = mark.names ?? []
    }

    /// The submission behind the marks, with the number of the download.
    var submission: Submission {
      let all = [student] + names.filter { $0 != student }
      for numbered in all {
        guard numbered.hasSuffix(")"), let space = numbered.lastIndex(of: " ") else { continue }
        let number = numbered[space...].dropFirst(2).dropLast()
        let name = String(numbered[..<space])
        guard numbered[space...].hasPrefix(" ("), !number.isEmpty, number.allSatisfy({ $0.isNumber }),
          all.contains(name)
        else { continue }
        let others = all.filter { $0 != numbered && $0 != name }
        return Submission(names: [name] + others, number: String(number), isLate: false, files: [], markedAs: student)
      }
      return Submission(names: all, number: nil, isLate: false, files: [], markedAs: student)
    }
  }

  /// Sorted by name. If a student has several marks for an exercise, the last one counts.
  package private(set) var students: [Student] = []
  package private(set) var faults: [ClassFault] = []
  /// The maximum points of each exercise.
  package private(set) var possible: [String: Int] = [:]

  package var marks: [Mark] { students.flatMap { $0.marks } }

  package init(_ files: [[Mark]], _ roster: Roster?, rosterName: String = "the roster") {
    let people = Set(files.joined().map { Owner($0) }).sorted {
      ($0.student, $0.names.joined(separator: "\n")) < ($1.student, $1.names.joined(separator: "\n"))
    }
    let submissions = people.map { $0.submission }
    let handedIn = ClassSubmissions(submissions, roster, rosterName: rosterName)
    faults = handedIn.faults.map { fault in
      guard fault.kind == .severalSubmissions else { return fault }
      return ClassFault(fault.kind, fault.text + "; the last mark of an exercise counts")
    }
    var owners: [Owner: String] = [:]
    let all = SubmissionOwners(submissions, roster)
    for (person, submission) in zip(people, submissions) { owners[person] = all.owner(of: submission).name }
    var marks: [String: [Mark]] = [:]
    for mark in files.joined() {
      var mark = mark
      mark.student = owners[Owner(mark)] ?? mark.student
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
      return Student(student: student.name, marks: marks[student.name] ?? missing, names: student.otherNames)
    }
  }
}

/// The changes between two runs of marking, one line for each changed mark.
package struct MarkDifference {
  package let lines: [StyledText]

  /// The last line, with the number of changed marks.
  package var summary: StyledText { "\(lines.count) \(lines.count == 1 ? "mark" : "marks") changed\n" }

  package init(from old: [Mark], to new: [Mark]) {
    let before = Dictionary(old.map { ($0.key, $0) }) { $1 }
    let after = Dictionary(new.map { ($0.key, $0) }) { $1 }
    let keys = Set(before.keys).union(after.keys).sorted { ($0.student, $0.exercise) < ($1.student, $1.exercise) }
    lines = keys.compactMap { key in
      let (was, now) = (before[key], after[key])
      guard was?.status != now?.status || was?.points != now?.points else { return nil }
      return "\(key.student, .strong) \(key.exercise): \(Self.words(was)) -> \(Self.words(now))\n"
    }
  }

  private static func words(_ mark: Mark?) -> String {
    mark.map { "\($0.status.rawValue) \($0.points)/\($0.possible)" } ?? "no mark"
  }
}
