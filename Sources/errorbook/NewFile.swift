import Diagnostics
import Files

extension DiagnosticKind {
  /// Only this target reports it, like `unreadable-file`.
  static let unwritableFile = DiagnosticKind(
    "unwritable-file", title: "A file that cannot be written",
    explanation: """
      The message gives the reason: the folder does not exist, you have no permission to write to it, the disk is full, or \
      the file already exists. Existing files are unchanged: errorbook writes a file completely or not at all, and \
      overwrites a file only with --force. Unchanged feedback pages from an earlier run are replaced, so that you can repeat \
      a run that was stopped.
      """,
    wrong: "", right: "")
}

/// Writes the files that commands create.
enum NewFile {
  /// Writes a file completely or not at all. Keeps an existing file unless `mayReplace` is true.
  /// - Parameters:
  ///   - hasForce: whether the command has the option --force.
  ///   - isSynced: false for thousands of files that the command can create again.
  /// - Returns: the reason why it could not be written, or nil on success.
  static func write(
    _ bytes: [UInt8], to path: String, mayReplace: Bool, hasForce: Bool = false, isSynced: Bool = true
  ) -> FileProblem? {
    do throws(FileFailure) {
      try WholeFile.write(bytes, to: path, mayReplace: mayReplace, isSynced: isSynced)
      return nil
    } catch {
      return .unwritable(path, error, hasForce: hasForce)
    }
  }

  /// Writes files to a folder and creates the folder if necessary. If one file cannot be written, writes none.
  /// - Returns: the reason why a file could not be written, or nil on success.
  static func writeAll(_ files: [(path: String, bytes: [UInt8])], in folder: String) -> FileProblem? {
    do throws(PathFailure) {
      try writeNewFiles(files, in: folder)
      return nil
    } catch {
      return .unwritable(error.path, error.failure)
    }
  }

  /// Creates a folder and its parents if they do not exist.
  /// - Returns: the reason why it could not be created, or nil on success.
  static func makeFolder(_ path: String) -> FileProblem? {
    do throws(FileFailure) {
      try Files.makeFolder(path)
      return nil
    } catch {
      return .unwritable(path, error)
    }
  }
}

/// Replaces the contents of a file atomically: a reader gets the old contents or the new ones.
enum ReplacedFile {
  /// Replaces a file.
  /// - Parameter old: the contents when the file was read. If the file has changed since, it is not replaced.
  /// - Returns: the reason why it could not be written, or nil on success.
  static func write(_ bytes: [UInt8], to path: String, inPlaceOf old: [UInt8]) -> FileProblem? {
    do throws(FileFailure) {
      guard try WholeFile.replace(path, holding: old, with: bytes) else {
        return FileProblem(
          file: path, slug: "unwritable-file", message: "another program changed the file meanwhile",
          help: "run the command again")
      }
      return nil
    } catch {
      return .unwritable(path, error)
    }
  }
}

extension FileProblem {
  /// Returns the problem of a file that could not be written.
  /// - Parameter hasForce: whether the command has the option --force.
  static func unwritable(_ path: String, _ failure: FileFailure, hasForce: Bool = false) -> FileProblem {
    FileProblem(
      file: path, slug: DiagnosticKind.unwritableFile.slug,
      message: failure.isTaken ? "the file already exists" : failure.reasonInSentence,
      help: failure.isTaken ? "choose another name" + (hasForce ? ", or use --force to replace it" : "") : nil)
  }
}
