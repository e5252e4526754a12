import SystemPackage

/// Reads files from other people, who may be malicious.
package enum UntrustedFile {
  /// The reason why a file was not read.
  package enum Refusal: Error, Equatable {
    case isLink
    /// A folder, a device or a pipe.
    case isNoFile
    case isTooLarge
    case wasChanged
    case failed(FileFailure)
  }

  /// Reads a file without waiting. Rejects links, devices, pipes, files of more than `limit` bytes, and files that change
  /// while they are read.
  package static func bytes(of path: String, limit: Int) throws(Refusal) -> [UInt8] {
    let file: FileDescriptor
    do throws(FileFailure) {
      file = try withFileFailure {
        try FileDescriptor.open(path, .readOnly, options: [.noFollow, .nonBlocking, .closeOnExec, .keepTerminal])
      }
    } catch {
      throw error.code == .tooManySymbolicLinkLevels ? .isLink : .failed(error)
    }
    defer { try? file.close() }
    guard let before = try? file.stat(), before.type == .regular else { throw .isNoFile }
    guard before.size <= limit else { throw .isTooLarge }
    let bytes: [UInt8]
    do throws(FileFailure) { bytes = try readAll(of: file, size: Int(before.size)) } catch { throw .failed(error) }
    guard let after = try? file.stat(), bytes.count == before.size, FileMark(after) == FileMark(before) else {
      throw .wasChanged
    }
    return bytes
  }
}
