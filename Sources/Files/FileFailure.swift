import SystemPackage

/// The reason why a file operation failed.
package struct FileFailure: Error, Equatable {
  package var reason: String
  /// The system's error code, or nil if the reason is our own.
  package var code: Errno?

  package init(_ reason: String, code: Errno? = nil) {
    self.reason = reason
    self.code = code
  }

  /// Returns the failure for a system error code, with the system's message.
  package static func system(_ code: Errno) -> FileFailure { FileFailure(code.description, code: code) }

  /// The reason for use inside a sentence: only its first letter becomes lowercase, so that names such as HOME stay.
  package var reasonInSentence: String { reason.prefix(1).lowercased() + reason.dropFirst() }

  /// Whether the file already exists.
  package var isTaken: Bool { code == .fileExists }

  /// Whether the file does not exist.
  package var isMissing: Bool { code == .noSuchFileOrDirectory }

  /// Whether the reading end of a pipe was closed.
  package var isClosedPipe: Bool { code == .brokenPipe }
}

/// The reason why an operation on one of several files failed.
package struct PathFailure: Error {
  package var path: String
  package var failure: FileFailure
}

/// Runs system calls and converts their errors to `FileFailure`.
@discardableResult
func withFileFailure<Value>(_ calls: () throws -> Value) throws(FileFailure) -> Value {
  do {
    return try calls()
  } catch let failure as FileFailure {
    throw failure
  } catch let error as Errno {
    throw .system(error)
  } catch {
    throw FileFailure("\(error)")
  }
}
