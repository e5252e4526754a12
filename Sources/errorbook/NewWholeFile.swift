import Glibc

/// A file that appears whole, when everything has been written, or not at all.
struct NewWholeFile {
  private let path: String
  private let beside: String
  private let descriptor: Int32
  private let mayReplace: Bool

  static func open(_ path: String, mayReplace: Bool) -> Result<NewWholeFile, FileProblem> {
    if !mayReplace, access(path, F_OK) == 0 {
      errno = EEXIST
      return .failure(.unwritable(path))
    }
    let beside = "\(path).\(getpid()).new"
    let descriptor = Glibc.open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o666)
    guard descriptor >= 0 else { return .failure(.unwritable(path)) }
    return .success(NewWholeFile(path: path, beside: beside, descriptor: descriptor, mayReplace: mayReplace))
  }

  /// - Returns: why it could not; nil where it did.
  func write(_ bytes: [UInt8]) -> FileProblem? {
    NewFile.writeAll(bytes, to: descriptor) ? nil : .unwritable(path)
  }

  /// Puts the file in its place; one that came there meanwhile is kept.
  func close() -> FileProblem? {
    guard Glibc.close(descriptor) == 0 else { return .unwritable(path) }
    let isDone = mayReplace ? rename(beside, path) == 0 : link(beside, path) == 0
    let problem = isDone ? nil : FileProblem.unwritable(path)
    if !isDone || !mayReplace { unlink(beside) }
    return problem
  }

  func abandon() {
    _ = Glibc.close(descriptor)
    unlink(beside)
  }
}
