/// A submission as its layout describes it.
package struct Submission: Sendable, Hashable {
  /// The names of the student. The best one to display comes first.
  package var names: [String]
  /// The student's number in a download.
  package var number: String?
  /// Whether the name of the download says that it is late.
  package var isLate: Bool
  package var files: [AnswerFile]
  /// The student's name in existing marks.
  var markedAs: String?

  /// - Parameters: the values of the properties.
  package init(names: [String], number: String?, isLate: Bool, files: [AnswerFile], markedAs: String? = nil) {
    self.names = names
    self.number = number
    self.isLate = isLate
    self.files = files
    self.markedAs = markedAs
  }

  /// The name and number from a download, which distinguish people with the same name.
  var numberedName: String? { number.flatMap { number in names.first.map { "\($0) (\(number))" } } }
}

/// The students of a class and their submissions, under the names of the roster.
package struct ClassSubmissions: Sendable {
  package struct Student: Sendable, Hashable {
    package var name: String
    /// All names of the student, from the roster and from submissions.
    package var names: [String]
    package var isLate = false
    package var files: [AnswerFile] = []
    /// Names with the numbers of downloads: `Sam Lee (12)`.
    package var numberedNames: [String] = []

    /// All names except the displayed one. Files contain them so that others can match by them.
    package var otherNames: [String] { (numberedNames + names).filter { $0 != name } }
  }

  /// Sorted by name.
  package private(set) var students: [Student] = []
  /// Submissions that match nobody or several people on the roster, and students with submissions under several names.
  package private(set) var faults: [ClassFault] = []

  /// - Parameter rosterName: the name of the roster's file.
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
        faults.append(ClassFault(.severalOnRoster, "\(owner.name) matches several people on \(rosterName)"))
      case .noMatch: faults.append(ClassFault(.notOnRoster, "\(owner.name) is not on \(rosterName)"))
      }
    }
    for (student, names) in submittedAs.sorted(by: { $0.key < $1.key }) where Set(names).count > 1 {
      let shown = Set(names).sorted().joined(separator: ", ")
      faults.append(ClassFault(.severalSubmissions, "\(student) has submissions under several names: \(shown)"))
    }
    // An unknown title is read as a student who never submits anything.
    if let title = roster?.possibleTitle, submittedAs[title] == nil,
      roster?.students.contains(where: { submittedAs[$0] != nil }) == true
    {
      faults.append(
        ClassFault(
          .unknownTitle,
          "\(rosterName): row 1 (\(title)) may be a title: others on this list have submissions, but this name has none; "
            + "if it is a student, add a row with the title student above it"))
    }
    faults = faults.unique
    students = byName.values.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }
}

/// Finds the student of each submission. The name of a file or folder is not always enough.
struct SubmissionOwners {
  struct Owner {
    var name: String
    /// Always `person` if there is no roster.
    var match: ClassNames.Match
  }

  private let roster: Roster?
  private let repositories: RepositoryNames
  private var numbers: [String: Set<String>] = [:]

  init(_ submissions: [Submission], _ roster: Roster?) {
    self.roster = roster
    repositories = RepositoryNames(submissions.compactMap { $0.names.first })
    for submission in submissions {
      if let number = submission.number, let name = submission.names.first { numbers[name, default: []].insert(number) }
    }
  }

  /// Returns the student's name on the roster, or the submission's own name if there is no roster or no match. If a download
  /// distinguishes two people with the same name by number, the number is added to the name.
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
    // A shared name that is not on the roster matches nobody.
    let isUnmatched = isShared && roster.match(submission.names, repositories) == .noMatch
    return Owner(name: shown, match: isUnmatched ? .noMatch : match)
  }
}
