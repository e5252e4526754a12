import OperatingSystem
import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

// System calls about open files that swift-system lacks.

extension FileDescriptor {
  private func check(_ result: Int32) throws(Errno) {
    guard result >= 0 else { throw .ofLastCall }
  }

  /// The kinds of locks.
  enum Lock {
    case shared
    case exclusive
  }

  /// Locks the file without waiting, until the file is closed.
  /// - Throws: `wouldBlock` if another program has locked it.
  func lock(_ lock: Lock) throws(Errno) {
    try check(flock(rawValue, (lock == .shared ? LOCK_SH : LOCK_EX) | LOCK_NB))
  }

  /// Waits until the contents are on the disk.
  func store() throws(Errno) {
    #if canImport(Darwin)
      // On macOS, `fsync` leaves the contents in the cache of the disk. Not every file system supports this call.
      if fcntl(rawValue, F_FULLFSYNC) == 0 { return }
    #endif
    try check(fsync(rawValue))
  }

  /// Changes the owner of the file if this process has permission.
  func changeOwner(user: UserID, group: GroupID) {
    guard user.rawValue != geteuid() || group.rawValue != getegid() else { return }
    _ = fchown(rawValue, user.rawValue, group.rawValue)
  }

  func changePermissions(_ permissions: FilePermissions) { fchmod(rawValue, permissions.rawValue) }

  /// Returns a duplicate descriptor that child processes do not inherit.
  func privateDuplicate() throws(Errno) -> FileDescriptor {
    let copy = fcntl(rawValue, F_DUPFD_CLOEXEC, 0)
    try check(copy)
    return FileDescriptor(rawValue: copy)
  }

  func closeWhenProgramsStart() { _ = fcntl(rawValue, F_SETFD, FD_CLOEXEC) }

  /// Whether the descriptor is open.
  var isOpen: Bool { fcntl(rawValue, F_GETFD) != -1 }
}

extension FileDescriptor.OpenOptions {
  /// `O_NOCTTY`: an opened terminal does not become the controlling terminal of this process.
  static let keepTerminal = FileDescriptor.OpenOptions(rawValue: O_NOCTTY)
}
