import Glibc

/// A file that appears whole, when everything has been written, or not at all: whoever looks finds what was there before, or
/// all of the new one.
///
/// Until then it has no name, so nothing is left of it, however the program ends. On a file system that has no nameless
/// files it has a name of its own beside the path, and only a program that is killed leaves that there.
package struct WholeFile: ~Copyable {
  private let path: String
  private let mayReplace: Bool
  private let descriptor: Int32
  /// Nil while it has none.
  private let name: String?

  /// - Parameters:
  ///   - given: where it is to appear. A linked file is replaced where it really is, so that the link stays.
  ///   - mayReplace: whether it may take the place of a file, whose mode it then has.
  ///   - mode: of a file where there was none.
  ///   - isNameless: false makes it as where no file can be nameless.
  package init(
    at given: String, mayReplace: Bool, mode: mode_t = 0o666, isNameless: Bool = true
  ) throws(FileFailure) {
    path = resolved(given)
    self.mayReplace = mayReplace
    var old = stat()
    let isThere = stat(path, &old) == 0
    errno = EEXIST
    guard mayReplace || !isThere else { throw .system }
    guard !isThere || old.st_mode & S_IFMT == S_IFREG else { throw FileFailure("it is no ordinary file") }
    if isNameless, let opened = WholeFile.openNameless(beside: path, mode) {
      (descriptor, name) = (opened, nil)
    } else {
      let beside = WholeFile.name(beside: path)
      let opened = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, mode)
      guard opened >= 0 else { throw .system }
      (descriptor, name) = (opened, beside)
    }
    if isThere { fchmod(descriptor, old.st_mode & 0o7777) }
  }

  deinit {
    close(descriptor)
    if let name { unlink(name) }
  }

  private static func name(beside path: String) -> String { "\(path).\(getpid()).new" }

  /// `O_TMPFILE` of Linux's fcntl.h, which Swift does not import.
  package static let nameless = 0o20_000_000 | O_DIRECTORY

  /// Nil where there can be none, or where none can be given a name later.
  private static func openNameless(beside path: String, _ mode: mode_t) -> Int32? {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    let opened = open(folder, O_WRONLY | nameless | O_CLOEXEC, mode)
    guard opened >= 0 else { return nil }
    if access(link(to: opened), F_OK) == 0 { return opened }
    close(opened)
    return nil
  }

  /// The path of an open file that has no other.
  private static func link(to descriptor: Int32) -> String { "/proc/self/fd/\(descriptor)" }

  package func write(_ bytes: [UInt8]) throws(FileFailure) {
    try writeAll(bytes, to: descriptor)
  }

  /// Puts the file in its place; one that came there meanwhile is kept, unless it may be replaced.
  package consuming func appear() throws(FileFailure) {
    // Some file systems say only when a file is closed that there was no room for it.
    guard close(dup(descriptor)) == 0 else { throw .system }
    guard mayReplace else { return try linkAt(path) }
    // A nameless file can be given a name that is free; to take another's place it needs one.
    let beside = name ?? WholeFile.name(beside: path)
    if name == nil {
      unlink(beside)
      try linkAt(beside)
    }
    guard rename(beside, path) == 0 else {
      let failure = FileFailure.system
      unlink(beside)
      throw failure
    }
  }

  private func linkAt(_ new: String) throws(FileFailure) {
    let from = name ?? WholeFile.link(to: descriptor)
    guard linkat(AT_FDCWD, from, AT_FDCWD, new, AT_SYMLINK_FOLLOW) == 0 else { throw .system }
  }
}
