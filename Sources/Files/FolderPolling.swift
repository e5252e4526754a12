import OperatingSystem

/// Waits until something may have changed in some folders, by looking at them five times a second: for systems without
/// Linux's notices. Like those, a wait ends after a while in any case.
package struct FolderPolling {
  private var seen: [String: [String: FileMark]] = [:]

  package init() {}

  package mutating func wait(in folders: Set<String>) {
    for _ in 0..<10 {
      let now = Self.look(at: folders)
      defer { seen = now }
      guard now == seen else { break }
      sleep(milliseconds: 200)
    }
    // What belongs together comes together: a new file, its contents, its name.
    sleep(milliseconds: 20)
  }

  /// Returns what each folder has, by name. A folder that cannot be read has nothing.
  private static func look(at folders: Set<String>) -> [String: [String: FileMark]] {
    var marks: [String: [String: FileMark]] = [:]
    for folder in folders {
      var files: [String: FileMark] = [:]
      for name in (try? names(in: folder)) ?? [] { files[name] = FileMark(of: Folder.path(folder, name)) }
      marks[folder] = files
    }
    return marks
  }
}
