import SystemPackage

/// Identifies one version of a file, to detect changes.
package struct FileMark: Equatable, Sendable {
  private var inode: Inode
  private var size: Int64
  /// When its contents last changed.
  package private(set) var time: FileTime

  init(_ status: Stat) {
    (inode, size, time) = (status.inode, status.size, status.contentTime)
  }

  /// Creates the mark of a file, following links. Nil if there is no file.
  package init?(of path: String) {
    guard let status = try? Stat(path) else { return nil }
    self.init(status)
  }

  /// Creates the mark of a regular file. Nil for anything else.
  package init?(ofFile path: String) {
    guard let status = try? Stat(path), status.type == .regular else { return nil }
    self.init(status)
  }
}

/// Identifies a file, whatever path or link leads to it.
package struct FileIdentity: Hashable, Sendable {
  private var device: UInt64
  private var inode: UInt64

  /// Creates the identity of a regular file, following links. Nil for anything else.
  package init?(ofFile path: String) {
    guard let status = try? Stat(path), status.type == .regular else { return nil }
    device = UInt64(truncatingIfNeeded: status.deviceID.rawValue)
    inode = UInt64(truncatingIfNeeded: status.inode.rawValue)
  }
}
