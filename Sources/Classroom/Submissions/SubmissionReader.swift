/// How files that were handed in are read. Who opens them passes the functions; what is read, and what follows from it, is
/// decided here.
package struct SubmissionReader: Sendable {
  /// Why a file was not read.
  package enum Refusal: Error, Sendable, Hashable {
    /// It is no file that a script could be; the reason as part of a sentence.
    case refusedInput(String)
    /// It asks for more than is read.
    case limit(String)
  }

  /// What a path is, links not followed.
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

  /// Reads a file of at most that many bytes as it is.
  package var bytes: @Sendable (_ path: String, _ limit: Int) -> Result<[UInt8], Refusal>
  /// Returns what a folder has, in order of name, hidden entries included.
  package var entries: @Sendable (_ folder: String) -> Result<[Entry], UnreadFolder>

  package init(
    bytes: @escaping @Sendable (_ path: String, _ limit: Int) -> Result<[UInt8], Refusal>,
    entries: @escaping @Sendable (_ folder: String) -> Result<[Entry], UnreadFolder>
  ) {
    self.bytes = bytes
    self.entries = entries
  }
}
