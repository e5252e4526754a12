import SystemPackage

/// What tells a changed file from the one before.
package struct FileMark: Equatable, Sendable {
  private var inode: Inode
  private var size: Int64
  /// When its contents were changed last.
  package private(set) var time: FileTime

  init(_ status: Stat) {
    (inode, size, time) = (status.inode, status.size, status.contentTime)
  }

  /// Nil where there is nothing at the path, links followed.
  package init?(of path: String) {
    guard let status = try? Stat(path) else { return nil }
    self.init(status)
  }

  /// Nil for anything but an ordinary file.
  package init?(ofFile path: String) {
    guard let status = try? Stat(path), status.type == .regular else { return nil }
    self.init(status)
  }
}

/// Which file it is, whatever path or link leads to it.
package struct FileIdentity: Hashable, Sendable {
  private var device: UInt64
  private var inode: UInt64

  /// Nil for anything but an ordinary file, links followed.
  package init?(ofFile path: String) {
    guard let status = try? Stat(path), status.type == .regular else { return nil }
    device = UInt64(truncatingIfNeeded: status.deviceID.rawValue)
    inode = UInt64(truncatingIfNeeded: status.inode.rawValue)
  }
}
