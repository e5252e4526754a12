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
  /// Files that stand where a submission could, and are none by their names.
  private(set) var passedOver: [String] = []

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
      case .file, .other:
        if isSubmission(name, path) { add(path, named: name) } else { passedOver.append(path) }
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
        Submission(
          student: canvas.student, exercise: exercise, path: path, late: canvas.isLate ? "yes" : nil,
          number: canvas.number))
    } else {
      found.append(Submission(student: stem, exercise: nil, path: path))
    }
  }

  private func isSubmission(_ name: String, _ path: String) -> Bool {
    name.hasSuffix(".eb") || (name.hasSuffix(".md") && HandInFile.isOne(path))
  }

  /// A folder of one student, whose files are named after the exercises.
  private mutating func addStudent(_ name: String, _ path: String) {
    let moodle = Moodle(name)
    let student = moodle?.student ?? name
    let before = found.count
    var folders = [(path, 0)]
    func add(_ exercise: String?, _ path: String) {
      found.append(Submission(student: student, exercise: exercise, path: path, number: moodle?.number))
    }
    while let (folder, depth) = folders.popLast() {
      guard let entries = Folder.entries(folder) else {
        // Reading it says why it cannot be read.
        add(nil, folder)
        continue
      }
      for (inner, kind) in entries {
        let path = Folder.path(folder, inner)
        if kind == .folder {
          if depth < Self.depthLimit { folders.append((path, depth + 1)) } else { passedOver.append(path) }
        } else if let exercise = exercise(of: inner) {
          add(exercise, path)
        } else if inner.hasSuffix(".eb"), exercises.count == 1 {
          add(exercises[0], path)
        } else if inner.hasSuffix(".md"), kind == .file, HandInFile.isOne(path) {
          add(nil, path)
        } else {
          passedOver.append(path)
        }
      }
    }
    // Somebody who handed in nothing that we know is a student all the same.
    if found.count == before { add(nil, "") }
  }

  private func exercise(of name: String) -> String? {
    guard name.hasSuffix(".eb") else { return nil }
    let stem = String(name.dropLast(3))
    return exercises.first { $0 == stem }
  }
}

/// `Jane Doe_12345_assignsubmission_file`, as Moodle names the folder of a student.
private struct Moodle {
  var student: String
  var number: String

  init?(_ folder: String) {
    guard let mark = folder.firstRange(of: "_assignsubmission_") else { return nil }
    let head = folder[..<mark.lowerBound]
    guard let end = head.lastIndex(of: "_") else { return nil }
    student = String(head[..<end])
    number = String(head[head.index(after: end)...])
  }
}

/// `doejane_LATE_123_456_NAME`: who, perhaps that it was late, two numbers, and the name of the file.
private struct Canvas {
  var student: String
  var isLate: Bool
  /// Of the student; the other one is the file's.
  var number: String
  var file: String

  init?(_ stem: String) {
    var parts = stem.split(separator: "_", omittingEmptySubsequences: false)[...]
    guard parts.count >= 4, let student = parts.popFirst() else { return nil }
    isLate = parts.first == "LATE" || parts.first == "late"
    if isLate { parts = parts.dropFirst() }
    guard parts.count >= 3, parts.prefix(2).allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isNumber) }) else { return nil }
    self.student = String(student)
    number = String(parts.first ?? "")
    file = parts.dropFirst(2).joined(separator: "_")
  }
}
