/// Writes new files into a folder that is made where it is missing: all of them or, if one cannot be written, none.
package func writeNewFiles(_ files: [(path: String, bytes: [UInt8])], in folder: String) throws(PathFailure) {
  let made: [String]
  do throws(FileFailure) { made = try makeFolder(folder) } catch { throw PathFailure(path: folder, failure: error) }
  var written: [String] = []
  for file in files {
    do throws(FileFailure) { try WholeFile.write(file.bytes, to: file.path, mayReplace: false) } catch {
      // Only what this call wrote: the others were here before.
      for path in written { removeFile(path) }
      for folder in made.reversed() { removeEmptyFolder(folder) }
      throw PathFailure(path: file.path, failure: error)
    }
    written.append(file.path)
  }
}

extension WholeFile {
  /// Puts a file with these bytes in the place of another.
  /// - Parameter old: what the file held when it was read; a file that holds something else by now is left alone.
  /// - Returns: false where it was left alone.
  package static func replace(
    _ path: String, holding old: [UInt8], with bytes: [UInt8]
  ) throws(FileFailure) -> Bool {
    let file = try WholeFile(at: path, mayReplace: true)
    try file.write(bytes)
    guard (try? readFile(path, beyond: old.count)) == old else { return false }
    try file.appear()
    return true
  }
}
