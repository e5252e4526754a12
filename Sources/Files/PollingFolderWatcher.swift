import OperatingSystem

/// Waits until something may have changed in some folders, by polling them five times a second. For systems without
/// inotify. Every wait also ends after a timeout.
package struct PollingFolderWatcher {
  private var seen: [String: [String: FileMark]] = [:]

  package init() {}

  package mutating func wait(in folders: Set<String>) {
    for _ in 0..<10 {
      let now = Self.marks(in: folders)
      defer { seen = now }
      guard now == seen else { break }
      sleep(milliseconds: 200)
    }
    // Wait for related changes: creating, writing and renaming a file.
    sleep(milliseconds: 20)
  }

  /// Returns the marks of the files in each folder, by name. Treats an unreadable folder as empty.
  private static func marks(in folders: Set<String>) -> [String: [String: FileMark]] {
    var marks: [String: [String: FileMark]] = [:]
    for folder in folders {
      var files: [String: FileMark] = [:]
      for name in (try? names(in: folder)) ?? [] { files[name] = FileMark(of: Folder.path(folder, name)) }
      marks[folder] = files
    }
    return marks
  }
}
