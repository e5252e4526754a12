import SystemPackage

/// A file that is written atomically: its path always has either the old file or the complete new one.
///
/// The new file has no name until it is complete, so nothing remains if the program is killed. Two cases need a hidden name
/// in the same folder: a file system without nameless files, and replacing an existing file. The writer locks its file. A
/// hidden file without a lock is left over from a killed program; the next write to the same path removes it.
///
/// Devices, pipes and `/dev/stdout` have no contents to lose and are written directly.
package struct WholeFile: ~Copyable {
  private let path: String
  private let mayReplace: Bool
  private let isSynced: Bool
  private let file: FileDescriptor
  private let isStream: Bool
  /// The hidden name before the file gets its final name, if it has one.
  private var name: String?

  /// Opens a new file for writing.
  /// - Parameters:
  ///   - given: the final path. If it is a link, its target is replaced and the link stays.
  ///   - mayReplace: whether it may replace an existing file. The new file gets the mode and owner of the old one.
  ///   - mode: the mode if there is no old file.
  ///   - isSynced: whether the contents are synced to the disk before the file gets its final name.
  ///   - isNameless: false to behave like a system without nameless files, for tests.
  package init(
    at given: String, mayReplace: Bool, mode: CInterop.Mode = 0o666, isSynced: Bool = true, isNameless: Bool = true
  ) throws(FileFailure) {
    let opened = try WholeFile.open(given, mayReplace, mode, isNameless)
    self.mayReplace = mayReplace
    self.isSynced = isSynced
    (path, file, isStream, name) = (opened.path, opened.file, opened.isStream, opened.name)
  }

  private struct Opened {
    var path: String
    var file: FileDescriptor
    var isStream = false
    var name: String?
  }

  private static func open(
    _ given: String, _ mayReplace: Bool, _ mode: CInterop.Mode, _ isNameless: Bool
  ) throws(FileFailure) -> Opened {
    if let stream = try openStream(given) { return Opened(path: given, file: stream, isStream: true) }
    let path = followingLinks(given)
    let old = try replaceable(path, mayReplace)
    var opened: Opened
    if isNameless, let file = openNameless(beside: path, mode) {
      opened = Opened(path: path, file: file)
    } else {
      let (file, name) = try openNamed(beside: path, mode)
      opened = Opened(path: path, file: file, name: name)
    }
    guard let old else { return opened }
    // Only root can change the owner. For other users, the new file belongs to them.
    opened.file.changeOwner(user: old.userID, group: old.groupID)
    opened.file.changePermissions(old.permissions)
    return opened
  }

  deinit {
    try? file.close()
    if let name { removeFile(name) }
  }

  /// Writes a file completely or not at all.
  package static func write(
    _ bytes: [UInt8], to path: String, mayReplace: Bool, mode: CInterop.Mode = 0o666, isSynced: Bool = true
  ) throws(FileFailure) {
    let file = try WholeFile(at: path, mayReplace: mayReplace, mode: mode, isSynced: isSynced)
    try file.write(bytes)
    try file.commit()
  }

  package func write(_ bytes: [UInt8]) throws(FileFailure) {
    try writeAll(bytes, to: file)
  }

  /// Gives the file its final name. If another file has appeared there meanwhile, keeps it unless it may be replaced.
  package consuming func commit() throws(FileFailure) {
    try finish()
    guard !isStream else { return }
    if mayReplace {
      if name == nil {
        name = try WholeFile.claimName(beside: path) { name throws(Errno) in
          try NamelessFile.giveName(name, to: file)
        }
      }
      guard let name else { return }
      try withFileFailure { try renameFile(name, to: path) }
      self.name = nil
    } else if let name {
      try moveWithoutReplacing(name, to: path)
      self.name = nil
    } else {
      try withFileFailure { try NamelessFile.giveName(path, to: file) }
    }
  }

  /// Gives the file its final name and keeps it locked.
  package consuming func commitLocked() throws(FileFailure) -> FileLock {
    let lock = FileLock(holding: try withFileFailure { try file.privateDuplicate() })
    try commit()
    return lock
  }

  private func finish() throws(FileFailure) {
    // Some file systems report a full disk only when a file is synced or closed.
    if isSynced, !isStream {
      do throws(Errno) { try file.store() } catch {
        guard error == .invalidArgument || error.isUnsupported else { throw .system(error) }
      }
    }
    try withFileFailure { try file.duplicate().close() }
  }

  // MARK: The existing file

  /// Returns the status of the file to replace, or nil if there is none. Throws if it must not be replaced.
  private static func replaceable(_ path: String, _ mayReplace: Bool) throws(FileFailure) -> Stat? {
    guard let old = try? Stat(path) else { return nil }
    guard old.type != .directory else { throw FileFailure("it is a folder", code: .isDirectory) }
    guard mayReplace else { throw .system(.fileExists) }
    guard old.type == .regular else { throw FileFailure("it is not a regular file") }
    // A write-protected file must not be replaced either.
    try withFileFailure { try requireWritable(path) }
    return old
  }

  /// Opens a device, a pipe, or a descriptor of this process by one of its names. Returns nil for other paths.
  private static func openStream(_ path: String) throws(FileFailure) -> FileDescriptor? {
    if let own = ownDescriptor(path) { return try withFileFailure { try own.privateDuplicate() } }
    guard let status = try? Stat(path), [.characterSpecial, .fifo].contains(status.type) else { return nil }
    return try withFileFailure { try FileDescriptor.open(path, .writeOnly, options: [.closeOnExec, .keepTerminal]) }
  }

  /// Returns the descriptor for a path such as `/dev/stdout`. Opening the path again would write at the start of its file,
  /// and replacing the file would break its other writers.
  private static func ownDescriptor(_ path: String) -> FileDescriptor? {
    switch path {
    case "/dev/stdout": return .standardOutput
    case "/dev/stderr": return .standardError
    default:
      for folder in ["/dev/fd/", "/proc/self/fd/"] where path.hasPrefix(folder) {
        return Int32(path.dropFirst(folder.count)).map { FileDescriptor(rawValue: $0) }
      }
      return nil
    }
  }

  // MARK: Names

  /// Opens and locks a nameless file. Returns nil if they are not supported.
  private static func openNameless(beside path: String, _ mode: CInterop.Mode) -> FileDescriptor? {
    guard let file = NamelessFile.open(in: folder(of: path) ?? ".", mode: mode) else { return nil }
    try? file.lock(.exclusive)
    return file
  }

  private static func openNamed(
    beside path: String, _ mode: CInterop.Mode
  ) throws(FileFailure) -> (FileDescriptor, String) {
    var opened = FileDescriptor.standardInput
    let name = try claimName(beside: path) { name throws(Errno) in
      opened = try openNew(name, mode)
      // Before it was locked, another program may have removed it as left over.
      if isLockedByAnother(opened) || !isSame(opened, name) {
        try? opened.close()
        throw .fileExists
      }
    }
    return (opened, name)
  }

  private static func openNew(_ name: String, _ mode: CInterop.Mode) throws(Errno) -> FileDescriptor {
    do {
      return try FileDescriptor.open(
        name, .writeOnly, options: [.create, .exclusiveCreate, .noFollow, .closeOnExec],
        permissions: FilePermissions(rawValue: mode))
    } catch {
      throw error as? Errno ?? .ioError
    }
  }

  /// Locks the file. Returns true if another program has locked it. Without support for locks, returns false.
  private static func isLockedByAnother(_ file: FileDescriptor) -> Bool {
    do throws(Errno) { try file.lock(.exclusive) } catch { return error == .wouldBlock }
    return false
  }

  /// Calls `take` with hidden names in the folder of the path until one is free, and returns that name.
  private static func claimName(
    beside path: String, _ take: (String) throws(Errno) -> Void
  ) throws(FileFailure) -> String {
    for number in 0..<100 {
      let name = hiddenName(beside: path, number)
      for _ in 0..<2 {
        do throws(Errno) {
          try take(name)
          return name
        } catch {
          guard error == .fileExists else { throw .system(error) }
        }
        guard removeAbandoned(name) else { break }
      }
    }
    throw FileFailure("other programs are writing to it")
  }

  package static func hiddenName(beside path: String, _ number: Int = 0) -> String {
    let own = FilePath(path).lastComponent?.string.utf8 ?? "".utf8
    // A name is limited to 255 bytes.
    let begin = String(decoding: own.prefix(200), as: UTF8.self)
    return sibling(of: path, named: ".\(begin).errorbook-new" + (number == 0 ? "" : "-\(number)"))
  }

  /// Removes a file that has no lock. Returns false if it is locked or cannot be removed.
  private static func removeAbandoned(_ name: String) -> Bool {
    guard let opened = try? FileDescriptor.open(name, .readOnly, options: .untouched) else { return false }
    defer { try? opened.close() }
    guard (try? opened.lock(.exclusive)) != nil, isSame(opened, name) else { return false }
    return (try? removeName(name)) != nil
  }
}

