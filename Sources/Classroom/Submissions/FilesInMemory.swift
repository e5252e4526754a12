/// Submitted files that a page has in memory.
package struct FilesInMemory: Sendable {
  package struct File: Sendable {
    package enum Kind: Sendable, Hashable {
      case file, folder
      /// A link, a device, a pipe.
      case other
      /// A file that exists and could not be read.
      case unreadable
    }

    /// With slashes between folders.
    package var path: String
    package var kind: Kind
    /// The size of the file. It can be more than the bytes here: nobody reads a file that is too large.
    package var size: Int
    package var bytes: ArraySlice<UInt8>

    package init(path: String, kind: Kind = .file, size: Int, bytes: ArraySlice<UInt8>) {
      self.path = path
      self.kind = kind
      self.size = size
      self.bytes = bytes
    }
  }

  /// Returns the maximum size of a file with this name that is ever read. The bytes of a larger file are not needed.
  package static func limit(of name: String) -> Int { FileTree.limit(of: name) }

  /// The files and folders at the top.
  package let trees: [FileTree]
  package let reader: SubmissionReader

  package init(_ files: [File]) {
    var index = Index()
    for file in files { index.add(file) }
    let found = index
    reader = SubmissionReader(
      bytes: { found.bytes(of: $0, limit: $1) },
      entries: { folder in .success(found.entries(of: folder)) })
    let reader = reader
    trees = index.entries(of: "").map { FileTree($0, reader) }
  }

  /// The files by path. Paths are compared by their bytes: strings that Swift considers equal can be different files.
  private struct Index: Sendable {
    private typealias Path = [UInt8]

    private var files: [Path: File] = [:]
    private var folders: [Path: [SubmissionReader.Entry]] = [:]
    /// The position of each entry in its folder.
    private var places: [Path: Int] = [:]

    mutating func add(_ file: File) {
      let names = file.path.split(separator: "/").filter { $0 != "." }
      guard !names.isEmpty, !names.contains("..") else { return }
      var folder = ""
      for (depth, name) in names.enumerated() {
        guard depth <= FileTree.depthLimit + 1 else { return }
        let path = folder.isEmpty ? String(name) : "\(folder)/\(name)"
        let isLast = depth == names.count - 1
        add(String(name), path, isLast ? Self.kind(of: file) : .folder, in: folder)
        if isLast { files[Array(path.utf8)] = file }
        folder = path
      }
    }

    private static func kind(of file: File) -> SubmissionReader.EntryKind {
      switch file.kind {
      case .file, .unreadable: .file
      case .folder: .folder
      case .other: .other
      }
    }

    private mutating func add(_ name: String, _ path: String, _ kind: SubmissionReader.EntryKind, in folder: String) {
      let folder = Array(folder.utf8)
      guard let place = places[Array(path.utf8)] else {
        places[Array(path.utf8)] = folders[folder, default: []].count
        folders[folder, default: []].append(SubmissionReader.Entry(name: name, path: path, kind: kind))
        return
      }
      // A path with something below it is a folder, whatever else a list says.
      if kind == .folder { folders[folder]?[place].kind = kind }
    }

    func entries(of folder: String) -> [SubmissionReader.Entry] {
      (folders[Array(folder.utf8)] ?? []).sorted { $0.name < $1.name }
    }

    func bytes(of path: String, limit: Int) -> Result<[UInt8], SubmissionReader.Refusal> {
      guard let file = files[Array(path.utf8)], file.kind == .file || file.kind == .unreadable else {
        return .failure(.refusedInput("it is not a regular file"))
      }
      if file.size > limit { return .failure(.limit("a file of more than \(limit) bytes")) }
      guard file.kind == .file, file.size == file.bytes.count else {
        return .failure(.refusedInput("it could not be read"))
      }
      return .success(Array(file.bytes))
    }
  }
}
