import Foundation
import SystemPackage
import TemporaryFolder
import Testing

@testable import Files

/// Tests each system call.
@Suite("System calls of Files") struct FacilityTests {
  private let folder = TemporaryFolder()
  private func path(_ name: String) -> String { folder.path + "/" + name }

  private func put(_ text: String, at name: String) throws {
    try Data(text.utf8).write(to: URL(filePath: path(name)))
  }

  private func read(_ name: String) throws -> String { try String(contentsOfFile: path(name), encoding: .utf8) }

  private func mode(_ name: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path(name))[.posixPermissions] as? Int
  }

  // MARK: Names

  @Test func namesAreAddedRemovedAndChanged() throws {
    try put("one", at: "a")
    try addName(path("b"), to: path("a"))
    #expect(throws: Errno.fileExists) { try addName(path("b"), to: path("a")) }
    try removeName(path("a"))
    #expect(throws: Errno.noSuchFileOrDirectory) { try removeName(path("a")) }
    #expect(try read("b") == "one")
    try put("two", at: "a")
    try renameFile(path("a"), to: path("b"))
    #expect(try names(in: folder.path) == ["b"])
    #expect(try read("b") == "two")
    #expect(throws: Errno.noSuchFileOrDirectory) { try renameFile(path("a"), to: path("b")) }
  }

  /// On macOS `link` would follow it.
  @Test func addNameDoesNotFollowLink() throws {
    try FileManager.default.createSymbolicLink(atPath: path("link"), withDestinationPath: "nothing")
    try addName(path("second"), to: path("link"))
    #expect(linkTarget(path("second")) == "nothing")
  }

  @Test func foldersAreCreatedListedAndRemoved() throws {
    try makeOneFolder(path("in"), mode: 0o700)
    #expect(try mode("in") == 0o700)
    #expect(throws: Errno.fileExists) { try makeOneFolder(path("in"), mode: 0o700) }
    #expect(throws: Errno.noSuchFileOrDirectory) { try makeOneFolder(path("no/in"), mode: 0o700) }
    for name in [".hidden", "é", "a\nb", String(repeating: "n", count: 255)] { try put("", at: "in/" + name) }
    #expect(try Set(names(in: path("in"))) == [".hidden", "é", "a\nb", String(repeating: "n", count: 255)])
    #expect(throws: Errno.noSuchFileOrDirectory) { try names(in: path("none")) }
    removeEmptyFolder(path("in"))
    #expect(exists(path("in")), "it is not empty")
    for name in try names(in: path("in")) { try removeName(path("in/" + name)) }
    removeEmptyFolder(path("in"))
    #expect(!exists(path("in")))
  }

  @Test func linksAreReadAndResolved() throws {
    try put("", at: "real")
    let long = String(repeating: "x", count: 200)
    try FileManager.default.createSymbolicLink(atPath: path("link"), withDestinationPath: "real")
    try FileManager.default.createSymbolicLink(atPath: path("broken"), withDestinationPath: long)
    #expect(linkTarget(path("link")) == "real")
    #expect(linkTarget(path("broken")) == long)
    #expect(linkTarget(path("real")) == nil)
    let real = try #require(resolvedPath(path("real")))
    #expect(real.hasSuffix("/real") && real.hasPrefix("/"))
    #expect(resolvedPath(path("./link")) == real)
    #expect(resolvedPath(path("broken")) == nil)
    #expect(exists(path("link")) && !exists(path("broken")))
    #expect(Files.Folder.isTaken(path("broken")) && !Files.Folder.isTaken(path("none")))
    #expect(absolutePath(path("none")) == path("none"))
  }

  @Test func permissionsAreChecked() throws {
    try put("", at: "file")
    #expect(!isExecutable(path("file")))
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path("file"))
    #expect(isExecutable(path("file")))
    try requireWritable(path("file"))
    #expect(throws: Errno.noSuchFileOrDirectory) { try requireWritable(path("none")) }
  }

  @Test func temporaryFilesAreNewAndPrivate() throws {
    let one = try makeTemporaryFile(in: folder.path, prefix: "p-", suffix: ".eb")
    let two = try makeTemporaryFile(in: folder.path, prefix: "p-", suffix: ".eb")
    defer { for file in [one.file, two.file] { try? file.close() } }
    #expect(one.path != two.path)
    #expect(one.path.hasPrefix(path("p-")) && one.path.hasSuffix(".eb"))
    #expect(try mode(String(one.path.dropFirst(folder.path.count + 1))) == 0o600)
    #expect(fcntl(one.file.rawValue, F_GETFD) & FD_CLOEXEC != 0)
    #expect(throws: Errno.noSuchFileOrDirectory) {
      try makeTemporaryFile(in: path("none"), prefix: "p-", suffix: ".eb")
    }
  }

  @Test(
    arguments: [
      ("a", nil), ("/a", "/"), ("a/b", "a"), ("a/b/", "a"), ("/", "/"), ("", nil), ("a/\u{301}b", "a"), ("./a", "."),
      ("a/../b", "a/.."), ("/a/b", "/a"), ("a//b", "a"), ("a//b/c", "a/b"), ("//a", "/"),
    ] as [(String, String?)])
  func foldersOfPaths(path: String, expected: String?) {
    #expect(Files.folder(of: path) == expected)
  }

  @Test func siblingsOfPaths() {
    #expect(sibling(of: "a", named: "b") == "b")
    #expect(sibling(of: "/a", named: "b") == "/b")
    #expect(sibling(of: "x/a", named: "b") == "x/b")
    #expect(sibling(of: "x/a", named: "../b") == "x/../b")
  }

  // MARK: Open files

  @Test func locksKeepOthersOut() throws {
    try put("", at: "file")
    func opened() throws -> FileDescriptor { try FileDescriptor.open(path("file") as String, .readWrite) }
    let (one, two) = (try opened(), try opened())
    try one.lock(.exclusive)
    #expect(throws: Errno.wouldBlock) { try two.lock(.exclusive) }
    #expect(throws: Errno.wouldBlock) { try two.lock(.shared) }
    // Copies of a descriptor share the lock until the last one is closed.
    let copy = try one.privateDuplicate()
    #expect(fcntl(copy.rawValue, F_GETFD) & FD_CLOEXEC != 0)
    try one.close()
    #expect(throws: Errno.wouldBlock) { try two.lock(.shared) }
    try copy.close()
    try lockSoon(two, .shared)
    let three = try opened()
    try three.lock(.shared)
    #expect(throws: Errno.wouldBlock) { try three.lock(.exclusive) }
    #expect(two.isOpen)
    try two.close()
    try lockSoon(three, .exclusive)
    try three.close()
  }

  /// Another test may be starting a program. Until it runs, its process has copies of all open files.
  private func lockSoon(_ file: FileDescriptor, _ kind: FileDescriptor.Lock) throws {
    for _ in 0..<1_000 {
      if (try? file.lock(kind)) != nil { return }
      usleep(10_000)
    }
    try file.lock(kind)
  }

  @Test func filesAreStored() throws {
    try put("", at: "file")
    let file = try FileDescriptor.open(path("file") as String, .readWrite)
    try file.store()
    try file.close()
    #expect(throws: Errno.badFileDescriptor) { try FileDescriptor(rawValue: -1).store() }
    #expect(!FileDescriptor(rawValue: -1).isOpen)
    let pipe = try FileDescriptor.pipe()
    defer { for end in [pipe.readEnd, pipe.writeEnd] { try? end.close() } }
    #expect(throws: Errno.self) { try pipe.writeEnd.store() }
  }

  @Test func ownerAndPermissionsAreCopied() throws {
    try put("", at: "file")
    let file = try FileDescriptor.open(path("file") as String, .readWrite)
    defer { try? file.close() }
    file.changePermissions(FilePermissions(rawValue: 0o604))
    #expect(try mode("file") == 0o604)
    file.changeOwner(user: UserID(rawValue: geteuid()), group: GroupID(rawValue: getegid()))
    #expect(try file.stat().userID.rawValue == geteuid())
    guard geteuid() == 0 else { return }
    file.changeOwner(user: UserID(rawValue: 1), group: GroupID(rawValue: 2))
    #expect(try (file.stat().userID.rawValue, file.stat().groupID.rawValue) == (1, 2))
  }

  @Test(.enabled(if: TemporaryFolder.hasNamelessFiles, "this file system has no nameless files"))
  func namelessFilesCanBeNamedOnce() throws {
    let file = try #require(NamelessFile.open(in: folder.path, mode: 0o600))
    defer { try? file.close() }
    #expect(fcntl(file.rawValue, F_GETFD) & FD_CLOEXEC != 0)
    try writeAll(Array("whole".utf8), to: file)
    #expect(try names(in: folder.path) == [])
    try put("another's", at: "taken")
    #expect(throws: Errno.fileExists) { try NamelessFile.giveName(path("taken"), to: file) }
    try NamelessFile.giveName(path("free"), to: file)
    #expect(try read("free") == "whole")
    #expect(try mode("free") == 0o600)
    #expect(NamelessFile.open(in: path("none"), mode: 0o600) == nil)
  }

  @Test func marksDetectChanges() throws {
    try put("one", at: "file")
    let first = try #require(FileMark(ofFile: path("file")))
    #expect(FileMark(ofFile: path("file")) == first)
    #expect(abs(first.time.seconds - Int(Date.now.timeIntervalSince1970)) < 60)
    try put("other", at: "file")
    #expect(FileMark(ofFile: path("file")) != first)
    // The file and its size are the same, so only the time differs.
    let second = FileMark(ofFile: path("file"))
    Thread.sleep(forTimeInterval: 0.02)
    let file = try FileDescriptor.open(path("file") as String, .readWrite)
    try writeAll(Array("OTHER".utf8), to: file)
    try file.close()
    #expect(FileMark(ofFile: path("file")) != second)
    #expect(FileMark(ofFile: folder.path) == nil && FileMark(of: folder.path) != nil)
    #expect(FileMark(of: path("none")) == nil)
  }

  @Test func failuresHaveSystemMessages() {
    let failure = FileFailure.system(.noSuchFileOrDirectory)
    #expect(failure == FileFailure("No such file or directory", code: .noSuchFileOrDirectory))
    #expect(failure.reasonInSentence == "no such file or directory")
    #expect(failure.isMissing && !failure.isTaken && !failure.isClosedPipe)
  }

  // MARK: Combinations

  @Test func filesBelowFolderAreFound() throws {
    for folder in ["top/a/b/c", "top/.hidden"] {
      try FileManager.default.createDirectory(atPath: path(folder), withIntermediateDirectories: true)
    }
    for file in [
      "top/1.md", "top/a/2.md", "top/a/b/3.md", "top/a/b/c/4.md", "top/.5.md", "top/.hidden/6.md", "top/7.x",
    ] {
      try put("", at: file)
    }
    try FileManager.default.createSymbolicLink(atPath: path("top/link.md"), withDestinationPath: "1.md")
    try FileManager.default.createSymbolicLink(atPath: path("top/z"), withDestinationPath: "a")
    let found = try Files.Folder.files(below: path("top"), depth: 2) { $0.hasSuffix(".md") }
    #expect(found == ["1.md", "a/2.md", "a/b/3.md"].map { path("top/" + $0) })
    #expect { try Files.Folder.files(below: path("none"), depth: 2) { _ in true } } throws: { error in
      (error as? PathFailure)?.path == path("none") && (error as? PathFailure)?.failure.isMissing == true
    }
    let entries = try Files.Folder.entries(path("top"))
    #expect(entries.map { $0.name } == ["1.md", "7.x", "a", "link.md", "z"])
    #expect(entries.map { $0.kind } == [.file, .file, .folder, .other, .other])
    #expect(Files.Folder.kindFollowingLinks(path("top/z")) == .folder)
    #expect(Files.Folder.kindFollowingLinks(path("none")) == nil)
  }

  @Test func allFilesOfSetAreWrittenOrNone() throws {
    let one: [UInt8] = [1]
    try writeNewFiles([(path("x/y/1"), one), (path("x/y/2"), one)], in: path("x/y"))
    #expect(try Set(names(in: path("x/y"))) == ["1", "2"])
    #expect { try writeNewFiles([(path("x/y/0"), one), (path("x/y/2"), [2])], in: path("x/y")) } throws: { error in
      (error as? PathFailure)?.path == path("x/y/2") && (error as? PathFailure)?.failure.isTaken == true
    }
    #expect(try Set(names(in: path("x/y"))) == ["1", "2"])
    #expect(try read("x/y/2") == "\u{1}")
    // Folders that were created for the set are removed.
    #expect(throws: PathFailure.self) {
      try writeNewFiles([(path("n/m/1"), one), (path("none/2"), one)], in: path("n/m"))
    }
    #expect(!exists(path("n")))
  }

  @Test func fileIsReplacedOnlyIfUnchanged() throws {
    try put("old", at: "file")
    #expect(try WholeFile.replace(path("file"), holding: Array("older".utf8), with: [1]) == false)
    #expect(try WholeFile.replace(path("file"), holding: Array("ol".utf8), with: [1]) == false)
    #expect(try read("file") == "old")
    #expect(try WholeFile.replace(path("file"), holding: Array("old".utf8), with: Array("new".utf8)))
    #expect(try read("file") == "new")
    #expect(try names(in: folder.path) == ["file"])
  }
}

