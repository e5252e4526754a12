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
  /// - Parameter mayHaveAnswers: whether other pages in the folder may contain answers.
  mutating func write(_ files: [BookFile], mayHaveAnswers: Bool) -> FileProblem? {
    if !mayHaveAnswers, let problem = pageWithAnswers(beside: Set(files.map(\.path))) { return problem }
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

  /// Returns the problem of a page that an earlier book left in the folder: a teacher would publish it with the new book.
  private func pageWithAnswers(beside names: Set<String>) -> FileProblem? {
    let pages = ((try? Folder.entries(path)) ?? []).map { $0.name }.filter {
      $0.hasSuffix(".html") && !names.contains($0)
    }
    for target in pages.map({ Folder.path(path, $0) }) {
      guard case .success(let bytes) = ScriptFile.bytes(target), BookFile.isPageWithAnswers(bytes) else { continue }
      return FileProblem(
        file: target, slug: DiagnosticKind.unwritableFile.slug,
        message: "this page of an earlier book can contain answers; nothing was written",
        help: "remove it, or choose another folder")
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
