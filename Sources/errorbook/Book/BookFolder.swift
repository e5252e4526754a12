import Book
import Diagnostics
import Files

/// The folder that a book is written to.
struct BookFolder {
  private let path: String
  private let mayReplace: Bool
  private(set) var written = 0
  private var same = 0

  init(_ path: String, mayReplace: Bool) { (self.path, self.mayReplace) = (path, mayReplace) }

  /// `, 3 were up to date`, or nothing.
  var unchanged: String { same == 0 ? "" : ", \(same) \(same == 1 ? "was" : "were") up to date" }

  /// Writes the files. If one of them would replace a file that is not part of a book, writes none.
  mutating func write(_ files: [BookFile]) -> FileProblem? {
    let changed = files.filter { !isUpToDate($0) }
    same = files.count - changed.count
    for file in changed {
      if let problem = problem(with: file) { return problem }
    }
    for folder in [path] + Set(files.compactMap { Self.folder(of: $0.path) }).sorted().map({ Folder.path(path, $0) }) {
      if let problem = NewFile.makeFolder(folder) { return problem }
    }
    for file in changed {
      let target = Folder.path(path, file.path)
      if let problem = NewFile.write(file.bytes, to: target, mayReplace: true, hasForce: true) { return problem }
      written += 1
    }
    return nil
  }

  private static func folder(of path: String) -> String? { path.lastIndex(of: "/").map { String(path[..<$0]) } }

  private func isUpToDate(_ file: BookFile) -> Bool {
    guard case .success(let there) = ScriptFile.bytes(Folder.path(path, file.path)) else { return false }
    return there == file.bytes
  }

  /// Returns why a file must not be written, or nil if it may.
  private func problem(with file: BookFile) -> FileProblem? {
    let target = Folder.path(path, file.path)
    guard !mayReplace, Folder.isTaken(target), !isOfBook(file.path) else { return nil }
    return FileProblem(
      file: target, slug: DiagnosticKind.unwritableFile.slug,
      message: "the file already exists, and is not part of a book",
      help: "choose another folder, or use --force to replace it")
  }

  /// Whether an existing file is part of a book: a page says so itself, and other files if the index of their folder does.
  private func isOfBook(_ name: String) -> Bool {
    let page = name.hasSuffix(".html") ? name : "index.html"
    guard case .success(let bytes) = ScriptFile.bytes(Folder.path(path, page)) else { return false }
    return BookFile.isPage(bytes)
  }
}
