import Files
import Prompt

/// The files and folders that complete the path before the cursor.
enum FileCandidates {
  static func all(for typed: String) -> [Completions.Candidate] {
    let cut = typed.lastIndex(of: "/").map { typed.index(after: $0) } ?? typed.startIndex
    let folder = String(typed[..<cut])
    let name = typed[cut...].lowercased()
    return names(in: folder.isEmpty ? "." : expandingHome(folder))
      // Hidden files are shown only after a typed dot.
      .filter { $0.lowercased().hasPrefix(name) && (name.hasPrefix(".") || !$0.hasPrefix(".")) }
      .sorted()
      .map { entry in
        let isFolder = isFolder(expandingHome(folder + entry))
        let shown = isFolder ? entry + "/" : entry
        return .init(folder + shown, label: shown, endsWord: !isFolder)
      }
  }

  private static func names(in folder: String) -> [String] { (try? Folder.allNames(folder)) ?? [] }

  private static func isFolder(_ path: String) -> Bool { Folder.kindFollowingLinks(path) == .folder }
}

/// Replaces `~/` at the start of a path with the home folder, as a shell does.
func expandingHome(_ path: String) -> String {
  guard path == "~" || path.hasPrefix("~/"), let home = environment("HOME") else { return path }
  return home + path.dropFirst()
}
