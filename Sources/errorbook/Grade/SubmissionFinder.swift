import Glibc

/// Finds what students handed in, in the shapes in which teachers have it:
///
/// - STUDENT.eb, for a lesson with one exercise, or STUDENT.md, which `errorbook hand-in` wrote;
/// - a folder STUDENT with NAME.eb for each exercise, at any depth of a few folders: so does nbgrader (STUDENT/ASSIGNMENT/)
///   and GitHub Classroom (a clone for each student);
/// - a download of Canvas (`doejane_LATE_123_456_NAME.eb`) or of Moodle (a folder `Jane Doe_123_assignsubmission_file`).
struct SubmissionFinder {
  /// The names of the lesson's exercises.
  let exercises: [String]
  private(set) var found: [Submission] = []

  private static let depthLimit = 8

  init(_ exercises: [String]) { self.exercises = exercises }

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
    for (name, kind) in entries {
      let path = Folder.path(folder, name)
      switch kind {
      case .folder: addStudent(name, path)
      case .file, .other: if Self.isSubmission(name) { add(path, named: name) }
      }
    }
    return nil
  }

  /// A file that stands beside others, one for each student.
  private mutating func add(_ path: String, named name: String) {
    let stem = String(name.prefix(upTo: name.lastIndex(of: ".") ?? name.endIndex))
    if let canvas = Canvas(stem) {
      let exercise = exercises.first { canvas.file == $0 || canvas.file.hasPrefix($0 + "-") }
      found.append(
        Submission(student: canvas.student, exercise: exercise, path: path, late: canvas.isLate ? "yes" : nil))
    } else {
      found.append(Submission(student: stem, exercise: nil, path: path))
    }
  }

  private static func isSubmission(_ name: String) -> Bool { name.hasSuffix(".eb") || name.hasSuffix(".md") }

  /// A folder of one student, whose files are named after the exercises.
  private mutating func addStudent(_ name: String, _ path: String) {
    let student = Self.moodleName(name) ?? name
    let before = found.count
    var folders = [(path, 0)]
    while let (folder, depth) = folders.popLast() {
      for (inner, kind) in Folder.entries(folder) ?? [] {
        let path = Folder.path(folder, inner)
        if kind == .folder {
          if depth < Self.depthLimit { folders.append((path, depth + 1)) }
        } else if let exercise = exercise(of: inner) {
          found.append(Submission(student: student, exercise: exercise, path: path))
        } else if inner.hasSuffix(".eb"), exercises.count == 1 {
          found.append(Submission(student: student, exercise: exercises[0], path: path))
        } else if inner.hasSuffix(".md"), Folder.kind(path) == .file, HandInFile.isOne(path) {
          found.append(Submission(student: student, exercise: nil, path: path))
        }
      }
    }
    // Somebody who handed in nothing that we know is a student all the same.
    if found.count == before { found.append(Submission(student: student, exercise: nil, path: "")) }
  }

  private func exercise(of name: String) -> String? {
    guard name.hasSuffix(".eb") else { return nil }
    let stem = String(name.dropLast(3))
    return exercises.first { $0 == stem }
  }

  /// `Jane Doe_12345_assignsubmission_file` as Moodle names the folder of a student.
  private static func moodleName(_ folder: String) -> String? {
    guard let mark = folder.firstRange(of: "_assignsubmission_") else { return nil }
    let head = folder[..<mark.lowerBound]
    return head.lastIndex(of: "_").map { String(head[..<$0]) }
  }
}

/// `doejane_LATE_123_456_NAME`: who, perhaps that it was late, two numbers, and the name of the file.
private struct Canvas {
  var student: String
  var isLate: Bool
  var file: String

  init?(_ stem: String) {
    var parts = stem.split(separator: "_", omittingEmptySubsequences: false)[...]
    guard parts.count >= 4, let student = parts.popFirst() else { return nil }
    isLate = parts.first == "LATE" || parts.first == "late"
    if isLate { parts = parts.dropFirst() }
    guard parts.count >= 3, parts.prefix(2).allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isNumber) }) else { return nil }
    self.student = String(student)
    file = parts.dropFirst(2).joined(separator: "_")
  }
}
