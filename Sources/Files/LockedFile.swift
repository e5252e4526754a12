import OperatingSystem
import SystemPackage

/// # Files
///
/// The only code of errorbook that writes files. A command writes its file completely or not at all (`WholeFile`). Only one
/// session at a time changes a shared file (`LockedFile`). The callers know the formats.

/// A shared file that this session has locked, so that no other session changes it.
package struct LockedFile: ~Copyable {
  package let path: String
  private let file: FileDescriptor

  /// Opens and locks the file. Creates it (mode 0600) and its folders (0700) if necessary.
  ///
  /// Another session may replace the file between opening and locking it. In that case it is opened again.
  /// - Parameter timeout: how long to wait for other sessions, in seconds.
  package init(path given: String, timeout: Int = 2) throws(FileFailure) {
    (path, file) = try LockedFile.openLocked(given, until: .now.advanced(by: .seconds(timeout)))
  }

  private static func openLocked(
    _ given: String, until deadline: SuspendingClock.Instant
  ) throws(FileFailure) -> (String, FileDescriptor) {
    if let folder = folder(of: given) { try makeFolder(folder, mode: 0o700) }
    // Open the target of a link, so that the link stays.
    let path = followingLinks(given)
    repeat {
      let opened = try withFileFailure {
        try FileDescriptor.open(
          path, .readWrite, options: [.create, .append, .closeOnExec, .nonBlocking, .keepTerminal],
          permissions: .ownerReadWrite)
      }
      if LockedFile.lock(opened, until: deadline) {
        switch LockedFile.state(of: opened, at: path) {
        case .current: return (path, opened)
        case .replaced: break
        case .noFile:
          try? opened.close()
          throw FileFailure("it is not a regular file")
        }
      }
      try? opened.close()
    } while .now < deadline
    throw FileFailure("another errorbook session is using it")
  }

  deinit {
    try? file.close()
  }

  /// Reads a file without changing or locking it. Returns nil if it does not exist.
  ///
  /// Writers replace the whole file or append to it, so a reader does not have to wait for them.
  package static func contents(of path: String, limit: Int) throws(FileFailure) -> [UInt8]? {
    let opened: FileDescriptor
    do throws(FileFailure) {
      opened = try withFileFailure {
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

  // Tries every millisecond: a busy session leaves the file unlocked only for a short time.
  private static func lock(_ file: FileDescriptor, until deadline: SuspendingClock.Instant) -> Bool {
    // Only for a tenth of a second, since the file may have been replaced.
    for _ in 0..<100 {
      if (try? file.lock(.exclusive)) != nil { return true }
      guard .now < deadline else { return false }
      sleep(milliseconds: 1)
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

  /// Returns all bytes, or nil if there are more than `limit`.
  package func readAll(limit: Int) throws(FileFailure) -> [UInt8]? {
    try withFileFailure { try file.seek(offset: 0, from: .start) }
    return try Files.readAll(of: file, limit: limit)
  }

  /// Appends all bytes or none of them.
  package func append(_ bytes: [UInt8]) throws(FileFailure) {
    let end = try withFileFailure { try file.seek(offset: 0, from: .end) }
    do throws(FileFailure) { try writeAll(bytes, to: file) } catch {
      try? file.resize(to: end)
      throw error
    }
  }

  /// Throws if bytes cannot be appended: the disk is full or a system limit is reached.
  /// - Parameter filler: a byte without a meaning in this file, in case the program is killed before it is removed.
  package func requireRoom(_ count: Int, filler: UInt8) throws(FileFailure) {
    let end = try withFileFailure { try file.seek(offset: 0, from: .end) }
    try append([UInt8](repeating: filler, count: count))
    try withFileFailure { try file.resize(to: end) }
  }

  /// Replaces this file with a new one, completely or not at all. The lock stays on the old file.
  package consuming func replace(with bytes: [UInt8]) throws(FileFailure) {
    try WholeFile.write(bytes, to: path, mayReplace: true, mode: 0o600)
  }

  /// Replaces this file with a new one and renames the old one to the first free name `.damaged-N`.
  /// - Returns: the new name of the old file.
  package consuming func setAside(replacingWith bytes: [UInt8]) throws(FileFailure) -> String {
    for number in 1...1_000 {
      let aside = "\(path).damaged-\(number)"
      // Add the second name first and then write the new file, so that one of them always exists.
      do throws(Errno) { try addName(aside, to: path) } catch {
        if error == .fileExists { continue }
        // The file system does not support hard links.
        try moveWithoutReplacing(path, to: aside)
      }
      do throws(FileFailure) { try WholeFile.write(bytes, to: path, mayReplace: true, mode: 0o600) } catch {
        if isSame(file, path) { removeFile(aside) } else { try? renameFile(aside, to: path) }
        throw error
      }
      return aside
    }
    throw FileFailure("there are too many damaged copies of it")
  }
}
