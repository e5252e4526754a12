import Foundation
import Testing

/// A file that is written elsewhere would be half there after a kill: so nothing but Files writes one.
@Suite("The only code that writes files") struct OnlyWriterTests {
  private static let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Sources")

  /// What opens a file for writing, or makes, moves or removes one.
  private static let calls = [
    "O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC", "O_APPEND", "fopen(", "freopen(", "creat(", "mkstemp", "mkdtemp",
    "rename(", "renameat", "linkat(", " link(", "unlink(", "mkdir(", "truncate(", ".write(to", "FileHandle(for",
    "createFile", "FileManager",
  ]

  @Test func noOtherTargetWritesFiles() throws {
    let files = try #require(FileManager.default.enumerator(at: Self.sources, includingPropertiesForKeys: nil))
    var seen = 0
    for case let file as URL in files where file.pathExtension == "swift" {
      let path = file.path().dropFirst(Self.sources.path().count)
      // The second one puts lessons/ into the program when it is built, and is no part of it.
      guard !path.contains("Files/") && !path.contains("FileEmbedder/") && !path.contains("EmbedFiles/") else {
        continue
      }
      seen += 1
      let text = try String(contentsOf: file, encoding: .utf8)
      for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
        for call in Self.calls where line.contains(call) { Issue.record("\(path):\(number + 1): \(line)") }
      }
    }
    #expect(seen > 200)
  }
}
