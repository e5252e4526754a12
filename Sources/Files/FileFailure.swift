import Glibc

/// Why something could not be done with a file, in words.
package struct FileFailure: Error, Equatable {
  package var reason: String
  /// The number that the system gave; 0 where the reason is our own.
  package var code: Int32

  package init(_ reason: String, code: Int32 = 0) {
    self.reason = reason
    self.code = code
  }

  /// The failure of the last system call.
  package static var system: FileFailure { FileFailure(String(cString: strerror(errno)), code: errno) }

  /// Whether there is a file of the name already.
  package var isTaken: Bool { code == EEXIST }

  /// Whether nobody reads the other end of a pipe any more.
  package var isClosedPipe: Bool { code == EPIPE }
}
