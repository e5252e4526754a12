import Diagnostics
import Glibc
import LockedFiles

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
    do throws(FileFailure) { try writeAll(bytes, to: descriptor) } catch {
      close(descriptor)
      return .unwritable(path, error)
    }
    return close(descriptor) == 0 ? nil : .unwritable(path)
  }
}

extension FileProblem {
  /// A file could not be written; where nothing else is said, for what the last system call complained of.
  static func unwritable(_ path: String, _ failure: FileFailure = .system) -> FileProblem {
    FileProblem(
      file: path, slug: DiagnosticKind.unwritableFile.slug,
      message: failure.isTaken ? "there is a file of this name already" : failure.reason.lowercased(),
      help: failure.isTaken ? "choose another name, or add --force to replace it" : nil)
  }
}
