import Glibc

/// Finds what students handed in, in the shapes in which teachers have it:
///
/// - STUDENT.eb, for a lesson with one exercise, or STUDENT.md, which `errorbook hand-in` wrote;
/// - a folder STUDENT with NAME.eb for each exercise, at any depth of a few folders: so does nbgrader (STUDENT/ASSIGNMENT/)
///   and GitHub Classroom (a clone for each student);
/// - a download of Canvas (`doejane_LATE_123_456_NAME.eb`) or of Moodle (a folder `Jane Doe_123_assignsubmission_file`, or
///   files whose names begin so);
/// - a path to a folder of one student, as Gradescope has it.
struct SubmissionFinder {
  /// The names of the lesson's exercises.
  let exercises: [String]
  /// Whether all that is found is of one student, whose folder each path is.
  let isOfOneStudent: Bool
  private(set) var found: [Submission] = []
  /// Files that stand where a submission could, and are none by their names.
  private(set) var passedOver: [String] = []

  private static let depthLimit = 8

  init(_ exercises: [String], isOfOneStudent: Bool = false) {
    self.exercises = exercises
    self.isOfOneStudent = isOfOneStudent
  }

  /// Looks at a path of the command line; answers why it could not.
  mutating func look(at path: String) -> FileProblem? {
    switch Folder.kind(path) {
    case .file: add(path, named: String(path.split(separator: "/").last ?? ""))
    case .folder: return lookInside(path)
    case .other:
      guard access(path, F_OK) == 0 else {
        return FileProblem(file: path, slug: "unreadable-file", message: "no such file or folder")
      }
      add(path, named: String(path.split(separator: "/").last ?? ""))
    }
    return nil
  }

  private mutating func lookInside(_ folder: String) -> FileProblem? {
    guard let entries = Folder.entries(folder) else {
      return FileProblem(file: folder, slug: "unreadable-file", message: String(cString: strerror(errno)).lowercased())
    }
    let scripts = entries.filter { $0.kind != .folder && $0.name.hasSuffix(".eb") }
    if isOfOneStudent || (!scripts.isEmpty && scripts.allSatisfy { exercise(of: $0.name) != nil }) {
      addStudent(String(folder.split(separator: "/").last ?? "."), folder)
      return nil
    }
    for (name, kind) in entries where name != Self.metadataOfMacs {
      let path = Folder.path(folder, name)
      switch kind {
      case .folder: addStudent(name, path)
      case .file, .other:
        if isSubmission(name, path) { add(path, named: name) } else { passedOver.append(path) }
      }
    }
    return nil
  }

  /// A folder that Macs put into archives.
  private static let metadataOfMacs = "__MACOSX"

  /// A file that stands beside others, one for each student.
  private mutating func add(_ path: String, named name: String) {
    let stem = String(name.prefix(upTo: name.lastIndex(of: ".") ?? name.endIndex))
    if let download = Download(canvas: stem) ?? Download(moodle: stem) {
      found.append(
        Submission(
          student: download.student, exercise: exercise(uploadedAs: download.file), path: path,
          late: download.isLate ? "yes" : nil, number: download.number))
    } else {
      found.append(Submission(student: stem, exercise: nil, path: path))
    }
  }

  private func isSubmission(_ name: String, _ path: String) -> Bool {
    name.hasSuffix(".eb") || (name.hasSuffix(".md") && HandInFile.isOne(path))
  }

  /// A folder of one student, whose files are named after the exercises. The only exercise of a lesson may have another name,
  /// where nothing has its own and the file lies in no further folder: nbgrader's are those of other assignments.
  private mutating func addStudent(_ name: String, _ path: String) {
    let moodle = Download(moodle: name)
    let student = moodle?.student ?? name
    let (files, unreadable) = files(below: path)
    var others: [(path: String, isOnTop: Bool)] = []
    let before = found.count
    func add(_ exercise: String?, _ path: String) {
      found.append(Submission(student: student, exercise: exercise, path: path, number: moodle?.number))
    }
    // Reading them says why they cannot be read.
    for folder in unreadable { add(nil, folder) }
    for file in files {
      if let exercise = exercise(of: file.name) {
        add(exercise, file.path)
      } else if file.name.hasSuffix(".md"), file.kind == .file, HandInFile.isOne(file.path) {
        add(nil, file.path)
      } else if file.name.hasSuffix(".eb"), exercises.count == 1 {
        others.append((file.path, file.depth == 0))
      } else {
        passedOver.append(file.path)
      }
    }
    let isNamed = found.count > before
    for other in others {
      if !isNamed, moodle != nil || other.isOnTop {
        add(exercises[0], other.path)
      } else {
        passedOver.append(other.path)
      }
    }
    // Somebody who handed in nothing that we know is a student all the same.
    if found.count == before { add(nil, "") }
  }

  private struct FoundFile {
    var name: String
    var path: String
    var kind: Folder.Kind
    /// In how many folders below the student's it lies.
    var depth: Int
  }

  /// All files in a folder and those below it, and the folders that could not be read.
  private mutating func files(below path: String) -> (files: [FoundFile], unreadable: [String]) {
    var files: [FoundFile] = []
    var unreadable: [String] = []
    var folders = [(path, 0)]
    while let (folder, depth) = folders.popLast() {
      guard let entries = Folder.entries(folder) else {
        unreadable.append(folder)
        continue
      }
      for (name, kind) in entries where name != Self.metadataOfMacs {
        let path = Folder.path(folder, name)
        if kind != .folder {
          files.append(FoundFile(name: name, path: path, kind: kind, depth: depth))
        } else if depth < Self.depthLimit {
          folders.append((path, depth + 1))
        } else {
          passedOver.append(path)
        }
      }
    }
    return (files, unreadable)
  }

  private func exercise(of name: String) -> String? {
    guard name.hasSuffix(".eb") else { return nil }
    let stem = String(name.dropLast(3))
    return exercises.first { $0 == stem }
  }

  /// The exercise by the name of an uploaded file, without its ending; Canvas counts what is handed in again: `NAME-1`.
  private func exercise(uploadedAs name: String) -> String? {
    if exercises.contains(name) { return name }
    guard let hyphen = name.lastIndex(of: "-"), name[name.index(after: hyphen)...].allSatisfy(\.isNumber) else {
      return nil
    }
    return exercises.first { $0 == name[..<hyphen] }
  }
}
