/// Functions that read submitted files. The caller opens the files; this target decides what to read.
package struct SubmissionReader: Sendable {
  /// Why a file was not read.
  package enum Refusal: Error, Sendable, Hashable {
    /// Not a valid script file. The reason is part of a sentence.
    case refusedInput(String)
    /// It exceeds a limit. The reason is part of a sentence.
    case limit(String)
  }

  /// The kind of a path. Links are not followed.
  package enum EntryKind: Sendable, Hashable {
    case file, folder
    /// A symbolic link, a device, a pipe.
    case other
  }

  package struct Entry: Sendable, Hashable {
    package var name: String
    package var path: String
    package var kind: EntryKind

    package init(name: String, path: String, kind: EntryKind) {
      self.name = name
      self.path = path
      self.kind = kind
    }
  }

  /// Why a folder was not read, as part of a sentence.
  package struct UnreadFolder: Error, Sendable, Hashable {
    package var reason: String

    package init(reason: String) { self.reason = reason }
  }

  /// Reads a whole file if it has at most `limit` bytes.
  package var bytes: @Sendable (_ path: String, _ limit: Int) -> Result<[UInt8], Refusal>
  /// Returns the entries of a folder, sorted by name, including hidden ones.
  package var entries: @Sendable (_ folder: String) -> Result<[Entry], UnreadFolder>

  package init(
    bytes: @escaping @Sendable (_ path: String, _ limit: Int) -> Result<[UInt8], Refusal>,
    entries: @escaping @Sendable (_ folder: String) -> Result<[Entry], UnreadFolder>
  ) {
    self.bytes = bytes
    self.entries = entries
  }
}
