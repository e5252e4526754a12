import SystemPackage

/// What stands in a folder.
package enum Folder {
  package enum Kind: Sendable {
    case file, folder
    /// A symbolic link, a device, a pipe: whatever is not simply there.
    case other
  }

  /// Returns names, in order, and what they are; links are not followed.
  /// - Parameter hasHidden: whether names that start with a dot are among them.
  package static func entries(
    _ folder: String, hasHidden: Bool = false
  ) throws(FileFailure) -> [(name: String, kind: Kind)] {
    try inWords { try namesAndKinds(in: folder) }.filter { hasHidden || !$0.name.hasPrefix(".") }
      .sorted { $0.name < $1.name }.map { ($0.name, $0.kind ?? kind(path(folder, $0.name))) }
  }

  /// Returns all names, also hidden ones, in no order.
  package static func allNames(_ folder: String) throws(FileFailure) -> [String] {
    try inWords { try names(in: folder) }
  }

  /// Returns the paths of all files in a folder and below, in order. Hidden files and folders and symbolic links are left
  /// alone.
  /// - Parameter depth: how many folders deep, below this one.
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

  /// Returns a path without links and detours; nil if nothing is there.
  package static func resolved(_ path: String) -> String? { resolvedPath(path) }

  /// Returns whether there is anything at a path, a broken link included.
  package static func isTaken(_ path: String) -> Bool { (try? Stat(path, followTargetSymlink: false)) != nil }

  /// Returns the path of a name in a folder.
  package static func path(_ folder: String, _ name: String) -> String {
    folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
  }

  /// Returns what a path is, links not followed.
  package static func kind(_ path: String) -> Kind {
    (try? Stat(path, followTargetSymlink: false)).map { kind($0.type) } ?? .other
  }

  /// Returns what a path is, links followed; nil where nothing is there.
  package static func kindFollowingLinks(_ path: String) -> Kind? { (try? Stat(path)).map { kind($0.type) } }

  private static func kind(_ type: FileType) -> Kind {
    switch type {
    case .regular: .file
    case .directory: .folder
    default: .other
    }
  }
}

/// Makes a folder and those above it where they are missing.
/// - Returns: the folders that were missing, outermost first.
@discardableResult
package func makeFolder(_ path: String, mode: CInterop.Mode = 0o777) throws(FileFailure) -> [String] {
  let failure: FileFailure
  do throws(Errno) {
    try makeOneFolder(path, mode: mode)
    return [path]
  } catch { failure = .system(error) }
  switch failure.code {
  case .fileExists, .isDirectory:
    guard isFolder(path) else { throw FileFailure("there is a file in the place of the folder", code: .notDirectory) }
  case .noSuchFileOrDirectory:
    guard let above = folder(of: path), above != path else { throw failure }
    let made = try makeFolder(above, mode: mode)
    do throws(Errno) {
      try makeOneFolder(path, mode: mode)
      return made + [path]
    } catch {
      // Another program may have made it meanwhile.
      guard error == .fileExists else { throw .system(error) }
      return made
    }
  default:
    // An existing folder is enough, even if its parent cannot be written.
    guard isFolder(path) else { throw failure }
  }
  return []
}

private func isFolder(_ path: String) -> Bool { Folder.kindFollowingLinks(path) == .folder }

/// Returns the folder that a path lies in, without the slash at its end; nil for a name alone.
package func folder(of path: String) -> String? {
  // A debug build of swift-system checks all of a path many times for this, which takes it 2 ms.
  if let plain = folderOfPlainPath(path) { return plain }
  let above = FilePath(path).removingLastComponent()
  return above.isEmpty ? nil : above.string
}

/// The same for a path that is written plainly: `a/b/c`, without a slash at its end or two of them in a row.
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

/// Returns where a file is that a path leads to by symbolic links, or would be; a path that is no link is itself.
func followingLinks(_ path: String) -> String {
  var path = path
  // Links may lead in a circle.
  for _ in 0..<40 {
    guard let target = linkTarget(path) else { break }
    path = target.hasPrefix("/") ? target : sibling(of: path, named: target)
  }
  return path
}

/// Returns the absolute path of a file, without links; the path itself where there is no such file.
package func absolutePath(_ path: String) -> String { resolvedPath(path) ?? path }
