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
