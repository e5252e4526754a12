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

  /// The lines of all targets but these, with their places.
  private static func lines(without targets: [String]) throws -> [(place: String, target: String, line: Substring)] {
    let files = try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
    var lines: [(String, String, Substring)] = []
    for case let file as URL in files where file.pathExtension == "swift" {
      let path = file.path().dropFirst(sources.path().count).drop { $0 == "/" }
      let target = String(path.prefix { $0 != "/" })
      guard !targets.contains(target) else { continue }
      let text = try String(contentsOf: file, encoding: .utf8)
      for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
        lines.append(("\(path):\(number + 1)", target, line))
      }
    }
    #expect(lines.count > 10_000)
    return lines
  }

  @Test func noOtherTargetWritesFiles() throws {
    for (place, _, line) in try Self.lines(without: Self.ofTheBuild + ["Files"]) {
      for call in Self.calls where line.contains(call) { Issue.record("\(place): \(line)") }
    }
  }

  @Test func noOtherTargetKnowsTheSystem() throws {
    for (place, _, line) in try Self.lines(without: Self.ofTheBuild + ["Files", "OperatingSystem"]) {
      for word in Self.systems where line.contains(word) && (line.contains("import") || line.contains("#")) {
        Issue.record("\(place): \(line)")
      }
    }
  }

  @Test func floorsOfTheBrowserAskNoSystem() throws {
    for (place, target, line) in try Self.lines(without: []) where Self.floors.contains(target) {
      for module in ["Files", "OperatingSystem", "Foundation"] where line.hasPrefix("import \(module)") {
        Issue.record("\(place): \(line)")
      }
    }
  }
}
