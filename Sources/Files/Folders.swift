import SystemPackage

/// Functions about folders and their contents.
package enum Folder {
  package enum Kind: Sendable {
    case file, folder
    /// A symbolic link, a device, a pipe, or anything else.
    case other
  }

  /// Returns the sorted names in a folder and their kinds, without following links.
  /// - Parameter hasHidden: whether to include names that start with a dot.
  package static func entries(
    _ folder: String, hasHidden: Bool = false
  ) throws(FileFailure) -> [(name: String, kind: Kind)] {
    try withFileFailure { try namesAndKinds(in: folder) }.filter { hasHidden || !$0.name.hasPrefix(".") }
      .sorted { $0.name < $1.name }.map { ($0.name, $0.kind ?? kind(path(folder, $0.name))) }
  }

  /// Returns all names, including hidden ones, in no particular order.
  package static func allNames(_ folder: String) throws(FileFailure) -> [String] {
    try withFileFailure { try names(in: folder) }
  }

  /// Returns the sorted paths of all files in a folder and below. Skips hidden files and folders, and symbolic links.
  /// - Parameter depth: how many levels of folders below this one to search.
  package static func files(
    below folder: String, depth: Int, where isWanted: (String) -> Bool
  ) throws(PathFailure) -> [String] {
    var files: [String] = []
    var folders = [(folder, 0)]
    while let (folder, level) = folders.popLast() {
      let found: [(name: String, kind: Kind)]
      do throws(FileFailure) { found = try entries(folder) } catch {
        throw PathFailure(path: folder, failure: error)
      }
      for (name, kind) in found {
        switch kind {
        case .folder: if level < depth { folders.append((path(folder, name), level + 1)) }
        case .file: if isWanted(name) { files.append(path(folder, name)) }
        case .other: break
        }
      }
    }
    return files.sorted()
  }

  /// Returns the canonical path, or nil if it does not exist.
  package static func resolved(_ path: String) -> String? { resolvedPath(path) }

  /// Returns whether a path exists, even as a broken link.
  package static func isTaken(_ path: String) -> Bool { (try? Stat(path, followTargetSymlink: false)) != nil }

  /// Returns the path of a name in a folder.
  package static func path(_ folder: String, _ name: String) -> String {
    folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
  }

  /// Returns the kind of a path, without following links.
  package static func kind(_ path: String) -> Kind {
    (try? Stat(path, followTargetSymlink: false)).map { kind($0.type) } ?? .other
  }

  /// Returns the kind of a path, following links, or nil if it does not exist.
  package static func kindFollowingLinks(_ path: String) -> Kind? { (try? Stat(path)).map { kind($0.type) } }

  private static func kind(_ type: FileType) -> Kind {
    switch type {
    case .regular: .file
    case .directory: .folder
    default: .other
    }
  }
}

/// Creates a folder and its parents if they do not exist.
/// - Returns: the folders that were created, outermost first.
@discardableResult
package func makeFolder(_ path: String, mode: CInterop.Mode = 0o777) throws(FileFailure) -> [String] {
  let failure: FileFailure
  do throws(Errno) {
    try makeOneFolder(path, mode: mode)
    return [path]
  } catch { failure = .system(error) }
  switch failure.code {
  case .fileExists, .isDirectory:
    guard isFolder(path) else {
      throw FileFailure("a file with this name exists, so the folder cannot be created", code: .notDirectory)
    }
  case .noSuchFileOrDirectory:
    guard let above = folder(of: path), above != path else { throw failure }
    let made = try makeFolder(above, mode: mode)
    do throws(Errno) {
      try makeOneFolder(path, mode: mode)
      return made + [path]
    } catch {
      // Another program may have created it meanwhile.
      guard error == .fileExists else { throw .system(error) }
      return made
    }
  default:
    // An existing folder is enough, even if its parent is not writable.
    guard isFolder(path) else { throw failure }
  }
  return []
}

private func isFolder(_ path: String) -> Bool { Folder.kindFollowingLinks(path) == .folder }

/// Returns the folder of a path without a trailing slash, or nil if the path is only a name.
package func folder(of path: String) -> String? {
  // In debug builds, swift-system checks the whole path many times, which takes 2 ms.
  if let plain = folderOfPlainPath(path) { return plain }
  let above = FilePath(path).removingLastComponent()
  return above.isEmpty ? nil : above.string
}

/// Returns the folder of a simple path such as `a/b/c`, without a trailing slash or two slashes in a row.
private func folderOfPlainPath(_ path: String) -> String? {
  guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")), slash != path.startIndex,
    slash != path.utf8.index(before: path.endIndex), !path.contains("//")
  else { return nil }
  return String(path[..<slash])
}

/// Returns the path of a name in the folder of another path.
func sibling(of path: String, named name: String) -> String {
  FilePath(path).removingLastComponent().appending(name).string
}

/// Returns the target of a symbolic link after following all links, even if it does not exist. Returns other paths
/// unchanged.
func followingLinks(_ path: String) -> String {
  var path = path
  // Links may form a cycle.
  for _ in 0..<40 {
    guard let target = linkTarget(path) else { break }
    path = target.hasPrefix("/") ? target : sibling(of: path, named: target)
  }
  return path
}

/// Returns the absolute path of a file without links, or the path itself if the file does not exist.
package func absolutePath(_ path: String) -> String { resolvedPath(path) ?? path }
