import OperatingSystem
import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

// The calls about names in the file system that swift-system lacks. Paths are passed as they are given: a `FilePath` drops
// the slash at the end, and then `notes.md/` would be a file.

private func check(_ result: Int32) throws(Errno) {
  guard result == 0 else { throw .ofLastCall }
}

/// Gives a file another name. What has that name is replaced.
func renameFile(_ old: String, to new: String) throws(Errno) { try check(rename(old, new)) }

/// Gives a file a second name, which must be free. A link gets the name itself, not what it leads to.
func addName(_ new: String, to old: String) throws(Errno) { try check(linkat(AT_FDCWD, old, AT_FDCWD, new, 0)) }

/// Takes a name away from a file.
func removeName(_ path: String) throws(Errno) { try check(unlink(path)) }

/// Makes one folder.
func makeOneFolder(_ path: String, mode: CInterop.Mode) throws(Errno) { try check(mkdir(path, mode)) }

/// Removes a folder, where it is empty.
package func removeEmptyFolder(_ path: String) { rmdir(path) }

/// Throws where this process may not write to a file.
func requireWritable(_ path: String) throws(Errno) { try check(faccessat(AT_FDCWD, path, W_OK, AT_EACCESS)) }

/// Returns whether this process may make files in a folder.
package func canMakeFiles(in folder: String) -> Bool { access(folder, W_OK | X_OK) == 0 }

/// Returns whether there is something at a path that it leads to, links followed.
package func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

/// Returns whether a file is a program that this process may run.
package func isExecutable(_ path: String) -> Bool { access(path, X_OK) == 0 }

/// Returns what a symbolic link says; nil for anything else.
func linkTarget(_ path: String) -> String? {
  var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
  let count = readlink(path, &buffer, buffer.count)
  guard count > 0 else { return nil }
  return String(decoding: buffer.prefix(count), as: UTF8.self)
}

/// Returns a path without links and detours; nil if nothing is there.
package func resolvedPath(_ path: String) -> String? {
  guard let resolved = realpath(path, nil) else { return nil }
  defer { free(resolved) }
  return String(cString: resolved)
}

/// Makes a file with a new name, for this user alone.
/// - Parameter suffix: how its name ends.
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

/// Returns all names in a folder, except those of the folder itself and of the one above, in no order.
func names(in folder: String) throws(Errno) -> [String] { try namesAndKinds(in: folder).map(\.name) }

/// Returns all names in a folder and what they are, links not followed; the kind is nil where the folder does not say it.
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
  /// Nil for a type that a file system does not know.
  fileprivate init?(type: Int) {
    switch type {
    case Int(DT_UNKNOWN): return nil
    case Int(DT_REG): self = .file
    case Int(DT_DIR): self = .folder
    default: self = .other
    }
  }
}

/// When the contents of a file were changed last.
package struct FileTime: Equatable, Sendable {
  /// Since 1970.
  package var seconds: Int
  package var nanoseconds: Int
}

extension Stat {
  /// The name of the C member differs between systems; swift-system has one for all.
  var contentTime: FileTime { FileTime(seconds: Int(st_mtim.tv_sec), nanoseconds: Int(st_mtim.tv_nsec)) }
}
