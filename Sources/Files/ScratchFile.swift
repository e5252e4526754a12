import SystemPackage

/// A file for another program to work on, which exists as long as this value.
package final class ScratchFile {
  package let path: String

  /// Nil if the file cannot be made.
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
