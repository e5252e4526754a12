import Glibc

/// The lessons that a path of the command line names.
enum LessonFiles {
  /// The file itself or, for a folder, every lesson in it and below, in order of name. Hidden folders and symbolic links
  /// are left alone, and folders deeper than `depthLimit` too.
  static func find(_ path: String, endings: [String] = [".md"]) -> Result<[String], FileProblem> {
    func isWanted(_ name: String) -> Bool { endings.contains { name.hasSuffix($0) } }
    guard isFolder(path) else { return isWanted(path) ? .success([path]) : .failure(noLesson(path)) }
    var files: [String] = []
    var folders = [(path, 0)]
    while let (folder, depth) = folders.popLast() {
      guard let names = names(in: folder) else {
        return .failure(FileProblem(file: folder, slug: "unreadable-file", message: String(cString: strerror(errno))))
      }
      for name in names {
        let inner = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
        if isFolder(inner) {
          if depth < depthLimit { folders.append((inner, depth + 1)) }
        } else if isWanted(name) {
          files.append(inner)
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

  /// What stands in a folder, but for hidden names and symbolic links; nil where it cannot be read.
  private static func names(in folder: String) -> [String]? {
    guard let stream = opendir(folder) else { return nil }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      guard entry.pointee.d_type != UInt8(DT_LNK) else { continue }
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
