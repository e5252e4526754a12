import OperatingSystem
import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

// The calls about open files that swift-system lacks.

extension FileDescriptor {
  private func check(_ result: Int32) throws(Errno) {
    guard result >= 0 else { throw .ofLastCall }
  }

  /// How a file is locked.
  enum Lock {
    case shared
    case exclusive
  }

  /// Takes a lock on the file without waiting; it lasts until the file is closed.
  /// - Throws: `wouldBlock` where somebody else holds one.
  func lock(_ lock: Lock) throws(Errno) {
    try check(flock(rawValue, (lock == .shared ? LOCK_SH : LOCK_EX) | LOCK_NB))
  }

  /// Returns when the contents are on the disk, and not only on their way there.
  func store() throws(Errno) {
    #if canImport(Darwin)
      // There `fsync` leaves them in the memory of the disk. Not every file system takes this call.
      if fcntl(rawValue, F_FULLFSYNC) == 0 { return }
    #endif
    try check(fsync(rawValue))
  }

  /// Changes whom the file belongs to, where this process is allowed to.
  func changeOwner(user: UserID, group: GroupID) {
    guard user.rawValue != geteuid() || group.rawValue != getegid() else { return }
    _ = fchown(rawValue, user.rawValue, group.rawValue)
  }

  func changePermissions(_ permissions: FilePermissions) { fchmod(rawValue, permissions.rawValue) }

  /// Returns another number for the open file, which programs that this one starts do not get.
  func privateDuplicate() throws(Errno) -> FileDescriptor {
    let copy = fcntl(rawValue, F_DUPFD_CLOEXEC, 0)
    try check(copy)
    return FileDescriptor(rawValue: copy)
  }

  func closeWhenProgramsStart() { _ = fcntl(rawValue, F_SETFD, FD_CLOEXEC) }

  /// Whether the number stands for an open file.
  var isOpen: Bool { fcntl(rawValue, F_GETFD) != -1 }
}

extension FileDescriptor.OpenOptions {
  /// A terminal that is opened does not become the one of this process: `O_NOCTTY`.
  static let keepTerminal = FileDescriptor.OpenOptions(rawValue: O_NOCTTY)
}
