import Classroom
import Files

/// The names of what was handed in, read from folders; no link is followed.
enum SubmissionFiles {
  /// Deeper than any system lays out a class, with folders of a student in it.
  private static let depthLimit = 10
  private static let metadataLimit = 1 << 24

  /// A path of the command line; fails where there is nothing, or a folder that cannot be read.
  static func tree(at path: String) -> Result<FileTree, FileProblem> {
    let name = name(of: path)
    let kind = Folder.kind(path)
    guard kind != .other || exists(path) || Folder.isTaken(path) else {
      return .failure(FileProblem(file: path, slug: "unreadable-file", message: "no such file or folder"))
    }
    let tree = tree(path, name, kind, depth: 0)
    if case .unreadFolder(let reason) = tree.kind {
      return .failure(FileProblem(file: path, slug: "unreadable-file", message: reason))
    }
    return .success(tree)
  }

  /// The last part of a path: of `.` that of the folder that it means.
  private static func name(of path: String) -> String {
    let last = path.split(separator: "/").last.map { String($0) } ?? "."
    guard last == "." || last == ".." else { return last }
    return Folder.resolved(path)?.split(separator: "/").last.map { String($0) } ?? last
  }

  private static func tree(_ path: String, _ name: String, _ kind: Folder.Kind, depth: Int) -> FileTree {
    switch kind {
    case .other: return FileTree(name: name, path: path, kind: .other)
    case .file:
      let isPage = name.lowercased().hasSuffix(".md") && HandInFile.isOne(path)
      return FileTree(
        name: name, path: path, kind: .file, isHandInPage: isPage,
        metadata: name == GradescopeExport.fileName ? metadata(path) : nil)
    case .folder:
      guard depth < depthLimit else { return FileTree(name: name, path: path, kind: .deepFolder) }
      let entries: [(name: String, kind: Folder.Kind)]
      do throws(FileFailure) { entries = try Folder.entries(path) } catch {
        return FileTree(name: name, path: path, kind: .unreadFolder(reason: error.reasonInSentence))
      }
      return FileTree(
        name: name, path: path, kind: .folder,
        entries: entries.map { tree(Folder.path(path, $0.name), $0.name, $0.kind, depth: depth + 1) })
    }
  }

  private static func metadata(_ path: String) -> [UInt8]? {
    try? HandedInFile.read(path, limit: metadataLimit).get()
  }
}