extension FileDescriptor.OpenOptions {
  /// Opens a file without following links or waiting.
  fileprivate static let untouched: Self = [.noFollow, .nonBlocking, .closeOnExec]
}

extension Errno {
  /// Whether the file system does not support an operation. Linux has one code for it, macOS two.
  fileprivate var isUnsupported: Bool { self == .notSupported || self == .notSupportedOnSocket }
}

/// Returns whether a path is the name of an open regular file.
func isSame(_ file: FileDescriptor, _ path: String) -> Bool {
  guard let opened = try? file.stat(), opened.type == .regular else { return false }
  guard let named = try? Stat(path, followTargetSymlink: false) else { return false }
  return opened.inode == named.inode && opened.deviceID == named.deviceID
}

/// Renames a file. The new name must be free.
func moveWithoutReplacing(_ old: String, to new: String) throws(FileFailure) {
  do throws(Errno) { try addName(new, to: old) } catch {
    // Some file systems, such as those of USB sticks, have no hard links. Without them, another program could create the
    // file between the check and the renaming.
    guard [.notPermitted, .noFunction, .tooManyLinks].contains(error) || error.isUnsupported else {
      throw .system(error)
    }
    guard !Folder.isTaken(new) else { throw .system(.fileExists) }
    return try withFileFailure { try renameFile(old, to: new) }
  }
  try withFileFailure { try removeName(old) }
}

/// Removes a file if it exists.
package func removeFile(_ path: String) { try? removeName(path) }

/// A lock on a file. It is released with this value.
package struct FileLock: ~Copyable {
  private let file: FileDescriptor

  fileprivate init(holding file: FileDescriptor) { self.file = file }

  /// Locks a file. Returns nil if another program has locked it or it does not exist.
  package init?(_ path: String) {
    guard let opened = try? FileDescriptor.open(path, .readOnly, options: .untouched) else { return nil }
    guard (try? opened.lock(.exclusive)) != nil else {
      try? opened.close()
      return nil
    }
    file = opened
  }

  deinit { try? file.close() }

  /// Returns whether a program has locked the file.
  package static func isHeld(_ path: String) -> Bool {
    guard let opened = try? FileDescriptor.open(path, .readOnly, options: .untouched) else { return false }
    defer { try? opened.close() }
    do throws(Errno) { try opened.lock(.shared) } catch { return error == .wouldBlock }
    return false
  }
}
