import Files
import Foundation
import SystemPackage
import TemporaryFolder
import Testing

/// Tests files that are written completely or not at all, with and without nameless files.
@Suite("Whole files") struct WholeFileTests {
  private let folder = TemporaryFolder()
  private var path: String { folder.path + "/marks" }
  private let text = Array("whole\n".utf8)

  private func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }

  private func put(_ text: String, at path: String, mode: Int = 0o644) throws {
    try Data(text.utf8).write(to: URL(filePath: path))
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
  }

  private func read(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

  /// So nothing remains if the program is killed.
  @Test(.enabled(if: TemporaryFolder.hasNamelessFiles, "this file system has no nameless files"))
  func fileIsInvisibleUntilComplete() throws {
    let file = try WholeFile(at: path, mayReplace: false)
    try file.write(text)
    #expect(try names() == [])
    try file.commit()
    #expect(try names() == ["marks"])
    #expect(try read(path) == "whole\n")
  }

  @Test(arguments: [true, false]) func abandonedWriteLeavesNothing(isNameless: Bool) throws {
    func recordFailure() throws {
      let file = try WholeFile(at: path, mayReplace: true, isNameless: isNameless)
      try file.write(text)
    }
    try recordFailure()
    #expect(try names() == [])
  }

  @Test(arguments: [true, false]) func existingFileIsKept(isNameless: Bool) throws {
    let late = try WholeFile(at: path, mayReplace: false, isNameless: isNameless)
    try late.write(text)
    try put("another's\n", at: path)
    let isRefused = { (failure: any Error) in (failure as? FileFailure)?.isTaken == true }
    do {
      try late.commit()
      Issue.record("it replaced a file that appeared meanwhile")
    } catch { #expect(isRefused(error)) }
    do {
      _ = try WholeFile(at: path, mayReplace: false, isNameless: isNameless)
      Issue.record("it started although the file exists")
    } catch { #expect(isRefused(error)) }
    #expect(try names() == ["marks"])
    #expect(try read(path) == "another's\n")
  }

  @Test(arguments: [true, false]) func replacementKeepsModeAndLink(isNameless: Bool) throws {
    try put("old\n", at: folder.path + "/real", mode: 0o640)
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "real")
    let file = try WholeFile(at: path, mayReplace: true, isNameless: isNameless)
    try file.write(text)
    #expect(try read(path) == "old\n")
    try file.commit()
    #expect(try read(folder.path + "/real") == "whole\n")
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: path) == "real")
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.path + "/real")
    #expect(attributes[.posixPermissions] as? Int == 0o640)
    #expect(try names() == ["marks", "real"])
  }

  @Test(arguments: [true, false]) func abandonedHiddenFileIsRemoved(isNameless: Bool) throws {
    try put("half of it", at: WholeFile.hiddenName(beside: path))
    let file = try WholeFile(at: path, mayReplace: true, isNameless: isNameless)
    try file.write(text)
    try file.commit()
    #expect(try names() == ["marks"])
    #expect(try read(path) == "whole\n")
  }

  /// Two programs write the same file: each writes its own, and the later one stays.
  @Test(arguments: [true, false]) func hiddenFileOfRunningWriterIsKept(isNameless: Bool) throws {
    let first = try WholeFile(at: path, mayReplace: true, isNameless: false)
    try first.write(Array("first\n".utf8))
    let second = try WholeFile(at: path, mayReplace: true, isNameless: isNameless)
    try second.write(text)
    try second.commit()
    #expect(try read(path) == "whole\n")
    try first.commit()
    #expect(try read(path) == "first\n")
    #expect(try names() == ["marks"])
  }

  @Test func hiddenNameIsNotFollowedAsALink() throws {
    try put("another's\n", at: folder.path + "/other")
    try FileManager.default.createSymbolicLink(
      atPath: WholeFile.hiddenName(beside: path), withDestinationPath: "other")
    try WholeFile.write(text, to: path, mayReplace: true)
    #expect(try read(folder.path + "/other") == "another's\n")
    #expect(try read(path) == "whole\n")
  }

  @Test func danglingLinkIsFollowed() throws {
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "real")
    try WholeFile.write(text, to: path, mayReplace: false)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: path) == "real")
    #expect(try read(folder.path + "/real") == "whole\n")
  }

  @Test(arguments: [String(repeating: "é", count: 127), "\u{301}accent first", "a\u{301}", " ", "-", "a\nb"])
  func unusualNamesWork(_ name: String) throws {
    let path = folder.path + "/" + name
    for isNameless in [true, false, true] {
      let file = try WholeFile(at: path, mayReplace: true, isNameless: isNameless)
      try file.write(text)
      try file.commit()
    }
    #expect(try read(path) == "whole\n")
    #expect(try names().count == 1)
  }

  @Test func circularLinkFails() throws {
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "marks")
    #expect(throws: FileFailure.self) { try WholeFile.write(text, to: path, mayReplace: false) }
    #expect(try names() == ["marks"])
  }

  @Test(.enabled(if: geteuid() != 0, "root may write everywhere")) func readOnlyFileIsKept() throws {
    try put("old\n", at: path, mode: 0o444)
    #expect(throws: FileFailure.self) { try WholeFile.write(text, to: path, mayReplace: true) }
    #expect(try read(path) == "old\n")
  }

  @Test func lockLastsAsLongAsItsValue() throws {
    func write() throws {
      let file = try WholeFile(at: path, mayReplace: true)
      try file.write(text)
      let lock = try file.commitLocked()
      #expect(FileLock.isHeld(path))
      _ = consume lock
    }
    try write()
    #expect(!FileLock.isHeld(path))
    #expect(!FileLock.isHeld(path + "-missing"))
  }

  // MARK: Devices and descriptors

  @Test func devicesAreWrittenDirectly() throws {
    try WholeFile.write(text, to: "/dev/null", mayReplace: false)
    #expect(throws: FileFailure("No space left on device", code: .noSpace)) {
      try WholeFile.write(text, to: "/dev/full", mayReplace: true)
    }
    #expect(FileManager.default.fileExists(atPath: "/dev/null"))
  }

  @Test func descriptorIsWrittenAtItsOffset() throws {
    try put("before\n", at: path)
    let opened = open(path, O_WRONLY | O_APPEND)
    defer { close(opened) }
    try WholeFile.write(text, to: "/dev/fd/\(opened)", mayReplace: false)
    #expect(try read(path) == "before\nwhole\n")
  }

  @Test(arguments: ["", "/no/folder/marks"]) func invalidPathFails(path: String) throws {
    let path = path.isEmpty ? folder.path : path
    do {
      _ = try WholeFile(at: path, mayReplace: true)
      Issue.record("it started at \(path)")
    } catch { #expect(!error.reason.isEmpty && !error.isTaken) }
  }
}

extension TemporaryFolder {
  /// Whether the file system of temporary files supports nameless files.
  static var hasNamelessFiles: Bool {
    guard let file = NamelessFile.open(in: FileManager.default.temporaryDirectory.path, mode: 0o600) else {
      return false
    }
    try? file.close()
    return true
  }
}
