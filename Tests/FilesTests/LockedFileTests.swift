import Files
import Foundation
import SystemPackage
import TemporaryFolder
import Testing

/// Tests files that several sessions share.
@Suite("Locked files") struct LockedFileTests {
  private let folder = TemporaryFolder()
  private var path: String { folder.path + "/a/b/log" }

  private func write(_ text: String) throws {
    let file = try LockedFile(path: path)
    try file.replace(with: Array(text.utf8))
  }

  private func read(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

  @Test func fileAndFoldersArePrivate() throws {
    try LockedFile(path: path).append(Array("one\n".utf8))
    for (path, mode) in [(path, 0o600), (folder.path + "/a", 0o700), (folder.path + "/a/b", 0o700)] {
      #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == mode)
    }
  }

  @Test func blockedFolderIsReported() throws {
    try Data().write(to: URL(filePath: folder.path + "/a"))
    #expect(throws: FileFailure("a file with this name exists, so the folder cannot be created", code: .notDirectory)) {
      try LockedFile(path: folder.path + "/a/log").append([])
    }
  }

  @Test func probeForRoomChangesNothing() throws {
    try write("one\n")
    let file = try LockedFile(path: path)
    try file.requireRoom(8_192, filler: UInt8(ascii: "\n"))
    #expect(try read(path) == "one\n")
    try file.append(Array("two\n".utf8))
    #expect(try read(path) == "one\ntwo\n")
  }

  @Test func setAsideUsesTheFirstFreeName() throws {
    for number in 1...3 {
      try write("damaged \(number)")
      let file = try LockedFile(path: path)
      #expect(try file.setAside(replacingWith: Array("new".utf8)) == path + ".damaged-\(number)")
      #expect(try read(path) == "new")
    }
    for number in 1...3 { #expect(try read(path + ".damaged-\(number)") == "damaged \(number)") }
  }

  @Test func readingCreatesNothing() throws {
    #expect(try LockedFile.contents(of: path, limit: 9) == nil)
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/a"))
    try write("one\n")
    #expect(try LockedFile.contents(of: path, limit: 9) == Array("one\n".utf8))
    #expect(throws: FileFailure.self) { try LockedFile.contents(of: path, limit: 3) }
  }
}
