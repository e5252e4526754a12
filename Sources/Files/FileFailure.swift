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
  package static var system: FileFailure { system(errno) }

  /// The failure that a number of the system stands for, with the system's own words.
  package static func system(_ code: Int32) -> FileFailure { FileFailure(String(cString: strerror(code)), code: code) }

  /// The reason inside a sentence: only its first letter changes, since names such as HOME keep theirs.
  package var reasonInSentence: String { reason.prefix(1).lowercased() + reason.dropFirst() }

  /// Whether there is a file of the name already.
  package var isTaken: Bool { code == EEXIST }

  /// Whether the reading end of a pipe was closed.
  package var isClosedPipe: Bool { code == EPIPE }
}
