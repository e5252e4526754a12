import OperatingSystem
import SystemPackage

/// # Files
///
/// The only code of errorbook that writes a file. A file that a command writes appears whole or not at all (`WholeFile`).
/// A file that several sessions share is changed by one of them at a time (`LockedFile`). The callers know the formats.

/// A file that no other session changes while this one holds it.
package struct LockedFile: ~Copyable {
  package let path: String
  private let file: FileDescriptor

  /// Opens the file, making it (mode 0600) and its folders (0700) where they are missing, and waits a moment for others.
  ///
  /// Another session may put a new file in the place of the one that was opened before its lock was given: then it is
  /// opened once more.
  /// - Parameter patience: how long others are waited for, in seconds.
  package init(path given: String, patience: Int = 2) throws(FileFailure) {
    (path, file) = try LockedFile.openLocked(given, patience)
  }

  private static func openLocked(_ given: String, _ patience: Int) throws(FileFailure) -> (String, FileDescriptor) {
    if let folder = folder(of: given) { try makeFolder(folder, mode: 0o700) }
    // A linked file is changed where it really is, so that the link stays.
    let path = followingLinks(given)
    // Counted in hundredths of a second. A file that was replaced meanwhile costs one of them and no more: sessions that
    // are busy would use up all patience within a moment otherwise.
    var patience = 100 * patience
    while patience > 0 {
      let opened = try inWords {
        try FileDescriptor.open(
          path, .readWrite, options: [.create, .append, .closeOnExec, .nonBlocking, .keepTerminal],
          permissions: .ownerReadWrite)
      }
      if LockedFile.lock(opened, &patience) {
        switch LockedFile.state(of: opened, at: path) {
        case .current: return (path, opened)
        case .replaced: patience -= 1
        case .noFile:
          try? opened.close()
          throw FileFailure("it is no ordinary file")
        }
      }
      try? opened.close()
    }
    throw FileFailure("another session holds it")
  }

  deinit {
    try? file.close()
  }

  /// Reads a file without changing anything, not even its lock; nil where there is none.
  ///
  /// Writers replace the whole file or append to it, so a reader does not have to wait for them.
  package static func contents(of path: String, limit: Int) throws(FileFailure) -> [UInt8]? {
    let opened: FileDescriptor
    do throws(FileFailure) {
      opened = try inWords {
        try FileDescriptor.open(path, .readOnly, options: [.closeOnExec, .nonBlocking, .keepTerminal])
      }
    } catch {
      if error.isMissing || error.code == .notDirectory { return nil }
      throw error
    }
    defer { try? opened.close() }
    guard let bytes = try Files.readAll(of: opened, limit: limit) else { throw FileFailure("it is too large") }
    return bytes
  }

  private static func lock(_ file: FileDescriptor, _ patience: inout Int) -> Bool {
    // Not longer at a time: the file may be another one by now.
    for _ in 0..<10 where patience > 0 {
      if (try? file.lock(.exclusive)) != nil { return true }
      patience -= 1
      sleep(milliseconds: 10)
    }
    return false
  }

  private enum State {
    case current
    case replaced
    case noFile
  }

  private static func state(of file: FileDescriptor, at path: String) -> State {
    guard let held = try? file.stat(), held.type == .regular else { return .noFile }
    return isSame(file, path) ? .current : .replaced
  }

  /// All bytes, or nil if there are more than `limit`.
  package func readAll(limit: Int) throws(FileFailure) -> [UInt8]? {
    try inWords { try file.seek(offset: 0, from: .start) }
    return try Files.readAll(of: file, limit: limit)
  }

  /// Adds bytes at the end, all or none of them.
  package func append(_ bytes: [UInt8]) throws(FileFailure) {
    let end = try inWords { try file.seek(offset: 0, from: .end) }
    do throws(FileFailure) { try writeAll(bytes, to: file) } catch {
      try? file.resize(to: end)
      throw error
    }
  }

  /// Throws where nothing could be added at the end: on a disk that is full, or at a limit of the system.
  /// - Parameter filler: a byte that means nothing in this file, in case the program is killed in between.
  package func requireRoom(_ count: Int, filler: UInt8) throws(FileFailure) {
    let end = try inWords { try file.seek(offset: 0, from: .end) }
    try append([UInt8](repeating: filler, count: count))
    try inWords { try file.resize(to: end) }
  }

  /// Puts a new file with these bytes in the place of this one, whole or not at all. What is held is the old one then.
  package consuming func replace(with bytes: [UInt8]) throws(FileFailure) {
    try WholeFile.write(bytes, to: path, mayReplace: true, mode: 0o600)
  }

  /// Puts a new file in the place of this one, which gets the first free name after its own.
  /// - Returns: that name.
  package consuming func setAside(replacingWith bytes: [UInt8]) throws(FileFailure) -> String {
    for number in 1...1_000 {
      let aside = "\(path).damaged-\(number)"
      // First a second name, then the new file: at no moment is there neither.
      do throws(Errno) { try addName(aside, to: path) } catch {
        if error == .fileExists { continue }
        // A file system without second names.
        try moveWithoutReplacing(path, to: aside)
      }
      do throws(FileFailure) { try WholeFile.write(bytes, to: path, mayReplace: true, mode: 0o600) } catch {
        if isSame(file, path) { removeFile(aside) } else { try? renameFile(aside, to: path) }
        throw error
      }
      return aside
    }
    throw FileFailure("there are too many damaged files beside it")
  }
}
