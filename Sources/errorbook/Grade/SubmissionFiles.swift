import Classroom
import Files
import Marking

/// Lists submissions in folders. Does not follow links.
enum SubmissionFiles {
  static let reader = SubmissionReader(
    bytes: { HandedInFile.read($0, limit: $1) },
    entries: { folder in
      let entries: [(name: String, kind: Folder.Kind)]
      do throws(FileFailure) { entries = try Folder.entries(folder, hasHidden: true) } catch {
        return .failure(SubmissionReader.UnreadFolder(reason: error.reasonInSentence))
      }
      return .success(
        entries.map { SubmissionReader.Entry(name: $0.name, path: Folder.path(folder, $0.name), kind: kind($0.kind)) })
    })

  /// Returns the files at a path of the command line. Fails if the path does not exist or the folder cannot be read.
  static func tree(at path: String) -> Result<FileTree, FileProblem> {
    let kind = Folder.kind(path)
    guard kind != .other || exists(path) || Folder.isTaken(path) else {
      return .failure(FileProblem(file: path, slug: "unreadable-file", message: "no such file or folder"))
    }
    let tree = FileTree(SubmissionReader.Entry(name: name(of: path), path: path, kind: self.kind(kind)), reader)
    if case .unreadFolder(let reason) = tree.kind {
      return .failure(FileProblem(file: path, slug: "unreadable-file", message: reason))
    }
    return .success(tree)
  }

  /// Returns the last component of a path. For `.` and `..`, it is the name of that folder.
  private static func name(of path: String) -> String {
    let last = path.split(separator: "/").last.map { String($0) } ?? "."
    guard last == "." || last == ".." else { return last }
    return Folder.resolved(path)?.split(separator: "/").last.map { String($0) } ?? last
  }

  private static func kind(_ kind: Folder.Kind) -> SubmissionReader.EntryKind {
    switch kind {
    case .file: .file
    case .folder: .folder
    case .other: .other
    }
  }
}
