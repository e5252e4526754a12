import Glibc

/// A file whose contents are exchanged as a whole: whoever reads it, or pulls the plug, finds the old or the new one.
enum ReplacedFile {
  /// Writes `bytes` beside the file and puts that in its place, with the file's own mode; a linked file is changed where
  /// it really is.
  /// - Parameter old: what the file held when it was read; a file that holds something else by now is left alone.
  /// - Returns: why it could not be written; nil where it was.
  static func write(_ bytes: [UInt8], to path: String, inPlaceOf old: [UInt8]) -> FileProblem? {
    let target = resolved(path)
    var status = stat()
    guard stat(target, &status) == 0 else { return .unwritable(path) }
    let beside = "\(target).\(getpid()).new"
    if let problem = NewFile.write(bytes, to: beside, mayReplace: false) { return problem }
    guard chmod(beside, status.st_mode & 0o7777) == 0, case .success(let now) = ScriptFile.bytes(target), now == old
    else {
      unlink(beside)
      return FileProblem(
        file: path, slug: "unwritable-file", message: "it was changed while it was being checked",
        help: "run the command again")
    }
    guard rename(beside, target) == 0 else {
      let problem = FileProblem.unwritable(path)
      unlink(beside)
      return problem
    }
    return nil
  }

  private static func resolved(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
