/// Finds the submissions of students in the layouts that teachers have:
///
/// - STUDENT.eb, for a lesson with one exercise, STUDENT_NAME.eb, or STUDENT.md, which `errorbook hand-in` wrote;
/// - a folder STUDENT with NAME.eb for each exercise, possibly nested in a few folders: for example from nbgrader
///   (STUDENT/ASSIGNMENT/), or one repository per student (ASSIGNMENT-STUDENT/);
/// - a download from Canvas (`doejane_LATE_123_456_NAME.eb`), from Moodle (a folder `Jane Doe_123_assignsubmission_file`, or
///   files whose names start like that), or from Gradescope (`submission_123`);
/// - a path to the folder of one student, as Gradescope's autograder has it.
///
/// One misplaced file must not decide the layout of a class. The layout of a folder is the one that matches most people on
/// the roster, and then most entries. Entries that do not fit are reported.
package struct SubmissionLayout: Sendable {
  package private(set) var submissions: [Submission] = []
  /// Files and folders that are not submissions, each with the reason.
  package private(set) var leftOut: [ClassFault] = []
  /// Folders that are treated as sections of a class because there is no roster.
  package private(set) var sections: [ClassFault] = []

  private let exercises: [String]
  private let roster: Roster?

  /// The maximum number of folders around the class.
  private static let wrapperLimit = 3

  /// - Parameters:
  ///   - paths: the paths on the command line.
  ///   - exercises: the names of the lesson's exercises.
  ///   - isOfOneStudent: whether each path is the folder of one student, for a format that supports only one.
  package init(_ paths: [FileTree], exercises: [String], roster: Roster?, isOfOneStudent: Bool = false) {
    self.exercises = exercises
    self.roster = roster
    let isOnly = paths.count == 1
    readFiles(paths.filter { !$0.isFolder }, folders: paths.count(where: { $0.isFolder }))
    for tree in paths where tree.isFolder {
      if isOfOneStudent { addStudent(tree) } else { readFolder(tree, isOnly: isOnly, depth: 0) }
    }
  }

  // MARK: One entry

  /// The kind of name that an entry has, which shows where it comes from.
  private enum Shape: Hashable { case file, canvasFile, moodleFile, folder, moodleFolder, gradescopeFolder }

  /// An entry of a class's folder that can be a submission.
  private struct Member {
    var tree: FileTree
    var shape: Shape
    var submissions: [Submission]
    /// Whether it belongs to somebody on the roster.
    var isKnown: Bool
    /// The number of exercises that it has files for.
    var answers: Int
    /// Whether it has any script, even for another assignment.
    var hasScripts = true
  }

  private func isKnown(_ name: String) -> Bool { roster?.student(named: name) != nil }

  private func isKnown(_ submission: Submission, _ repositories: RepositoryNames) -> Bool {
    match(submission, repositories) != .noMatch
  }

  /// Returns the person on the roster that any name of a submission matches.
  private func match(_ submission: Submission, _ repositories: RepositoryNames) -> ClassNames.Match {
    roster?.match(submission.names + [submission.numberedName].compactMap { $0 }, repositories) ?? .noMatch
  }

  /// Returns the people on the roster whose submissions an entry contains.
  private func people(of member: Member, _ repositories: RepositoryNames) -> Set<Int> {
    Set(
      member.submissions.compactMap { submission in
        if case .person(let person) = match(submission, repositories) { person } else { nil }
      })
  }

  private func member(_ tree: FileTree, _ repositories: RepositoryNames, _ export: GradescopeExport) -> Member? {
    guard tree.name != FileTree.metadataOfMacs, !tree.isHidden else { return nil }
    return tree.isFolder ? folderMember(tree, repositories, export) : fileMember(tree, repositories)
  }

  private func fileMember(_ tree: FileTree, _ repositories: RepositoryNames) -> Member? {
    if let download = DownloadName(canvas: tree.name) {
      return downloaded(tree, download, .canvasFile, repositories)
    }
    if let download = DownloadName(moodle: tree.name) {
      return downloaded(tree, download, .moodleFile, repositories)
    }
    let file = AnswerFile(tree, name: tree.name, shownAs: tree.name, isWhole: true)
    let submission = submission(studentNames(of: tree), files: [file])
    let isKnown = isKnown(submission, repositories)
    if !isKnown, file.kind == .script, exercise(of: tree) == nil,
      let part = tree.uploadName.studentAndExercise(of: exercises),
      self.isKnown(part.student) || (roster == nil && exercises.count > 1)
    {
      let file = AnswerFile(tree, name: part.exercise + ".eb", shownAs: tree.name)
      return Member(
        tree: tree, shape: .file, submissions: [self.submission([part.student], files: [file])],
        isKnown: self.isKnown(part.student), answers: 1)
    }
    switch file.kind {
    case .script, .page, .archive: break
    // Such files are as likely to be notes and lists as answers with a wrong ending.
    case .text, .other, .unreadFolder: if !isKnown { return nil }
    }
    // A file named after an exercise and not after a student is a starter or a solution.
    if !isKnown, exercise(of: tree) != nil || (file.kind == .archive && nearExercise(of: tree) != nil) { return nil }
    return Member(tree: tree, shape: .file, submissions: [submission], isKnown: isKnown, answers: 1)
  }

  /// Returns the name of the student of a file STUDENT.eb. ` (1)` at the end may distinguish two people or come from a browser.
  private func studentNames(of tree: FileTree) -> [String] {
    // A page is STUDENT.md. Other files have the same endings as answers.
    let name = tree.isHandInPage ? String(tree.name.dropLast(3)) + ".eb" : tree.name
    let whole = name.hasSuffix(")") ? name : String(name.prefix(upTo: name.lastIndex(of: ".") ?? name.endIndex))
    let stem = tree.isHandInPage ? UploadName(name).stem : tree.uploadName.stem
    if isKnown(whole) || stem.isEmpty { return [whole] }
    let count = whole.dropFirst(stem.count).filter { $0.isNumber }
    return count.count > 1 && whole.hasSuffix(")") && !isKnown(stem) ? [whole] : [stem]
  }

  private func downloaded(
    _ tree: FileTree, _ download: DownloadName, _ shape: Shape, _ repositories: RepositoryNames
  ) -> Member {
    let file = AnswerFile(tree, name: download.file, shownAs: download.file)
    let submission = Submission(
      names: [download.student], number: download.number, isLate: download.isLate, files: [file])
    return Member(
      tree: tree, shape: shape, submissions: [submission], isKnown: isKnown(submission, repositories), answers: 1)
  }

  private func folderMember(_ tree: FileTree, _ repositories: RepositoryNames, _ export: GradescopeExport) -> Member {
    let files = self.files(of: tree)
    let moodle = DownloadName(moodle: tree.name)
    let number = tree.name.utf8.dropFirst(Self.gradescopePrefix.utf8.count)
    let isGradescope =
      tree.name.hasPrefix(Self.gradescopePrefix) && !number.isEmpty
      && number.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    let people = export.people[tree.name].map { $0.filter { !$0.isEmpty } } ?? []
    let submissions: [Submission] =
      people.isEmpty
      ? [Submission(names: [moodle?.student ?? tree.name], number: moodle?.number, isLate: false, files: files)]
      : people.map { submission($0 + [tree.name], files: files) }
    let shape: Shape = moodle != nil ? .moodleFolder : isGradescope ? .gradescopeFolder : .folder
    return Member(
      tree: tree, shape: shape, submissions: submissions,
      isKnown: submissions.contains { isKnown($0, repositories) }, answers: Self.answers(in: files, exercises),
      hasScripts: files.contains { $0.kind == .script })
  }

  private static let gradescopePrefix = "submission_"

  private func submission(_ names: [String], files: [AnswerFile]) -> Submission {
    Submission(names: names, number: nil, isLate: false, files: files)
  }

  private func files(of tree: FileTree) -> [AnswerFile] {
    if case .unreadFolder = tree.kind { return [AnswerFile(tree, name: tree.name, shownAs: tree.name)] }
    return tree.allFiles
  }

  /// Returns the number of exercises that files answer, judging by their names.
  private static func answers(in files: [AnswerFile], _ exercises: [String]) -> Int {
    let named = exercisesNamed(by: files, exercises).reduce(into: Set<String>()) { $0.insert($1) }
    let isOther = files.contains { file in
      switch file.kind {
      case .page, .archive, .unreadFolder: true
      case .script: file.depth == 0
      case .text, .other: false
      }
    }
    return max(named.count, isOther ? 1 : 0)
  }

  /// Returns the exercises that files are named after, with repetitions.
  private static func exercisesNamed(by files: [AnswerFile], _ exercises: [String]) -> [String] {
    files.filter { $0.kind == .script || $0.kind == .text }.compactMap { $0.name.exercise(of: exercises) }
  }

  /// Returns the exercise that an entry's name resembles.
  private func nearExercise(of tree: FileTree) -> String? {
    guard !tree.isFolder, !tree.isHandInPage, !tree.isHidden else { return nil }
    return tree.uploadName.nearExercise(of: exercises)
  }

  private func exercise(of tree: FileTree) -> String? {
    guard !tree.isFolder, !tree.isHandInPage, !tree.isHidden else { return nil }
    return tree.uploadName.isScript ? tree.uploadName.exercise(of: exercises) : nil
  }

  // MARK: Files of the command line

  /// Reads files on the command line like the entries of a folder, because a shell may have listed them. If none has the name
  /// of a submission, the user chose them on purpose.
  private mutating func readFiles(_ files: [FileTree], folders: Int) {
    let members = files.map { member($0, RepositoryNames(), GradescopeExport()) }
    let isOnPurpose = folders == 0 && members.allSatisfy { $0 == nil }
    let isStray = folders > members.count { $0 != nil }
    for (tree, member) in zip(files, members) {
      if let member, member.isKnown || !isStray {
        submissions += member.submissions
      } else if isOnPurpose {
        let file = AnswerFile(tree, name: tree.name, shownAs: tree.name, isWhole: true)
        submissions.append(submission(studentNames(of: tree), files: [file]))
      } else {
        leaveOut(tree, inClassOf: isStray ? [.folder] : [.file])
      }
    }
  }

  // MARK: A folder

  private mutating func readFolder(_ tree: FileTree, isOnly: Bool, depth: Int) {
    if case .unreadFolder = tree.kind { return addStudent(tree) }
    let repositories = RepositoryNames(tree.entries.filter { $0.isFolder }.map { $0.name })
    let export = tree.entries.lazy.compactMap { $0.metadata }.first.map { GradescopeExport($0) } ?? GradescopeExport()
    let members = tree.entries.compactMap { member($0, repositories, export) }
    let best = Self.bestShapes(members)
    if isOfOneStudent(tree, members, best, isOnly: isOnly) { return addStudent(tree) }
    if depth < Self.wrapperLimit {
      let sections = sections(in: members, best)
      if !sections.isEmpty {
        let shown = tree.entries.filter { sections.contains($0.path) }.map { $0.path }.joined(separator: ", ")
        self.sections.append(
          ClassFault(
            .section,
            "\(shown) are read as sections: they have folders of several students, and there is no roster"))
      }
      let inner = sections.isEmpty ? classes(in: tree, members, best) : sections
      if !inner.isEmpty {
        for entry in tree.entries {
          if inner.contains(entry.path) { readFolder(entry, isOnly: true, depth: depth + 1) } else { leaveOut(entry) }
        }
        return
      }
    }
    // Files next to a student's folder, or next to the majority's layout, are reported: it is not clear which one is meant.
    let first = best.shapes.contains(.folder) ? [.folder] : best.shapes
    let placed = members.filter { first.contains($0.shape) }.reduce(into: Set<Int>()) {
      $0.formUnion(people(of: $1, repositories))
    }
    let byPath = Dictionary(members.map { ($0.tree.path, $0) }) { first, _ in first }
    for entry in tree.entries {
      if let member = byPath[entry.path], member.isKnown || (best.shapes.contains(member.shape) && isStudent(member)),
        first.contains(member.shape) || people(of: member, repositories).isDisjoint(with: placed)
      {
        submissions += member.submissions
      } else {
        leaveOut(entry, inClassOf: first)
      }
    }
  }

  /// With a roster, a folder without scripts is a student's only if its name is on the roster.
  private func isStudent(_ member: Member) -> Bool { member.answers > 0 || member.hasScripts || roster == nil }

  private struct BestShapes {
    var shapes: Set<Shape> = []
    var known = 0
    var members = 0
  }

  /// Returns the shapes that match most people on the roster; if there are no matches, those of most entries.
  private static func bestShapes(_ members: [Member]) -> BestShapes {
    var best = BestShapes()
    for (shape, group) in Dictionary(grouping: members, by: { $0.shape }) {
      let known = group.count(where: { $0.isKnown })
      let count = group.count { $0.answers > 0 }
      if (known, count) == (best.known, best.members) {
        best.shapes.insert(shape)
      } else if (known, count) > (best.known, best.members) {
        best = BestShapes(shapes: [shape], known: known, members: count)
      }
    }
    return best
  }

  private func isOfOneStudent(_ tree: FileTree, _ members: [Member], _ best: BestShapes, isOnly: Bool) -> Bool {
    let isDownload = !best.shapes.isDisjoint(with: [.canvasFile, .moodleFile, .moodleFolder, .gradescopeFolder])
    guard !isDownload else { return false }
    let exact = Set(
      tree.entries.compactMap { entry in exercise(of: entry).flatMap { isMember(entry, members) ? nil : $0 } })
    let near = nearlyNamed(tree, members, exact)
    let named = exact.count + near.count
    if best.known > 1 { return false }
    if isKnown(tree.name) { return best.known == 0 || named > 0 }
    if best.known == 1 { return false }
    // In a class, the students' folders together answer more exercises than the folder itself.
    let answers = members.filter { best.shapes.contains($0.shape) && !near.contains($0.tree.path) }
      .reduce(0) { $0 + $1.answers }
    if named > 0 { return isOnly ? answers < named : answers <= named }
    return !isOnly && best.members <= 1 && members.count(where: { !$0.tree.isFolder }) <= 1
  }

  /// Returns the paths of files whose names resemble an exercise or are archives of that name. Students can have such names.
  /// So a file counts only next to others, and only for an exercise that no other file is named after.
  private func nearlyNamed(_ tree: FileTree, _ members: [Member], _ exact: Set<String>) -> Set<String> {
    let near = tree.entries.compactMap { entry in
      nearExercise(of: entry).map { (path: entry.path, exercise: $0, isArchive: entry.isArchive) }
    }.filter { entry in !members.contains { $0.tree.path == entry.path && $0.isKnown } }
    let counts = Dictionary(grouping: near, by: { $0.exercise }).mapValues { $0.count }
    let alone = near.filter { !exact.contains($0.exercise) && counts[$0.exercise] == 1 }
    let isBesideOthers = !exact.isEmpty
    return Set(alone.filter { isBesideOthers || $0.isArchive }.map { $0.path })
  }

  private func isMember(_ entry: FileTree, _ members: [Member]) -> Bool {
    members.contains { $0.tree.path == entry.path && !$0.tree.isFolder }
  }

  /// Returns the paths of folders that each contain a class: an archive that was unpacked into a folder, or the sections of a
  /// class.
  private func classes(in tree: FileTree, _ members: [Member], _ best: BestShapes) -> Set<String> {
    guard best.known == 0, best.shapes.isDisjoint(with: [.moodleFolder, .gradescopeFolder, .canvasFile, .moodleFile])
    else { return [] }
    let folders = members.filter { $0.shape == .folder }
    if roster != nil {
      let known = folders.filter { folder in
        let names = RepositoryNames(folder.tree.entries.filter { $0.isFolder }.map { $0.name })
        return folder.tree.entries.contains { member($0, names, GradescopeExport())?.isKnown == true }
      }
      if !known.isEmpty { return Set(known.map({ $0.tree.path })) }
    }
    let answering = folders.filter { $0.answers > 0 }
    guard answering.count == 1, best.shapes.contains(.folder), let only = answering.first, isClass(only.tree) else {
      return []
    }
    return [only.tree.path]
  }

  /// Returns the paths of folders with answers if several of them contain folders of several students. The folders of one
  /// student often share names, such as those of assignments or versions.
  private func sections(in members: [Member], _ best: BestShapes) -> Set<String> {
    guard best.known == 0, best.shapes == [.folder] else { return [] }
    let answering = members.filter { $0.shape == .folder && $0.answers > 0 }
    let groups = answering.map { member in
      (tree: member.tree, students: member.tree.entries.filter { $0.isFolder && !$0.isHidden && answers($0) > 0 })
    }.filter { group in group.students.count > 1 && isClass(group.tree) && !hasOwnAnswer(group.tree) }
    let names = groups.flatMap { $0.students.map { $0.name } }
    guard groups.count > 1, Set(names).count == names.count,
      !groups.contains(where: { $0.students.contains { $0.uploadName.exercise(of: exercises) != nil } })
    else { return areDownloads(answering) ? Set(answering.map({ $0.tree.path })) : [] }
    return Set(answering.map { $0.tree.path })
  }

  /// Whether several folders each contain a part of a download with students' names.
  private func areDownloads(_ folders: [Member]) -> Bool {
    let inner = folders.map { folder in
      folder.tree.entries.compactMap { member($0, RepositoryNames(), GradescopeExport()) }
    }
    let names = inner.joined().map { $0.tree.name }
    return folders.count > 1 && Set(names).count == names.count
      && inner.allSatisfy { members in
        !members.isEmpty && members.allSatisfy { ![.file, .folder].contains($0.shape) }
      }
  }

  private func answers(_ tree: FileTree) -> Int { Self.answers(in: files(of: tree), exercises) }

  /// Whether a folder has an answer outside of its subfolders.
  private func hasOwnAnswer(_ tree: FileTree) -> Bool { tree.entries.contains { exercise(of: $0) != nil } }

  /// Whether a folder would be ambiguous as one student's, but contains several students as a class.
  private func isClass(_ tree: FileTree) -> Bool {
    let members = tree.entries.compactMap { member($0, RepositoryNames(), GradescopeExport()) }
    let best = Self.bestShapes(members)
    if members.contains(where: { ![.file, .folder].contains($0.shape) }) { return true }
    guard best.members > 1 else { return false }
    let files = tree.allFiles
    let named = Dictionary(grouping: Self.exercisesNamed(by: files, exercises)) { $0 }
    return named.isEmpty || named.contains { $0.value.count > 1 }
  }

  private mutating func addStudent(_ tree: FileTree) {
    let moodle = DownloadName(moodle: tree.name)
    submissions.append(
      Submission(names: [moodle?.student ?? tree.name], number: moodle?.number, isLate: false, files: files(of: tree)))
  }

  private mutating func leaveOut(_ entry: FileTree, inClassOf shapes: Set<Shape> = []) {
    guard entry.name != FileTree.metadataOfMacs, entry.metadata == nil else { return }
    let reason: String
    if entry.isHidden {
      guard entry.isHiddenSubmission else { return }
      reason = "is hidden"
    } else if entry.isFolder {
      reason =
        shapes.isDisjoint(with: [.file, .canvasFile, .moodleFile])
        ? "is not a student's folder" : "is a folder among files"
    } else if let exercise = exercise(of: entry) {
      reason = "is named after exercise \(exercise), not after a student"
    } else if AnswerFile(entry, name: entry.name, shownAs: entry.name).kind == .script, !shapes.isEmpty {
      reason = "is a file among folders"
    } else {
      reason = "is not named like a submission"
    }
    leftOut.append(ClassFault(.leftOut, "\(entry.path) \(reason)", path: entry.path))
  }
}
