import Classroom
import Diagnostics
import Files
import Glibc
import Marking
import Syntax

/// A file that a student handed in.
enum HandedInFile {
  typealias Refusal = SubmissionReader.Refusal

  /// Reads the file as it is, and never waits for anybody: no link is followed, no device or pipe is read, no file that is
  /// too large, and none that changes meanwhile.
  static func read(_ path: String, limit: Int) -> Result<[UInt8], Refusal> {
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else {
      let isLink = errno == ELOOP
      return .failure(.refusedInput(isLink ? "it is a symbolic link" : FileFailure.system.reasonInSentence))
    }
    defer { close(descriptor) }
    var before = stat()
    guard fstat(descriptor, &before) == 0, before.st_mode & S_IFMT == S_IFREG else {
      return .failure(.refusedInput("it is no ordinary file"))
    }
    guard before.st_size <= limit else { return .failure(.limit("a file of more than \(limit) bytes")) }
    guard let bytes = contents(of: descriptor, limit: limit) else {
      return .failure(.refusedInput(FileFailure.system.reasonInSentence))
    }
    var after = stat()
    guard fstat(descriptor, &after) == 0, bytes.count == before.st_size, before.isSame(as: after) else {
      return .failure(.refusedInput("it was changed while it was read"))
    }
    return .success(bytes)
  }

  /// At most one byte more than the limit.
  private static func contents(of descriptor: Int32, limit: Int) -> [UInt8]? {
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 14)
    while bytes.count <= limit {
      let count = piece.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return nil }
      if count == 0 { return bytes }
      bytes += piece[..<count]
    }
    return bytes
  }
}

extension stat {
  fileprivate func isSame(as other: stat) -> Bool {
    st_size == other.st_size && st_mtim.tv_sec == other.st_mtim.tv_sec && st_mtim.tv_nsec == other.st_mtim.tv_nsec
  }
}
