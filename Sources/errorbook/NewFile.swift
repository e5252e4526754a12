import Diagnostics
import Glibc

extension DiagnosticKind {
  /// Reported here and nowhere below, like `unreadable-file`.
  static let unwritableFile = DiagnosticKind(
    "unwritable-file", title: "A file that cannot be written",
    explanation: """
      The folder does not exist or may not be written to, or a file of that name is there already; the message says \
      which. What is there is never overwritten unless --force says so.
      """,
    wrong: "", right: "")
}

/// Files that commands make.
enum NewFile {
  /// Writes a file; one that is there already is kept, unless it may be replaced.
  /// - Returns: why it could not be written; nil where it was.
  static func write(_ bytes: [UInt8], to path: String, mayReplace: Bool) -> FileProblem? {
    // Whoever opens it first has it: nothing can come between a look whether it is there and the making of it.
    let existing = mayReplace ? O_TRUNC : O_EXCL
    let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | existing, 0o666)
    guard descriptor >= 0 else { return .unwritable(path) }
    guard writeAll(bytes, to: descriptor) else {
      let problem = FileProblem.unwritable(path)
      close(descriptor)
      return problem
    }
    return close(descriptor) == 0 ? nil : .unwritable(path)
  }

  /// Writes bytes to a file that is open; false where it could not, and `errno` says why.
  static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }
}

extension FileProblem {
  /// What the last system call complained of, when a file was to be written.
  static func unwritable(_ path: String) -> FileProblem {
    let isThere = errno == EEXIST
    return FileProblem(
      file: path, slug: DiagnosticKind.unwritableFile.slug,
      message: isThere ? "there is a file of this name already" : String(cString: strerror(errno)).lowercased(),
      help: isThere ? "choose another name, or add --force to replace it" : nil)
  }
}
