import Glibc

/// Makes a folder and those above it where they are missing.
package func makeFolder(_ path: String, mode: mode_t = 0o777) throws(FileFailure) {
  if mkdir(path, mode) == 0 { return }
  switch errno {
  case EEXIST, EISDIR:
    guard isFolder(path) else { throw FileFailure("there is a file in the place of the folder", code: ENOTDIR) }
  case ENOENT:
    guard let above = folder(of: path), above != path else { throw .system }
    try makeFolder(above, mode: mode)
    // Another program may have made it meanwhile.
    guard mkdir(path, mode) == 0 || errno == EEXIST else { throw .system }
  default:
    // A folder that is there is enough, whoever may write into the one above it.
    let failure = FileFailure.system
    guard isFolder(path) else { throw failure }
  }
}

private func isFolder(_ path: String) -> Bool {
  var status = stat()
  return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
}

/// Returns the folder that a path lies in, without the slash at its end; nil for a name alone.
package func folder(of path: String) -> String? {
  var rest = path[...]
  while rest.count > 1, rest.last == "/" { rest = rest.dropLast() }
  guard let slash = rest.lastIndex(of: "/") else { return nil }
  let above = rest[..<slash]
  return above.isEmpty ? "/" : String(above)
}

/// Returns where a file really is. A link that leads to no file yet leads to where the file would be; any other path that
/// cannot be followed is itself.
package func resolved(_ path: String) -> String {
  var path = path
  // Links may lead in a circle.
  for _ in 0..<40 {
    if let resolved = realpath(path, nil) {
      defer { free(resolved) }
      return String(cString: resolved)
    }
    guard let target = linkTarget(path) else { return path }
    path = target.hasPrefix("/") ? target : (folder(of: path).map { $0 + "/" } ?? "") + target
  }
  return path
}

private func linkTarget(_ path: String) -> String? {
  var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
  let count = readlink(path, &buffer, buffer.count)
  guard count > 0 else { return nil }
  return String(decoding: buffer.prefix(count), as: UTF8.self)
}
