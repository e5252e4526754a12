import OperatingSystem
import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Files that have no name until they are whole, which Linux has on most of its file systems, and nobody else.
///
/// Nothing is left of such a file if the program is killed.
package enum NamelessFile {
  /// Opens a new file in a folder, for writing; nil where there can be none, or where none can be given a name later.
  package static func open(in folder: String, mode: CInterop.Mode) -> FileDescriptor? {
    #if os(Linux) && !ERRORBOOK_FALLBACK
      // `O_TMPFILE` of Linux's fcntl.h, which Swift does not import.
      let nameless = 0o20_000_000 | O_DIRECTORY
      let options = FileDescriptor.OpenOptions(rawValue: nameless).union(.closeOnExec)
      guard
        let file = try? FileDescriptor.open(
          folder, .writeOnly, options: options, permissions: FilePermissions(rawValue: mode))
      else { return nil }
      if exists(link(to: file)) { return file }
      try? file.close()
    #endif
    return nil
  }

  /// Gives an open file its first name, which must be free.
  static func giveName(_ name: String, to file: FileDescriptor) throws(Errno) {
    #if os(Linux) && !ERRORBOOK_FALLBACK
      guard linkat(AT_FDCWD, link(to: file), AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0 else { throw .ofLastCall }
    #else
      throw .noFunction
    #endif
  }

  #if os(Linux)
    /// The path of an open file that has no other.
    private static func link(to file: FileDescriptor) -> String { "/proc/self/fd/\(file.rawValue)" }
  #endif
}
