import SystemPackage

/// Why something could not be done with a file, in words.
package struct FileFailure: Error, Equatable {
  package var reason: String
  /// The number that the system gave; nil where the reason is our own.
  package var code: Errno?

  package init(_ reason: String, code: Errno? = nil) {
    self.reason = reason
    self.code = code
  }

  /// The failure that a number of the system stands for, with the system's own words.
  package static func system(_ code: Errno) -> FileFailure { FileFailure(code.description, code: code) }

  /// The reason inside a sentence: only its first letter changes, since names such as HOME keep theirs.
  package var reasonInSentence: String { reason.prefix(1).lowercased() + reason.dropFirst() }

  /// Whether there is a file of the name already.
  package var isTaken: Bool { code == .fileExists }

  /// Whether there is no file of the name.
  package var isMissing: Bool { code == .noSuchFileOrDirectory }

  /// Whether the reading end of a pipe was closed.
  package var isClosedPipe: Bool { code == .brokenPipe }
}

/// Why something could not be done with one of several files.
package struct PathFailure: Error {
  package var path: String
  package var failure: FileFailure
}

/// Makes calls of the system, and says in words why one failed.
@discardableResult
func inWords<Value>(_ calls: () throws -> Value) throws(FileFailure) -> Value {
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
