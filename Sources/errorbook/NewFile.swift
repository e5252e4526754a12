import Diagnostics
import Files

extension DiagnosticKind {
  /// Reported here and nowhere below, like `unreadable-file`.
  static let unwritableFile = DiagnosticKind(
    "unwritable-file", title: "A file that cannot be written",
    explanation: """
      The folder does not exist or may not be written to, the disk is full, or a file of that name is there already; the \
      message says which. What was there is as it was: a file is written whole or not at all, and one that is there is \
      never overwritten unless --force says so. Pages of feedback that an earlier run wrote, and nobody changed, are \
      replaced: a run that was stopped can be repeated.
      """,
    wrong: "", right: "")
}

/// Files that commands make.
enum NewFile {
  /// Writes a file, whole or not at all; one that is there already is kept, unless it may be replaced.
  /// - Parameters:
  ///   - hasForce: whether the command has the option --force.
  ///   - isSynced: false for files that come by the thousand, and that the command can make again.
  /// - Returns: why it could not be written; nil where it was.
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

  /// Writes files into a folder that is made where it is missing: all of them or, if one cannot be written, none.
  /// - Returns: why one could not be written; nil where all were.
  static func writeAll(_ files: [(path: String, bytes: [UInt8])], in folder: String) -> FileProblem? {
    do throws(PathFailure) {
      try writeNewFiles(files, in: folder)
      return nil
    } catch {
      return .unwritable(error.path, error.failure)
    }
  }

  /// Makes a folder and those above it where they are missing.
  /// - Returns: why it could not be made; nil where it is there.
  static func makeFolder(_ path: String) -> FileProblem? {
    do throws(FileFailure) {
      try Files.makeFolder(path)
      return nil
    } catch {
      return .unwritable(path, error)
    }
  }
}

/// A file whose contents are replaced as a whole: a reader gets the old contents or the new ones.
enum ReplacedFile {
  /// Puts a file with these bytes in the place of another.
  /// - Parameter old: what the file held when it was read; a file that holds something else by now is left alone.
  /// - Returns: why it could not be written; nil where it was.
  static func write(_ bytes: [UInt8], to path: String, inPlaceOf old: [UInt8]) -> FileProblem? {
    do throws(FileFailure) {
      guard try WholeFile.replace(path, holding: old, with: bytes) else {
        return FileProblem(
          file: path, slug: "unwritable-file", message: "it was changed while it was being checked",
          help: "run the command again")
      }
      return nil
    } catch {
      return .unwritable(path, error)
    }
  }
}

extension FileProblem {
  /// A file could not be written.
  /// - Parameter hasForce: whether the command has the option --force.
  static func unwritable(_ path: String, _ failure: FileFailure, hasForce: Bool = false) -> FileProblem {
    FileProblem(
      file: path, slug: DiagnosticKind.unwritableFile.slug,
      message: failure.isTaken ? "there is a file of this name already" : failure.reasonInSentence,
      help: failure.isTaken ? "choose another name" + (hasForce ? ", or add --force to replace it" : "") : nil)
  }
}
