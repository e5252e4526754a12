import Glibc

/// # LockedFiles
///
/// In: the path of a file that several sessions keep together. Out: that file, held by one of them at a time, to be read,
/// added to, or exchanged as a whole. What stands in it, those know who keep it: the history, the progress. And any file that
/// is to appear whole or not at all: marks, outputs that were accepted.

/// A file that no other session changes while this one holds it.
package struct LockedFile: ~Copyable {
  package let path: String
  private let descriptor: Int32

  /// Opens the file, making it (mode 0600) and its folders (0700) where they are missing, and waits a moment for others.
  ///
  /// Another session may put a new file in the place of the one that was opened before its lock was given: then it is
  /// opened once more.
  /// - Parameter patience: how long others are waited for, in seconds.
  package init(path given: String, patience: Int = 2) throws(FileFailure) {
    LockedFile.makeFolders(of: given)
    // A linked file is changed where it really is, so that the link stays.
    path = resolved(given)
    for _ in 0..<(10 * patience) {
      let opened = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0o600)
      guard opened >= 0 else { throw .system }
      if LockedFile.lock(opened) {
        switch LockedFile.state(of: opened, at: path) {
        case .current:
          descriptor = opened
          return
        case .replaced: break
        case .noFile:
          close(opened)
          throw FileFailure("it is no ordinary file")
        }
      }
      close(opened)
    }
    throw FileFailure("another session holds it")
  }

  deinit {
    close(descriptor)
  }

  private static func makeFolders(of path: String) {
    var folder = ""
    for part in path.split(separator: "/", omittingEmptySubsequences: false).dropLast() {
      folder += part + "/"
      if !part.isEmpty { mkdir(folder, 0o700) }
    }
  }

  private static func lock(_ descriptor: Int32) -> Bool {
    for _ in 0..<10 {
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
      usleep(10_000)
    }
    return false
  }

  private enum State {
    case current
    case replaced
    case noFile
  }

  private static func state(of descriptor: Int32, at path: String) -> State {
    var held = stat()
    var named = stat()
    guard fstat(descriptor, &held) == 0, held.st_mode & S_IFMT == S_IFREG else { return .noFile }
    guard stat(path, &named) == 0, held.st_ino == named.st_ino, held.st_dev == named.st_dev else { return .replaced }
    return .current
  }

  /// All bytes, or nil if there are more than `limit`.
  package func readAll(limit: Int) throws(FileFailure) -> [UInt8]? {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    guard lseek(descriptor, 0, SEEK_SET) == 0 else { throw .system }
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count == 0 { return bytes }
      guard count > 0 else { throw .system }
      bytes += buffer.prefix(count)
      if bytes.count > limit { return nil }
    }
  }

  /// Adds bytes at the end.
  package func append(_ bytes: [UInt8]) throws(FileFailure) {
    try writeAll(bytes, to: descriptor)
  }

  /// Puts a new file with these bytes in the place of this one, whole or not at all. What is held is the old one then.
  package consuming func replace(with bytes: [UInt8]) throws(FileFailure) {
    let fresh = try WholeFile(at: path, mayReplace: true, mode: 0o600)
    try fresh.write(bytes)
    try fresh.appear()
  }

  /// Moves the file to the first free name after its own, and says which.
  package consuming func setAside() throws(FileFailure) -> String {
    for number in 1...1_000 {
      let aside = "\(path).damaged-\(number)"
      // A link is refused where the name is taken, so nothing can be overwritten.
      if link(path, aside) == 0 {
        guard unlink(path) == 0 else { throw .system }
        return aside
      }
      guard errno == EEXIST else { throw .system }
    }
    throw FileFailure("there are too many damaged files beside it")
  }
}
