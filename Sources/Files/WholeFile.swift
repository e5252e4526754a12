import SystemPackage

/// A file that appears whole, when everything has been written, or not at all: at any moment its path leads to what was
/// there before, or to all of the new file.
///
/// Until then it has no name, so nothing is left of it, however the program ends. A file system without nameless files, and
/// the moment in which one file replaces another, need a hidden name beside the path. The writer holds a lock on its file.
/// A hidden file without a lock was left by a program that was killed; the next write to the same path removes it.
///
/// A device, a pipe and `/dev/stdout` have no contents that could be lost; they are written as it comes.
package struct WholeFile: ~Copyable {
  private let path: String
  private let mayReplace: Bool
  private let isSynced: Bool
  private let file: FileDescriptor
  private let isStream: Bool
  /// The hidden name that it has until it appears; nil while it has none.
  private var name: String?

  /// - Parameters:
  ///   - given: where it is to appear. A linked file is replaced where it really is, so that the link stays.
  ///   - mayReplace: whether it may take the place of a file, whose mode and owner it then has.
  ///   - mode: of a file where there was none.
  ///   - isSynced: whether it is on the disk, and not only on its way there, before it appears.
  ///   - isNameless: false makes it as where no file can be nameless.
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
    // Only root can give a file away; for anybody else the new file is theirs, as it is with other programs.
    opened.file.changeOwner(user: old.userID, group: old.groupID)
    opened.file.changePermissions(old.permissions)
    return opened
  }

  deinit {
    try? file.close()
    if let name { removeFile(name) }
  }

  /// Writes a file that appears whole, or not at all.
  package static func write(
    _ bytes: [UInt8], to path: String, mayReplace: Bool, mode: CInterop.Mode = 0o666, isSynced: Bool = true
  ) throws(FileFailure) {
    let file = try WholeFile(at: path, mayReplace: mayReplace, mode: mode, isSynced: isSynced)
    try file.write(bytes)
    try file.appear()
  }

  package func write(_ bytes: [UInt8]) throws(FileFailure) {
    try writeAll(bytes, to: file)
  }

  /// Puts the file in its place; one that came there meanwhile is kept, unless it may be replaced.
  package consuming func appear() throws(FileFailure) {
    try finish()
    guard !isStream else { return }
    if mayReplace {
      if name == nil {
        name = try WholeFile.claimName(beside: path) { name throws(Errno) in
          try NamelessFile.giveName(name, to: file)
        }
      }
      guard let name else { return }
      try inWords { try renameFile(name, to: path) }
      self.name = nil
    } else if let name {
      try moveWithoutReplacing(name, to: path)
      self.name = nil
    } else {
      try inWords { try NamelessFile.giveName(path, to: file) }
    }
  }

  /// Puts the file in its place, and keeps the lock on it.
  package consuming func appearLocked() throws(FileFailure) -> FileLock {
    let lock = FileLock(holding: try inWords { try file.privateDuplicate() })
    try appear()
    return lock
  }

  private func finish() throws(FileFailure) {
    // Some file systems say only when a file is synced or closed that there was no room for it.
    if isSynced, !isStream {
      do throws(Errno) { try file.store() } catch {
        guard error == .invalidArgument || error.isUnsupported else { throw .system(error) }
      }
    }
    try inWords { try file.duplicate().close() }
  }

  // MARK: What is there before

  /// Returns the status of the file that will be replaced; nil where there is none. Throws where it must stay.
  private static func replaceable(_ path: String, _ mayReplace: Bool) throws(FileFailure) -> Stat? {
    guard let old = try? Stat(path) else { return nil }
    guard old.type != .directory else { throw FileFailure("it is a folder", code: .isDirectory) }
    guard mayReplace else { throw .system(.fileExists) }
    guard old.type == .regular else { throw FileFailure("it is no ordinary file") }
    // A file that is protected against writing is protected against being replaced.
    try inWords { try requireWritable(path) }
    return old
  }

  /// Opens what takes bytes and keeps nothing: a device, a pipe, or a descriptor of this process by one of its names.
  private static func openStream(_ path: String) throws(FileFailure) -> FileDescriptor? {
    if let own = ownDescriptor(path) { return try inWords { try own.privateDuplicate() } }
    guard let status = try? Stat(path), [.characterSpecial, .fifo].contains(status.type) else { return nil }
    return try inWords { try FileDescriptor.open(path, .writeOnly, options: [.closeOnExec, .keepTerminal]) }
  }

  /// Opening `/dev/stdout` again would write at the start of its file, and replacing that file would cut off its other
  /// writers.
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

  /// Nil where no file can be nameless.
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
      // Before it was locked another program may have taken it for one that was left.
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

  /// Takes the lock, unless another program has it. A file system without locks has none to wait for.
  private static func isLockedByAnother(_ file: FileDescriptor) -> Bool {
    do throws(Errno) { try file.lock(.exclusive) } catch { return error == .wouldBlock }
    return false
  }

  /// Finds a hidden name beside a path that `take` can have.
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
    throw FileFailure("other programs are writing it")
  }

  package static func hiddenName(beside path: String, _ number: Int = 0) -> String {
    let own = FilePath(path).lastComponent?.string.utf8 ?? "".utf8
    // No name has more than 255 bytes.
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
  /// To look at a file: a link is not followed, and nobody is waited for.
  fileprivate static let untouched: Self = [.noFollow, .nonBlocking, .closeOnExec]
}

extension Errno {
  /// Whether a file system does not have what was asked of it. Linux has one number for both, macOS two.
  fileprivate var isUnsupported: Bool { self == .notSupported || self == .notSupportedOnSocket }
}

/// Whether a path leads to an open file, which has to be an ordinary one.
func isSame(_ file: FileDescriptor, _ path: String) -> Bool {
  guard let opened = try? file.stat(), opened.type == .regular else { return false }
  guard let named = try? Stat(path, followTargetSymlink: false) else { return false }
  return opened.inode == named.inode && opened.deviceID == named.deviceID
}

/// Gives a file another name, which must be free.
func moveWithoutReplacing(_ old: String, to new: String) throws(FileFailure) {
  do throws(Errno) { try addName(new, to: old) } catch {
    // File systems of memory sticks have no second names. Between the look and the renaming a file could come there.
    guard [.notPermitted, .noFunction, .tooManyLinks].contains(error) || error.isUnsupported else {
      throw .system(error)
    }
    guard !Folder.isTaken(new) else { throw .system(.fileExists) }
    return try inWords { try renameFile(old, to: new) }
  }
  try inWords { try removeName(old) }
}

/// Removes a file, where it is there.
package func removeFile(_ path: String) { try? removeName(path) }

/// A lock on a file, for as long as this value lives.
package struct FileLock: ~Copyable {
  private let file: FileDescriptor

  fileprivate init(holding file: FileDescriptor) { self.file = file }

  /// Takes the lock on a file; nil where another program holds it, or there is no such file.
  package init?(_ path: String) {
    guard let opened = try? FileDescriptor.open(path, .readOnly, options: .untouched) else { return nil }
    guard (try? opened.lock(.exclusive)) != nil else {
      try? opened.close()
      return nil
    }
    file = opened
  }

  deinit { try? file.close() }

  /// Returns whether a program holds a lock on the file.
  package static func isHeld(_ path: String) -> Bool {
    guard let opened = try? FileDescriptor.open(path, .readOnly, options: .untouched) else { return false }
    defer { try? opened.close() }
    do throws(Errno) { try opened.lock(.shared) } catch { return error == .wouldBlock }
    return false
  }
}
