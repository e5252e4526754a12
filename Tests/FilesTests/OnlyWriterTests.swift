import Foundation
import Testing

/// Only Files writes files, since a file that is written in another way could be incomplete after a kill. Code that differs
/// between systems is only in Files and OperatingSystem, so that a port needs changes only there.
@Suite("The only code that writes files") struct OnlyWriterTests {
  private static let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Sources")

  /// Calls that open a file for writing, or create, move or remove one.
  private static let calls = [
    "O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC", "O_APPEND", "fopen(", "freopen(", "creat(", "mkstemp", "mkdtemp",
    "rename(", "renameat", "linkat(", " link(", "unlink(", "mkdir(", "truncate(", ".write(to", "FileHandle(for",
    "createFile", "FileManager", "FileDescriptor.open", "openat(", ".writeOnly", ".readWrite", ".exclusiveCreate",
  ]

  /// Text that depends on the system.
  private static let systems = [
    "import Glibc", "import Musl", "import Darwin", "import SystemPackage", "canImport(Glibc", "canImport(Darwin",
    "os(",
  ]

  /// These embed lessons/ at build time and are not part of the program.
  private static let ofTheBuild = ["FileEmbedder", "EmbedFiles"]

  /// The targets that the browser also needs.
  private static let browserTargets = [
    "Resolution", "Diagnostics", "Syntax", "Interpreter", "Rendering", "Export", "Exercises", "Marking", "Characters",
  ]

  private struct Source: Sendable {
    let place: String
    let target: String
    let text: String

    func contains(_ word: String) -> Bool { strstr(text, word) != nil }

    /// Returns the lines that contain a text, with their places. Checks the whole text first, since most files have none.
    func lines(with word: String, where condition: (Substring) -> Bool = { _ in true }) -> [String] {
      guard contains(word) else { return [] }
      return text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        .filter { $0.element.contains(word) && condition($0.element) }
        .map { "\(place):\($0.offset + 1): \($0.element)" }
    }
  }

  /// Returns the files of all targets.
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

  @Test func noOtherTargetDependsOnSystem() throws {
    for file in try Self.files(without: Self.ofTheBuild + ["Files", "OperatingSystem"]) {
      for word in Self.systems {
        for line in file.lines(with: word, where: { $0.contains("import") || $0.contains("#") }) {
          Issue.record("\(line)")
        }
      }
    }
  }

  @Test func browserTargetsDoNotUseSystem() throws {
    for file in try Self.files(without: []) where Self.browserTargets.contains(file.target) {
      for module in ["Files", "OperatingSystem", "Foundation"] {
        for line in file.lines(with: "import \(module)", where: { $0.hasPrefix("import \(module)") }) {
          Issue.record("\(line)")
        }
      }
    }
  }
}
