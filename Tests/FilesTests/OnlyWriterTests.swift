import Foundation
import Testing

/// A file that is written elsewhere would be half there after a kill: so nothing but Files writes one. And what differs
/// between systems is in Files and OperatingSystem, so that another system needs changes there only.
@Suite("The only code that writes files") struct OnlyWriterTests {
  private static let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Sources")

  /// What opens a file for writing, or makes, moves or removes one.
  private static let calls = [
    "O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC", "O_APPEND", "fopen(", "freopen(", "creat(", "mkstemp", "mkdtemp",
    "rename(", "renameat", "linkat(", " link(", "unlink(", "mkdir(", "truncate(", ".write(to", "FileHandle(for",
    "createFile", "FileManager", "FileDescriptor.open", "openat(", ".writeOnly", ".readWrite", ".exclusiveCreate",
  ]

  /// What belongs to one system or another.
  private static let systems = [
    "import Glibc", "import Musl", "import Darwin", "import SystemPackage", "canImport(Glibc", "canImport(Darwin",
    "os(",
  ]

  /// These put lessons/ into the program when it is built, and are no part of it.
  private static let ofTheBuild = ["FileEmbedder", "EmbedFiles"]

  /// What the browser needs too.
  private static let floors = [
    "Resolution", "Diagnostics", "Syntax", "Interpreter", "Rendering", "Export", "Exercises", "Marking", "Characters",
  ]

  private struct Source: Sendable {
    let place: String
    let target: String
    let text: String

    func contains(_ word: String) -> Bool { strstr(text, word) != nil }

    /// The lines that a condition holds of, with their places. Most files have none, so the whole text is asked first.
    func lines(with word: String, where condition: (Substring) -> Bool = { _ in true }) -> [String] {
      guard contains(word) else { return [] }
      return text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        .filter { $0.element.contains(word) && condition($0.element) }
        .map { "\(place):\($0.offset + 1): \($0.element)" }
    }
  }

  /// The files of all targets.
  private static let files = Result { () throws -> [Source] in
    let found = try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
    var files: [Source] = []
    var length = 0
    for case let file as URL in found where file.pathExtension == "swift" {
      let path = String(file.path().dropFirst(sources.path().count).drop { $0 == "/" })
      let text = try String(contentsOf: file, encoding: .utf8)
      length += text.utf8.count
      files.append(Source(place: path, target: String(path.prefix { $0 != "/" }), text: text))
    }
    #expect(files.count > 200 && length > 500_000)
    return files
  }

  private static func files(without targets: [String]) throws -> [Source] {
    try files.get().filter { !targets.contains($0.target) }
  }

  @Test func noOtherTargetWritesFiles() throws {
    for file in try Self.files(without: Self.ofTheBuild + ["Files"]) {
      for call in Self.calls { for line in file.lines(with: call) { Issue.record("\(line)") } }
    }
  }

  @Test func noOtherTargetKnowsTheSystem() throws {
    for file in try Self.files(without: Self.ofTheBuild + ["Files", "OperatingSystem"]) {
      for word in Self.systems {
        for line in file.lines(with: word, where: { $0.contains("import") || $0.contains("#") }) {
          Issue.record("\(line)")
        }
      }
    }
  }

  @Test func floorsOfTheBrowserAskNoSystem() throws {
    for file in try Self.files(without: []) where Self.floors.contains(file.target) {
      for module in ["Files", "OperatingSystem", "Foundation"] {
        for line in file.lines(with: "import \(module)", where: { $0.hasPrefix("import \(module)") }) {
          Issue.record("\(line)")
        }
      }
    }
  }
}
