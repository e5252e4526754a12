/// The functions of `os.path` that only look at texts.
enum PathNames {
  static func joined(_ parts: [String]) -> String {
    var path = ""
    for (index, part) in parts.enumerated() {
      if index == 0 || part.hasPrefix("/") {
        path = part
      } else {
        path += (path.isEmpty || path.hasSuffix("/") ? "" : "/") + part
      }
    }
    return path
  }

  /// Returns what is before the last slash, and what follows it.
  static func split(_ path: String) -> (head: String, tail: String) {
    guard let slash = path.lastIndex(of: "/") else { return ("", path) }
    var head = path[...slash]
    if head.contains(where: { $0 != "/" }) {
      while head.last == "/" { head.removeLast() }
    }
    return (String(head), String(path[path.index(after: slash)...]))
  }

  /// Returns a path without its extension, and the extension with its dot.
  static func splitExtension(_ path: String) -> (root: String, extension: String) {
    let name = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    guard let dot = path[name...].lastIndex(of: "."), path[name..<dot].contains(where: { $0 != "." }) else {
      return (path, "")
    }
    return (String(path[..<dot]), String(path[dot...]))
  }

  static func normalized(_ path: String) -> String {
    guard !path.isEmpty else { return "." }
    // Two slashes at the start are kept, as POSIX says.
    let slashes = path.hasPrefix("//") && !path.hasPrefix("///") ? "//" : path.hasPrefix("/") ? "/" : ""
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part != ".." || (slashes.isEmpty && parts.isEmpty) || parts.last == ".." {
        parts.append(part)
      } else if !parts.isEmpty {
        parts.removeLast()
      }
    }
    let result = slashes + parts.joined(separator: "/")
    return result.isEmpty ? "." : result
  }
}

extension Evaluator {
  /// Calls a function of `os.path`; returns nil if it is not modeled.
  func callPathNames(_ name: String, _ arguments: Arguments) -> Value? {
    var paths: [String] = []
    for case .text(let path) in arguments.positional { paths.append(path) }
    guard paths.count == arguments.positional.count, arguments.keywords.isEmpty, let path = paths.first,
      paths.count == 1 || name == "join"
    else { return nil }
    switch name {
    case "join": return .text(PathNames.joined(paths))
    case "basename": return .text(PathNames.split(path).tail)
    case "dirname": return .text(PathNames.split(path).head)
    case "split":
      let (head, tail) = PathNames.split(path)
      return .tuple([.text(head), .text(tail)])
    case "splitext":
      let (root, suffix) = PathNames.splitExtension(path)
      return .tuple([.text(root), .text(suffix)])
    case "isabs": return .boolean(path.hasPrefix("/"))
    case "normpath": return .text(PathNames.normalized(path))
    default: return nil
    }
  }
}
