import OperatingSystem
import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

// System calls about file names that swift-system lacks. Paths are passed unchanged: a `FilePath` drops a trailing slash,
// so `notes.md/` would become a file.

private func check(_ result: Int32) throws(Errno) {
  guard result == 0 else { throw .ofLastCall }
}

/// Renames a file. Replaces a file with the new name.
func renameFile(_ old: String, to new: String) throws(Errno) { try check(rename(old, new)) }

/// Creates a hard link, whose name must be free. For a symbolic link, links to the link itself, not to its target.
func addName(_ new: String, to old: String) throws(Errno) { try check(linkat(AT_FDCWD, old, AT_FDCWD, new, 0)) }

/// Removes a name of a file.
func removeName(_ path: String) throws(Errno) { try check(unlink(path)) }

/// Creates one folder.
func makeOneFolder(_ path: String, mode: CInterop.Mode) throws(Errno) { try check(mkdir(path, mode)) }

/// Removes a folder if it is empty.
package func removeEmptyFolder(_ path: String) { rmdir(path) }

/// Throws if this process has no permission to write to a file.
func requireWritable(_ path: String) throws(Errno) { try check(faccessat(AT_FDCWD, path, W_OK, AT_EACCESS)) }

/// Returns whether this process may create files in a folder.
package func canMakeFiles(in folder: String) -> Bool { access(folder, W_OK | X_OK) == 0 }

/// Returns whether a path exists, following links.
package func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

/// Returns whether a file is a program that this process may run.
package func isExecutable(_ path: String) -> Bool { access(path, X_OK) == 0 }

/// Returns the target of a symbolic link, or nil for anything else.
func linkTarget(_ path: String) -> String? {
  var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
  let count = readlink(path, &buffer, buffer.count)
  guard count > 0 else { return nil }
  return String(decoding: buffer.prefix(count), as: UTF8.self)
}

/// Returns the canonical path, or nil if it does not exist.
package func resolvedPath(_ path: String) -> String? {
  guard let resolved = realpath(path, nil) else { return nil }
  defer { free(resolved) }
  return String(cString: resolved)
}

/// Creates a file with a new name that only this user can read.
/// - Parameter suffix: the end of its name.
func makeTemporaryFile(
  in folder: String, prefix: String, suffix: String
) throws(Errno) -> (file: FileDescriptor, path: String) {
  var name = Array("\(folder)/\(prefix)XXXXXX\(suffix)".utf8CString)
  let opened = mkstemps(&name, Int32(suffix.utf8.count))
  guard opened >= 0 else { throw .ofLastCall }
  let file = FileDescriptor(rawValue: opened)
  file.closeWhenProgramsStart()
  return (file, String(decoding: name.dropLast().map { UInt8(truncatingIfNeeded: $0) }, as: UTF8.self))
}

/// Returns all names in a folder except `.` and `..`, in no particular order.
func names(in folder: String) throws(Errno) -> [String] { try namesAndKinds(in: folder).map(\.name) }

/// Returns all names in a folder and their kinds, without following links. The kind is nil if the folder does not store it.
func namesAndKinds(in folder: String) throws(Errno) -> [(name: String, kind: Folder.Kind?)] {
  guard let stream = opendir(folder) else { throw .ofLastCall }
  defer { closedir(stream) }
  var names: [(name: String, kind: Folder.Kind?)] = []
  while let entry = readdir(stream) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) {
      $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
    }
    if name != ".", name != ".." { names.append((name, Folder.Kind(type: Int(entry.pointee.d_type)))) }
  }
  return names
}

extension Folder.Kind {
  /// Creates a kind, or nil for a type that the file system does not know.
  fileprivate init?(type: Int) {
    switch type {
    case Int(DT_UNKNOWN): return nil
    case Int(DT_REG): self = .file
    case Int(DT_DIR): self = .folder
    default: self = .other
    }
  }
}

/// The time when the contents of a file last changed.
package struct FileTime: Equatable, Sendable {
  /// Since 1970.
  package var seconds: Int
  package var nanoseconds: Int
}

extension Stat {
  /// The C member has different names on different systems; swift-system has one name for all.
  var contentTime: FileTime { FileTime(seconds: Int(st_mtim.tv_sec), nanoseconds: Int(st_mtim.tv_nsec)) }
}
