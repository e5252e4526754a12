import Glibc

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
  private let descriptor: Int32
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
    at given: String, mayReplace: Bool, mode: mode_t = 0o666, isSynced: Bool = true, isNameless: Bool = true
  ) throws(FileFailure) {
    let opened = try WholeFile.open(given, mayReplace, mode, isNameless)
    self.mayReplace = mayReplace
    self.isSynced = isSynced
    (path, descriptor, isStream, name) = (opened.path, opened.descriptor, opened.isStream, opened.name)
  }

  private struct Opened {
    var path: String
    var descriptor: Int32
    var isStream = false
    var name: String?
  }

  private static func open(
    _ given: String, _ mayReplace: Bool, _ mode: mode_t, _ isNameless: Bool
  ) throws(FileFailure) -> Opened {
    if let stream = try openStream(given) { return Opened(path: given, descriptor: stream, isStream: true) }
    let path = followingLinks(given)
    let old = try replaceable(path, mayReplace)
    var opened: Opened
    if isNameless, let descriptor = openNameless(beside: path, mode) {
      opened = Opened(path: path, descriptor: descriptor)
    } else {
      let (descriptor, name) = try openNamed(beside: path, mode)
      opened = Opened(path: path, descriptor: descriptor, name: name)
    }
    guard let old else { return opened }
    // Only root can give a file away; for anybody else the new file is theirs, as it is with other programs.
    if old.st_uid != geteuid() || old.st_gid != getegid() { _ = fchown(opened.descriptor, old.st_uid, old.st_gid) }
    fchmod(opened.descriptor, old.st_mode & 0o7777)
    return opened
  }

  deinit {
    close(descriptor)
    if let name { unlink(name) }
  }

  /// Writes a file that appears whole, or not at all.
  package static func write(
    _ bytes: [UInt8], to path: String, mayReplace: Bool, mode: mode_t = 0o666, isSynced: Bool = true
  ) throws(FileFailure) {
    let file = try WholeFile(at: path, mayReplace: mayReplace, mode: mode, isSynced: isSynced)
    try file.write(bytes)
    try file.appear()
  }

  package func write(_ bytes: [UInt8]) throws(FileFailure) {
    try writeAll(bytes, to: descriptor)
  }

  /// Puts the file in its place; one that came there meanwhile is kept, unless it may be replaced.
  package consuming func appear() throws(FileFailure) {
    try finish()
    guard !isStream else { return }
    if mayReplace {
      if name == nil { name = try WholeFile.claimName(beside: path) { linkNameless(as: $0) } }
      guard let name, rename(name, path) == 0 else { throw .system }
      self.name = nil
    } else if let name {
      try moveWithoutReplacing(name, to: path)
      self.name = nil
    } else if !linkNameless(as: path) {
      throw .system
    }
  }

  /// Puts the file in its place, and keeps the lock on it.
  package consuming func appearLocked() throws(FileFailure) -> FileLock {
    let held = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
    guard held >= 0 else { throw .system }
    let lock = FileLock(holding: held)
    try appear()
    return lock
  }

  private func finish() throws(FileFailure) {
    // Some file systems say only when a file is synced or closed that there was no room for it.
    if isSynced, !isStream, fsync(descriptor) != 0, errno != EINVAL, errno != ENOTSUP { throw .system }
    guard close(dup(descriptor)) == 0 else { throw .system }
  }

  // MARK: What is there before

  /// Returns the status of the file that will be replaced; nil where there is none. Throws where it must stay.
  private static func replaceable(_ path: String, _ mayReplace: Bool) throws(FileFailure) -> stat? {
    var old = stat()
    guard stat(path, &old) == 0 else { return nil }
    guard old.st_mode & S_IFMT != S_IFDIR else { throw FileFailure("it is a folder", code: EISDIR) }
    guard mayReplace else { throw FileFailure.system(EEXIST) }
    guard old.st_mode & S_IFMT == S_IFREG else { throw FileFailure("it is no ordinary file") }
    // A file that is protected against writing is protected against being replaced.
    guard faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) == 0 else { throw .system }
    return old
  }

  /// Opens what takes bytes and keeps nothing: a device, a pipe, or a descriptor of this process by one of its names.
  private static func openStream(_ path: String) throws(FileFailure) -> Int32? {
    if let own = ownDescriptor(path) {
      let copy = fcntl(own, F_DUPFD_CLOEXEC, 0)
      guard copy >= 0 else { throw .system }
      return copy
    }
    var status = stat()
    guard stat(path, &status) == 0, [S_IFCHR, S_IFIFO].contains(status.st_mode & S_IFMT) else { return nil }
    let opened = Glibc.open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY)
    guard opened >= 0 else { throw .system }
    return opened
  }

  /// Opening `/dev/stdout` again would write at the start of its file, and replacing that file would cut off its other
  /// writers.
  private static func ownDescriptor(_ path: String) -> Int32? {
    switch path {
    case "/dev/stdout": return STDOUT_FILENO
    case "/dev/stderr": return STDERR_FILENO
    default:
      for folder in ["/dev/fd/", "/proc/self/fd/"] where path.hasPrefix(folder) {
        return Int32(path.dropFirst(folder.count))
      }
      return nil
    }
  }

  // MARK: Names

  /// `O_TMPFILE` of Linux's fcntl.h, which Swift does not import.
  package static let nameless = 0o20_000_000 | O_DIRECTORY

  /// Nil where there can be none, or where none can be given a name later.
  private static func openNameless(beside path: String, _ mode: mode_t) -> Int32? {
    let opened = Glibc.open(folder(of: path) ?? ".", O_WRONLY | nameless | O_CLOEXEC, mode)
    guard opened >= 0 else { return nil }
    if access(link(to: opened), F_OK) == 0 {
      flock(opened, LOCK_EX | LOCK_NB)
      return opened
    }
    close(opened)
    return nil
  }

  private static func openNamed(beside path: String, _ mode: mode_t) throws(FileFailure) -> (Int32, String) {
    var opened: Int32 = -1
    let name = try claimName(beside: path) { name in
      opened = Glibc.open(name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
      guard opened >= 0 else { return false }
      // Before it was locked another program may have taken it for one that was left.
      if flock(opened, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK || !isSame(opened, name) {
        close(opened)
        errno = EEXIST
        return false
      }
      return true
    }
    return (opened, name)
  }

  /// The path of an open file that has no other.
  private static func link(to descriptor: Int32) -> String { "/proc/self/fd/\(descriptor)" }

  private func linkNameless(as new: String) -> Bool {
    linkat(AT_FDCWD, WholeFile.link(to: descriptor), AT_FDCWD, new, AT_SYMLINK_FOLLOW) == 0
  }

  /// Finds a hidden name beside a path that `take` can have.
  private static func claimName(beside path: String, _ take: (String) -> Bool) throws(FileFailure) -> String {
    for number in 0..<100 {
      let name = hiddenName(beside: path, number)
      if take(name) { return name }
      guard errno == EEXIST else { throw .system }
      if removeAbandoned(name), take(name) { return name }
    }
    throw FileFailure("other programs are writing it")
  }

  package static func hiddenName(beside path: String, _ number: Int = 0) -> String {
    let own = Array(path.utf8).split(separator: slash).last ?? []
    // No name has more than 255 bytes.
    let begin = String(decoding: own.prefix(200), as: UTF8.self)
    return sibling(of: path, named: ".\(begin).errorbook-new" + (number == 0 ? "" : "-\(number)"))
  }

  /// Removes a file that has no lock. Returns false if it is locked or cannot be removed.
  private static func removeAbandoned(_ name: String) -> Bool {
    let opened = Glibc.open(name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard opened >= 0 else { return false }
    defer { close(opened) }
    guard flock(opened, LOCK_EX | LOCK_NB) == 0, isSame(opened, name) else { return false }
    return unlink(name) == 0
  }
}

/// Whether a path leads to an open file, which has to be an ordinary one.
func isSame(_ descriptor: Int32, _ path: String) -> Bool {
  var opened = stat()
  var named = stat()
  return fstat(descriptor, &opened) == 0 && opened.st_mode & S_IFMT == S_IFREG && lstat(path, &named) == 0
    && opened.st_ino == named.st_ino && opened.st_dev == named.st_dev
}

/// Gives a file another name, which must be free.
func moveWithoutReplacing(_ old: String, to new: String) throws(FileFailure) {
  if link(old, new) == 0 {
    guard unlink(old) == 0 else { throw .system }
    return
  }
  let failure = FileFailure.system
  // File systems of memory sticks have no second names. Between the look and the renaming a file could come there.
  guard [EPERM, ENOTSUP, ENOSYS, EMLINK].contains(failure.code) else { throw failure }
  var status = stat()
  guard lstat(new, &status) != 0 else { throw FileFailure.system(EEXIST) }
  guard rename(old, new) == 0 else { throw .system }
}

/// Removes a file, where it is there.
package func removeFile(_ path: String) { unlink(path) }

/// A lock on a file, for as long as this value lives.
package struct FileLock: ~Copyable {
  private let descriptor: Int32

  fileprivate init(holding descriptor: Int32) { self.descriptor = descriptor }

  /// Takes the lock on a file; nil where another program holds it, or there is no such file.
  package init?(_ path: String) {
    let opened = Glibc.open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard opened >= 0 else { return nil }
    guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
      close(opened)
      return nil
    }
    descriptor = opened
  }

  deinit { close(descriptor) }

  /// Whether a program holds a lock on the file.
  package static func isHeld(_ path: String) -> Bool {
    let opened = Glibc.open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard opened >= 0 else { return false }
    defer { close(opened) }
    return flock(opened, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK
  }
}
