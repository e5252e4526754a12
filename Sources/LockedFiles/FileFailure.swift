import Glibc

/// Why something could not be done with a file, in words.
package struct FileFailure: Error {
  package var reason: String
  /// Whether there is a file of the name already.
  package var isTaken = false

  init(_ reason: String) {
    self.reason = reason
  }

  /// What the last system call complained of.
  package static var system: FileFailure {
    var failure = FileFailure(String(cString: strerror(errno)))
    failure.isTaken = errno == EEXIST
    return failure
  }
}

/// Writes all bytes to a file that is open.
package func writeAll(_ bytes: [UInt8], to descriptor: Int32) throws(FileFailure) {
  var rest = bytes[...]
  while !rest.isEmpty {
    let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    guard count >= 0 || errno == EINTR else { throw .system }
    rest = rest.dropFirst(max(0, count))
  }
}

/// Where a file really is; a path that leads to none is itself.
func resolved(_ path: String) -> String {
  guard let resolved = realpath(path, nil) else { return path }
  defer { free(resolved) }
  return String(cString: resolved)
}
