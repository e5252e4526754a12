import OperatingSystem
import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Files that have no name until they are complete. Only Linux supports them, on most of its file systems.
///
/// If the program is killed, the file disappears.
package enum NamelessFile {
  /// Opens a new nameless file in a folder for writing. Returns nil if the system does not support it, or if the file
  /// could not be named later.
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

  /// Gives a nameless file its name, which must be free.
  static func giveName(_ name: String, to file: FileDescriptor) throws(Errno) {
    #if os(Linux) && !ERRORBOOK_FALLBACK
      guard linkat(AT_FDCWD, link(to: file), AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0 else { throw .ofLastCall }
    #else
      throw .noFunction
    #endif
  }

  #if os(Linux)
    /// Returns the path of a nameless open file in /proc.
    private static func link(to file: FileDescriptor) -> String { "/proc/self/fd/\(file.rawValue)" }
  #endif
}