/// Tests files that may be malicious.
@Suite("Untrusted files") struct UntrustedFileTests {
  private let folder = TemporaryFolder()

  private func refusal(_ path: String, limit: Int = 10) -> UntrustedFile.Refusal? {
    do throws(UntrustedFile.Refusal) {
      _ = try UntrustedFile.bytes(of: path, limit: limit)
      return nil
    } catch { return error }
  }

  @Test func onlyRegularFilesWithinLimitAreRead() throws {
    let path = folder.path + "/file"
    try Data(Array(0..<10)).write(to: URL(filePath: path))
    #expect(try UntrustedFile.bytes(of: path, limit: 10) == Array(0..<10))
    #expect(refusal(path, limit: 9) == .isTooLarge)
    try Data().write(to: URL(filePath: path + "-empty"))
    #expect(try UntrustedFile.bytes(of: path + "-empty", limit: 10) == [])
    #expect(refusal(folder.path) == .isNoFile)
    #expect(refusal("/dev/zero") == .isNoFile)
    #expect(refusal(folder.path + "/none") == .failed(.system(.noSuchFileOrDirectory)))
    try FileManager.default.createSymbolicLink(atPath: folder.path + "/link", withDestinationPath: "file")
    #expect(refusal(folder.path + "/link") == .isLink)
  }

  /// The expected size is the size before the file was read.
  @Test func sizeChangeIsDetected() throws {
    let path = folder.path + "/changed"
    try Data(Array(0..<10)).write(to: URL(filePath: path))
    for (size, count) in [(10, 10), (9, 10), (3, 4), (12, 10), (0, 1)] {
      let file = try FileDescriptor.open(path, .readOnly)
      defer { try? file.close() }
      #expect(try readAll(of: file, size: size) == Array(0..<UInt8(count)))
    }
    #expect(throws: FileFailure.self) { try readAll(of: FileDescriptor(rawValue: -1), size: 9) }
  }

  @Test(.timeLimit(.minutes(10))) func readingDoesNotWaitForPipe() {
    mkfifo(folder.path + "/pipe", 0o600)
    #expect(refusal(folder.path + "/pipe") == .isNoFile)
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/self/stat"), "this system has no /proc"))
  func fileLargerThanItsSizeIsRejected() {
    // The kernel generates its contents and reports a size of 0.
    #expect(refusal("/proc/self/stat", limit: 100_000) == .wasChanged)
  }
}
