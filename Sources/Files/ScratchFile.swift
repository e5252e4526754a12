import Glibc

/// A file for another program to work on, which exists as long as this value.
package final class ScratchFile {
  package let path: String

  /// Nil if the file cannot be made.
  package init?(_ bytes: [UInt8], in folder: String) {
    var name = Array((folder + "/errorbook-XXXXXX.eb").utf8CString)
    let descriptor = mkstemps(&name, 3)
    guard descriptor >= 0 else { return nil }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { close(descriptor) }
    do throws(FileFailure) { try writeAll(bytes, to: descriptor) } catch {
      unlink(path)
      return nil
    }
  }

  deinit { unlink(path) }
}
