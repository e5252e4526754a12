import Exercises
import Marking

extension FileTree {
  /// Deeper than any system nests the folders of a class and of a student.
  static let depthLimit = 10
  private static let metadataLimit = 1 << 24

  /// Returns the maximum size of a file with this name that is read, here or as an answer.
  static func limit(of name: String) -> Int {
    if name == GradescopeExport.fileName { return metadataLimit }
    return isNamedLikePage(name) ? StudentAnswers.pageLimit : AnswerLimits.standard.bytes
  }

  private static func isNamedLikePage(_ name: String) -> Bool { name.lowercased().hasSuffix(".md") }

  /// Reads the names of an entry and everything inside it. Of the contents, it only reads pages, to recognize hand-ins, and
  /// Gradescope's metadata.
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
        // Hidden entries are ignored, unless they may be intended submissions.
        let trees = entries.filter { Self.canHaveSubmissions($0.name) }.map { FileTree($0, reader, depth: depth + 1) }
        self.init(
          name: entry.name, path: entry.path, kind: .folder,
          entries: trees.filter { !$0.name.hasPrefix(".") || $0.isHiddenSubmission })
      }
    }
  }

  private static func isHandInPage(_ entry: SubmissionReader.Entry, _ reader: SubmissionReader) -> Bool {
    guard isNamedLikePage(entry.name),
      case .success(let bytes) = reader.bytes(entry.path, StudentAnswers.pageLimit)
    else { return false }
    return HandIn.isHandIn(bytes)
  }
}
