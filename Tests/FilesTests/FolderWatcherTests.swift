import Files
import Foundation
import OperatingSystem
import TemporaryFolder
import Testing

/// Tests both ways to wait for changes in folders: inotify on Linux, and polling on other systems.
@Suite("Changes in folders") struct FolderWatcherTests {
  enum Way: CaseIterable {
    case notices, polling
  }

  private struct Waiter {
    private var notices = FolderWatcher()
    private var polling = PollingFolderWatcher()
    let way: Way

    init(_ way: Way) { self.way = way }

    /// Returns the duration in seconds.
    mutating func wait(in folders: String...) -> Double {
      let began = Date.now
      switch way {
      case .notices: notices.wait(in: Set(folders))
      case .polling: polling.wait(in: Set(folders))
      }
      return Date.now.timeIntervalSince(began)
    }
  }

  private let folder = TemporaryFolder()

  private func put(_ text: String, at name: String) throws {
    try Data(text.utf8).write(to: URL(filePath: folder.path + "/" + name))
  }

  private func later(_ change: @escaping @Sendable () throws -> Void) {
    Thread.detachNewThread {
      Thread.sleep(forTimeInterval: 0.3)
      try? change()
    }
  }

  @Test(arguments: Way.allCases) func waitEndsAtEachKindOfChange(_ way: Way) throws {
    try put("old", at: "file")
    try FileManager.default.createDirectory(atPath: folder.path + "/in", withIntermediateDirectories: false)
    var waiter = Waiter(way)
    // The first wait returns immediately, since there may have been changes before it.
    #expect(waiter.wait(in: folder.path) < 1)
    let path = folder.path
    let changes: [@Sendable () throws -> Void] = [
      { try Data().write(to: URL(filePath: path + "/new")) },
      {
        let file = try #require(FileHandle(forUpdatingAtPath: path + "/file"))
        try file.write(contentsOf: Data("OLD".utf8))
        try file.close()
      },
      { try FileManager.default.moveItem(atPath: path + "/new", toPath: path + "/newer") },
      { try FileManager.default.removeItem(atPath: path + "/newer") },
      { try FileManager.default.createDirectory(atPath: path + "/more", withIntermediateDirectories: false) },
    ]
    for (number, change) in changes.enumerated() {
      later(change)
      let seconds = waiter.wait(in: path)
      #expect((0.1..<1.8).contains(seconds), "change \(number) was noticed after \(seconds) s")
    }
  }

  @Test(arguments: Way.allCases) func waitEndsWithoutChange(_ way: Way) {
    var waiter = Waiter(way)
    _ = waiter.wait(in: folder.path)
    #expect((1.5..<10).contains(waiter.wait(in: folder.path)))
  }

  @Test(arguments: Way.allCases) func newFolderEndsWaitImmediately(_ way: Way) throws {
    var waiter = Waiter(way)
    _ = waiter.wait(in: folder.path)
    let other = TemporaryFolder()
    #expect(waiter.wait(in: folder.path, other.path) < 1)
    let path = other.path
    later { try Data().write(to: URL(filePath: path + "/new")) }
    #expect((0.1..<1.8).contains(waiter.wait(in: folder.path, other.path)))
  }

  /// A folder may be removed while it is watched.
  @Test(arguments: Way.allCases) func missingFolderDoesNotAffectOthers(_ way: Way) throws {
    var waiter = Waiter(way)
    _ = waiter.wait(in: folder.path, "/no/such/folder")
    let path = folder.path
    later { try Data().write(to: URL(filePath: path + "/new")) }
    var seconds = 0.0
    // Linux cannot watch a missing folder, so this wait is short.
    while seconds < 0.25 { seconds += waiter.wait(in: folder.path, "/no/such/folder") }
    #expect(seconds < 1.8)
  }
}
