import SystemPackage

/// A temporary file for another program. It is deleted with this value.
package final class ScratchFile {
  package let path: String

  /// Creates the file, or returns nil if it cannot be created.
  package init?(_ bytes: [UInt8], in folder: String) {
    guard let (file, path) = try? makeTemporaryFile(in: folder, prefix: "errorbook-", suffix: ".eb") else { return nil }
    self.path = path
    defer { try? file.close() }
    do throws(FileFailure) { try writeAll(bytes, to: file) } catch {
      removeFile(path)
      return nil
    }
  }

  deinit { removeFile(path) }
}
