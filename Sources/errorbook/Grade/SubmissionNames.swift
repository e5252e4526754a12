import Classroom

/// Whose a submission is, where the name of a file or folder alone does not say it.
enum SubmissionNames {
  /// The submissions under the names of the roster; without one, or where nobody on it is meant, under their own. Two people
  /// of the same name, whom a download tells apart by number, keep the number behind it.
  static func settled(_ submissions: [Submission], _ roster: Roster?) -> [Submission] {
    var numbers: [String: Set<String>] = [:]
    for submission in submissions {
      if let number = submission.number { numbers[submission.student, default: []].insert(number) }
    }
    return submissions.map { submission in
      var settled = submission
      let numbered = submission.number.map { "\(submission.student) (\($0))" }
      if let student = numbered.flatMap({ roster?.student(named: $0) }) {
        settled.student = student
      } else if let numbered, numbers[submission.student]?.count ?? 0 > 1 {
        settled.student = numbered
      } else if let student = roster?.student(named: submission.student) {
        settled.student = student
      }
      return settled
    }
  }
}
