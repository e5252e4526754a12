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
    let names = ClassNames(roster?.students ?? [])
    return submissions.map { submission in
      var settled = submission
      if let number = submission.number, let all = numbers[submission.student], all.count > 1 {
        settled.student += " (\(number))"
      } else if let roster, let person = names.person(submission.student) {
        settled.student = roster.students[person]
      }
      return settled
    }
  }
}
