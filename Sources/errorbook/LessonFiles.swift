import Glibc

/// The lessons that a path of the command line names.
enum LessonFiles {
  /// The file itself or, for a folder, every lesson in it and below, in order of name. Hidden folders and symbolic links
  /// are left alone, and folders deeper than `depthLimit` too.
  static func find(_ path: String, endings: [String] = [".md"]) -> Result<[String], FileProblem> {
    func isWanted(_ name: String) -> Bool { endings.contains { name.hasSuffix($0) } }
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      return isWanted(path) ? .success([path]) : .failure(noLesson(path))
    }
    var files: [String] = []
    var folders = [(path, 0)]
    while let (folder, depth) = folders.popLast() {
      guard let entries = Folder.entries(folder) else {
        return .failure(FileProblem(file: folder, slug: "unreadable-file", message: String(cString: strerror(errno))))
      }
      for (name, kind) in entries {
        switch kind {
        case .folder: if depth < depthLimit { folders.append((Folder.path(folder, name), depth + 1)) }
        case .file: if isWanted(name) { files.append(Folder.path(folder, name)) }
        case .other: break
        }
      }
    }
    guard !files.isEmpty else {
      return .failure(FileProblem(file: path, slug: "no-lesson", message: "there is no lesson (.md) in this folder"))
    }
    return .success(files.sorted())
  }

  private static let depthLimit = 16

  private static func noLesson(_ path: String) -> FileProblem {
    FileProblem(
      file: path, slug: "no-lesson", message: "a lesson is a Markdown file (.md)",
      help: "`errorbook run` runs scripts")
  }
}
