import Marking

extension FileTree {
  /// Deeper than any system lays out a class, with folders of a student in it.
  private static let depthLimit = 10
  private static let metadataLimit = 1 << 24

  /// Reads the names of an entry and of everything in it. Of contents, only the first line of pages and Gradescope's metadata
  /// are looked at.
  package init(_ entry: SubmissionReader.Entry, _ reader: SubmissionReader) { self.init(entry, reader, depth: 0) }

  private init(_ entry: SubmissionReader.Entry, _ reader: SubmissionReader, depth: Int) {
    switch entry.kind {
    case .other: self.init(name: entry.name, path: entry.path, kind: .other)
    case .file:
      self.init(
        name: entry.name, path: entry.path, kind: .file, isHandInPage: Self.isHandInPage(entry, reader),
        metadata: entry.name == GradescopeExport.fileName
          ? try? reader.bytes(entry.path, Self.metadataLimit).get() : nil)
    case .folder:
      guard depth < Self.depthLimit else {
        self.init(name: entry.name, path: entry.path, kind: .deepFolder)
        return
      }
      switch reader.entries(entry.path) {
      case .failure(let unread):
        self.init(name: entry.name, path: entry.path, kind: .unreadFolder(reason: unread.reason))
      case .success(let entries):
        // What is hidden is litter, unless somebody could have meant to hand it in.
        let trees = entries.filter { Self.canHaveSubmissions($0.name) }.map { FileTree($0, reader, depth: depth + 1) }
        self.init(
          name: entry.name, path: entry.path, kind: .folder,
          entries: trees.filter { !$0.name.hasPrefix(".") || $0.isHiddenSubmission })
      }
    }
  }

  private static func isHandInPage(_ entry: SubmissionReader.Entry, _ reader: SubmissionReader) -> Bool {
    guard entry.name.lowercased().hasSuffix(".md"),
      case .success(let bytes) = reader.bytes(entry.path, StudentAnswers.pageLimit)
    else { return false }
    return HandIn.isOne(bytes)
  }
}
