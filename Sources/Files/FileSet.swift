/// Writes new files to a folder, which is created if necessary. If one file cannot be written, none is.
package func writeNewFiles(_ files: [(path: String, bytes: [UInt8])], in folder: String) throws(PathFailure) {
  let made: [String]
  do throws(FileFailure) { made = try makeFolder(folder) } catch { throw PathFailure(path: folder, failure: error) }
  var written: [String] = []
  for file in files {
    do throws(FileFailure) { try WholeFile.write(file.bytes, to: file.path, mayReplace: false) } catch {
      // Remove only the files that this call wrote.
      for path in written { removeFile(path) }
      for folder in made.reversed() { removeEmptyFolder(folder) }
      throw PathFailure(path: file.path, failure: error)
    }
    written.append(file.path)
  }
}

extension WholeFile {
  /// Replaces a file, unless it has changed.
  /// - Parameter old: the contents when the file was read.
  /// - Returns: false if the file has changed since and was not replaced.
  package static func replace(
    _ path: String, holding old: [UInt8], with bytes: [UInt8]
  ) throws(FileFailure) -> Bool {
    let file = try WholeFile(at: path, mayReplace: true)
    try file.write(bytes)
    guard (try? readFile(path, beyond: old.count)) == old else { return false }
    try file.commit()
    return true
  }
}
