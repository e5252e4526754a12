/// A submitted file or folder: its name and its entries, without the contents of files.
package struct FileTree: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    case file
    case folder
    /// A folder that could not be read.
    case unreadFolder(reason: String)
    /// A folder that is nested too deeply to be searched.
    case deepFolder
    /// A symbolic link, a device, a pipe.
    case other
  }

  package let name: String
  /// The parsed name, stored because it is used many times.
  let uploadName: UploadName
  package var path: String
  package var kind: Kind
  /// The entries of a folder, sorted by name.
  package var entries: [FileTree]
  /// Whether `errorbook hand-in` wrote it.
  package var isHandInPage: Bool
  /// The content of the file if its name is `GradescopeExport.fileName`.
  package var metadata: [UInt8]?

  package init(
    name: String, path: String, kind: Kind, entries: [FileTree] = [], isHandInPage: Bool = false,
    metadata: [UInt8]? = nil
  ) {
    self.name = name
    uploadName = UploadName(name)
    self.path = path
    self.kind = kind
    self.entries = entries
    self.isHandInPage = isHandInPage
    self.metadata = metadata
  }

  var isFolder: Bool {
    switch kind {
    case .folder, .unreadFolder, .deepFolder: true
    case .file, .other: false
    }
  }

  /// Whether most programs hide it.
  var isHidden: Bool { name.hasPrefix(".") }

  /// Whether a hidden entry may be an intended submission: a script, or a folder that contains one.
  package var isHiddenSubmission: Bool {
    guard isHidden, Self.canHaveSubmissions(name) else { return false }
    if !isFolder { return uploadName.isScript }
    return allFiles.contains { $0.name.isScript }
  }

  /// Whether an entry with this name may contain submissions: it is not a known system file.
  package static func canHaveSubmissions(_ name: String) -> Bool {
    !ignoredNames.contains(name) && !name.hasPrefix("._")
  }

  /// Files and folders that systems and programs create.
  private static let ignoredNames: Set<String> = [
    ".git", ".svn", ".hg", ".DS_Store", ".Trashes", ".Spotlight-V100", ".fseventsd", ".ipynb_checkpoints", ".vscode",
    ".idea",
    ".cache", ".venv",
  ]

  /// Whether its name is that of an archive.
  package var isArchive: Bool { !isFolder && uploadName.kind == .archive }

  /// All files at any depth, with the number of folders above each. An empty folder counts if it is named like a script.
  var allFiles: [AnswerFile] {
    var files: [AnswerFile] = []
    var folders: [(tree: FileTree, depth: Int, prefix: String, isHidden: Bool)] = [(self, 0, "", false)]
    while let (folder, depth, prefix, isHidden) = folders.popLast() {
      for entry in folder.entries where entry.name != Self.metadataOfMacs {
        let isEntryHidden = isHidden || entry.isHidden
        if entry.kind == .folder, !(entry.entries.isEmpty && entry.uploadName.isScript) {
          folders.append((entry, depth + 1, prefix + entry.name + "/", isEntryHidden))
        } else {
          let shown = prefix + entry.name + (entry.kind == .folder ? "/" : "")
          files.append(AnswerFile(entry, name: entry.name, shownAs: shown, depth: depth, isHidden: isEntryHidden))
        }
      }
    }
    return files
  }

  /// A folder that macOS adds to archives.
  static let metadataOfMacs = "__MACOSX"
}

/// A file that a student submitted, classified by its name.
package struct AnswerFile: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    /// The name ends in `.eb`, optionally followed by a text editor's ending: `tell.eb`, `tell.eb.txt`.
    case script
    /// A page that `errorbook hand-in` wrote.
    case page
    case archive
    /// Another text file, by its ending or without one.
    case text
    case other
    /// A folder that was not read, and why.
    case unreadFolder(reason: String)
  }

  package let path: String
  /// The path as the teacher sees it, without the student's folder.
  package let shownAs: String
  package let kind: Kind

  /// The path with the student's folder, which distinguishes submissions.
  var shownInFolder: String {
    guard path.hasSuffix("/" + shownAs) else { return path.split(separator: "/").last.map { String($0) } ?? shownAs }
    let folder = path.dropLast(shownAs.count + 1).split(separator: "/").last
    return folder.map { "\($0)/\(shownAs)" } ?? shownAs
  }

  /// The number of folders between the student's folder and the file.
  let depth: Int
  let name: UploadName
  /// Whether it is the whole submission and is named after the student.
  let isWhole: Bool

  /// - Parameters:
  ///   - name: the student's name for the file, without the additions of a download.
  ///   - isHidden: whether it is hidden inside the submission. Then it is not an answer, but can explain why there is none.
  init(
    _ tree: FileTree, name: String, shownAs: String, depth: Int = 0, isWhole: Bool = false, isHidden: Bool = false
  ) {
    self.isWhole = isWhole
    path = tree.path
    self.shownAs = shownAs
    self.depth = depth
    self.name = name == tree.name ? tree.uploadName : UploadName(name)
    switch tree.kind {
    case .unreadFolder(let reason): kind = .unreadFolder(reason: reason)
    case .deepFolder, .folder: kind = .other
    case .file where isHidden: kind = .other
    case .other where isHidden: kind = .other
    case .file where tree.isHandInPage: kind = .page
    case .file, .other: kind = self.name.kind
    }
  }
}
