import LockedFiles

/// A file whose contents are exchanged as a whole: whoever reads it finds the old or the new ones.
enum ReplacedFile {
  /// Puts a file with these bytes in the place of another.
  /// - Parameter old: what the file held when it was read; a file that holds something else by now is left alone.
  /// - Returns: why it could not be written; nil where it was.
  static func write(_ bytes: [UInt8], to path: String, inPlaceOf old: [UInt8]) -> FileProblem? {
    do throws(FileFailure) {
      let file = try WholeFile(at: path, mayReplace: true)
      try file.write(bytes)
      guard case .success(old) = ScriptFile.bytes(path) else {
        return FileProblem(
          file: path, slug: "unwritable-file", message: "it was changed while it was being checked",
          help: "run the command again")
      }
      try file.appear()
      return nil
    } catch {
      return .unwritable(path, error)
    }
  }
}
