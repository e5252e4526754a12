/// What somebody handed in, as its layout says it.
package struct Submission: Sendable, Hashable {
  /// Under which names it was handed in, the best to show first.
  package var names: [String]
  /// The number that a download gives to the student.
  package var number: String?
  /// Whether the name of the download says that it is late.
  package var isLate: Bool
  package var files: [AnswerFile]
  /// The name that marks have for the student already.
  var markedAs: String?

  /// - Parameters: as the properties.
  package init(names: [String], number: String?, isLate: Bool, files: [AnswerFile], markedAs: String? = nil) {
    self.names = names
    self.number = number
    self.isLate = isLate
    self.files = files
    self.markedAs = markedAs
  }

  /// The name and number of a download together: it tells people of one name apart.
  var numberedName: String? { number.flatMap { number in names.first.map { "\($0) (\(number))" } } }
}

/// The people of a class and what they handed in, under the names of the roster.
package struct HandedIn: Sendable {
  package struct Student: Sendable, Hashable {
    package var name: String
    /// All names of the student: those of the roster, and those of what was handed in.
    package var names: [String]
    package var isLate = false
    package var files: [AnswerFile] = []
    /// With the numbers of downloads: `Sam Lee (12)`.
    package var numberedNames: [String] = []

    /// All names but the one that is shown, for files that others match by them.
    package var otherNames: [String] { (numberedNames + names).filter { $0 != name } }
  }

  /// In order of name.
  package private(set) var students: [Student] = []
  /// Submissions that are nobody's on the roster or could be of several, and students who have some under several names.
  package private(set) var faults: [ClassFault] = []

  /// - Parameter rosterName: of the file.
  package init(_ submissions: [Submission], _ roster: Roster?, rosterName: String = "the roster") {
    let owners = SubmissionOwners(submissions, roster)
    var byName: [String: Student] = [:]
    var submittedAs: [String: [String]] = [:]
    for student in roster?.students ?? [] {
      byName[student] = Student(name: student, names: roster?.names(of: student) ?? [student])
    }
    for submission in submissions {
      let owner = owners.owner(of: submission)
      var student = byName[owner.name] ?? Student(name: owner.name, names: [owner.name])
      student.names += submission.names.filter { !student.names.contains($0) }
      if let numbered = submission.numberedName, !student.numberedNames.contains(numbered) {
        student.numberedNames.append(numbered)
      }
      student.isLate = student.isLate || submission.isLate
      student.files += submission.files
      byName[owner.name] = student
      submittedAs[owner.name, default: []].append(submission.markedAs ?? submission.names.first ?? "")
      switch owner.match {
      case .person: break
      case .several:
        faults.append(ClassFault(.severalOnRoster, "\(owner.name) could be several people on \(rosterName)"))
      case .nobody: faults.append(ClassFault(.notOnRoster, "\(owner.name) is nobody on \(rosterName)"))
      }
    }
    for (student, names) in submittedAs.sorted(by: { $0.key < $1.key }) where Set(names).count > 1 {
      let shown = Set(names).sorted().joined(separator: ", ")
      faults.append(ClassFault(.severalSubmissions, "\(student) has submissions under several names: \(shown)"))
    }
    // A title that is not known is a student who never hands in anything.
    if let title = roster?.possibleTitle, submittedAs[title] == nil,
      roster?.students.contains(where: { submittedAs[$0] != nil }) == true
    {
      faults.append(
        ClassFault(
          .unknownTitle,
          "\(rosterName): row 1 (\(title)) may be a title: others on this list handed in, and nobody of that name; "
            + "if it is a student, put the title student above it"))
    }
    faults = faults.unique
    students = byName.values.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }
}

/// Whose a submission is, where the name of a file or folder alone does not say it.
struct SubmissionOwners {
  struct Owner {
    var name: String
    /// Always `person` without a roster.
    var match: ClassNames.Match
  }

  private let roster: Roster?
  private let repositories: RepositoryNames
  private var numbers: [String: Set<String>] = [:]

  init(_ submissions: [Submission], _ roster: Roster?) {
    self.roster = roster
    repositories = RepositoryNames(submissions.compactMap(\.names.first))
    for submission in submissions {
      if let number = submission.number, let name = submission.names.first { numbers[name, default: []].insert(number) }
    }
  }

  /// The name of the roster; without one, or where nobody on it is meant, its own. Two people of the same name, whom a
  /// download tells apart by number, keep the number after it.
  func owner(of submission: Submission) -> Owner {
    let own = submission.names.first ?? ""
    let isShared = numbers[own].map { $0.count > 1 } ?? false
    let shown = isShared ? submission.numberedName ?? own : submission.markedAs ?? own
    guard let roster else { return Owner(name: shown, match: .person(0)) }
    if let numbered = submission.numberedName, case .person(let person) = roster.match([numbered], repositories) {
      return Owner(name: roster.students[person], match: .person(person))
    }
    if !isShared, let marked = submission.markedAs, let person = roster.person(shownAs: marked) {
      return Owner(name: marked, match: .person(person))
    }
    let match = isShared ? .several : roster.match(submission.names, repositories)
    if case .person(let person) = match { return Owner(name: roster.students[person], match: match) }
    // A shared name that nobody on the roster has is nobody's.
    let isNobody = isShared && roster.match(submission.names, repositories) == .nobody
    return Owner(name: shown, match: isNobody ? .nobody : match)
  }
}
