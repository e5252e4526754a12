import Glibc

/// Makes a folder and those above it where they are missing.
/// - Returns: the folders that were missing, outermost first.
@discardableResult
package func makeFolder(_ path: String, mode: mode_t = 0o777) throws(FileFailure) -> [String] {
  if mkdir(path, mode) == 0 { return [path] }
  switch errno {
  case EEXIST, EISDIR:
    guard isFolder(path) else { throw FileFailure("there is a file in the place of the folder", code: ENOTDIR) }
  case ENOENT:
    guard let above = folder(of: path), above != path else { throw .system }
    let made = try makeFolder(above, mode: mode)
    if mkdir(path, mode) == 0 { return made + [path] }
    // Another program may have made it meanwhile.
    guard errno == EEXIST else { throw .system }
    return made
  default:
    // An existing folder is enough, even if its parent cannot be written.
    let failure = FileFailure.system
    guard isFolder(path) else { throw failure }
  }
  return []
}

/// Removes a folder, where it is empty.
package func removeEmptyFolder(_ path: String) { rmdir(path) }

private func isFolder(_ path: String) -> Bool {
  var status = stat()
  return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
}

/// Returns the folder that a path lies in, without the slash at its end; nil for a name alone.
package func folder(of path: String) -> String? {
  // Bytes, not characters: a slash and an accent behind it are one character, and still a slash.
  var rest = Array(path.utf8)[...]
  while rest.count > 1, rest.last == slash { rest = rest.dropLast() }
  guard let end = rest.lastIndex(of: slash) else { return nil }
  return end == 0 ? "/" : String(decoding: rest[..<end], as: UTF8.self)
}

/// Returns the path of a name in the folder of another path.
func sibling(of path: String, named name: String) -> String {
  guard let folder = folder(of: path) else { return name }
  return folder == "/" ? "/" + name : folder + "/" + name
}

let slash = UInt8(ascii: "/")

/// Returns where a file is that a path leads to by symbolic links, or would be; a path that is no link is itself.
func followingLinks(_ path: String) -> String {
  var path = path
  // Links may lead in a circle.
  for _ in 0..<40 {
    guard let target = linkTarget(path) else { break }
    path = target.hasPrefix("/") ? target : sibling(of: path, named: target)
  }
  return path
}

private func linkTarget(_ path: String) -> String? {
  var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
  let count = readlink(path, &buffer, buffer.count)
  guard count > 0 else { return nil }
  return String(decoding: buffer.prefix(count), as: UTF8.self)
}

/// Returns the absolute path of a file, without links; the path itself where there is no such file.
package func absolutePath(_ path: String) -> String {
  guard let absolute = realpath(path, nil) else { return path }
  defer { free(absolute) }
  return String(cString: absolute)
}
