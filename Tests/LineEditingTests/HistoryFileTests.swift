import Foundation
import LineEditing
import SeededRandom
import TemporaryFolder
import Testing

@Suite("The history file")
struct HistoryFileTests {
  private let folder = TemporaryFolder()

  private var path: String { folder.path + "/state/history" }

  private func bytes(_ texts: String...) -> [[UInt8]] { texts.map { Array($0.utf8) } }

  private func mode(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }

  @Test("the file keeps whole entries with any contents")
  func roundTrip() throws {
    let entries =
      bytes("one", "test {\n\tx\n}", #"a \ b \n c"#, "日本 é", "# history", " indented ") + [[0x61, 0xFF, 0x00, 0x1B]]
    for entry in entries { #expect(HistoryFile(path: path).add(entry) == nil) }
    let kept = HistoryFile(path: path).load()
    #expect(kept.entries == entries)
    #expect(kept.problem == nil)
  }

  @Test("only the owner can read the file")
  func permissions() throws {
    _ = HistoryFile(path: path).add(Array("one".utf8))
    #expect(try mode(path) == 0o600)
    #expect(try mode(folder.path + "/state") == 0o700)
  }

  @Test("an entry is kept only once, at its latest place")
  func noRepeats() throws {
    for entry in bytes("one", "two", "one", "three", "two", " ", "") { _ = HistoryFile(path: path).add(entry) }
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text.split(separator: "\n").dropFirst() == ["one", "three", "two"])
  }

  @Test("the number of entries is limited to the latest ones")
  func bounded() throws {
    let file = HistoryFile(path: path, limit: 10)
    for number in 1...200 { _ = file.add(Array("entry \(number)".utf8)) }
    #expect(file.load().entries == (191...200).map { Array("entry \($0)".utf8) })
    #expect(try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").count <= 13)
  }

  // A repeated entry replaces the file while other sessions wait for it: first for half of the entries, then for most.
  @Test(
    "sessions that write at the same time keep each other's entries, even if the file is replaced often",
    arguments: [
      (sessions: 4, writes: TestRun.rounds(50, sample: 20), entries: 10),
      (sessions: 8, writes: TestRun.rounds(100, sample: 20), entries: 1),
    ])
  func concurrent(sessions: Int, writes: Int, entries: Int) async throws {
    // People type slower than these loops write, so a session may have to wait for longer than with people.
    let file = HistoryFile(path: path, timeout: 60)
    await withTaskGroup(of: Void.self) { group in
      for session in 1...sessions {
        group.addTask {
          for number in 1...writes {
            #expect(file.add(Array("session \(session) entry \(number % entries)".utf8)) == nil)
          }
        }
      }
    }
    #expect(Set(file.load().entries).count == sessions * entries)
  }

  @Test(
    "a file that is not a history is renamed unchanged, never twice to the same name",
    arguments: [
      "junk", "# history 1: no such first line\n", "_HiStOrY_V2_\nold\n", "\0",
    ])
  func damaged(content: String) throws {
    _ = HistoryFile(path: path).load()
    for number in 1...2 {
      try content.write(toFile: path, atomically: false, encoding: .utf8)
      let kept = HistoryFile(path: path).load()
      #expect(kept.entries.isEmpty)
      #expect(kept.problem == .damaged(path: path, keptAs: "\(path).damaged-\(number)"))
      #expect(try String(contentsOfFile: "\(path).damaged-\(number)", encoding: .utf8) == content)
    }
  }

  @Test(
    "a file with an invalid entry is damaged",
    arguments: [#"bad \q escape"#, #"ends with \"#, #"\xzz"#, "bell \u{7}", ""])
  func brokenEntry(line: String) throws {
    _ = HistoryFile(path: path).add(Array("one".utf8))
    let whole = try String(contentsOfFile: path, encoding: .utf8) + line + "\n"
    try whole.write(toFile: path, atomically: false, encoding: .utf8)
    #expect(HistoryFile(path: path).add(Array("two".utf8)) == .damaged(path: path, keptAs: path + ".damaged-1"))
    #expect(try String(contentsOfFile: path + ".damaged-1", encoding: .utf8) == whole)
    #expect(HistoryFile(path: path).load().entries == bytes("two"))
  }

  @Test("a truncated last line loses only that line", arguments: ["raise E", #"cut \"#, "\u{1}"])
  func cutOff(rest: String) throws {
    _ = HistoryFile(path: path).add(Array("one".utf8))
    let whole = try String(contentsOfFile: path, encoding: .utf8) + rest
    try whole.write(toFile: path, atomically: false, encoding: .utf8)
    #expect(HistoryFile(path: path).load().entries == bytes("one"))
    #expect(HistoryFile(path: path).add(Array("two".utf8)) == nil)
    #expect(HistoryFile(path: path).load().entries == bytes("one", "two"))
  }

  @Test("an unusable file is reported and not changed")
  func unusable() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    #expect(HistoryFile(path: path).load().problem == .unusable(path: path, reason: "Is a directory"))
    #expect(
      HistoryFile(path: "/dev/null").load().problem == .unusable(path: "/dev/null", reason: "it is not a regular file"))
  }

  @Test("a linked file stays a link")
  func linked() throws {
    let real = folder.path + "/real"
    try FileManager.default.createDirectory(atPath: folder.path + "/state", withIntermediateDirectories: true)
    #expect(FileManager.default.createFile(atPath: real, contents: nil))
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: real)
    for entry in bytes("one", "two", "one") { _ = HistoryFile(path: path).add(entry) }
    #expect(HistoryFile(path: real).load().entries == bytes("two", "one"))
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: path) == real)
  }
}
