/// A file or folder that was handed in: its name and what is in it, without the contents of files.
package struct FileTree: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    case file
    case folder
    /// A folder that could not be read.
    case unreadFolder(reason: String)
    /// A folder too deep inside of others to be looked through.
    case deepFolder
    /// A symbolic link, a device, a pipe.
    case other
  }

  package let name: String
  /// What the name says: it is asked for many times.
  let uploadName: UploadName
  package var path: String
  package var kind: Kind
  /// What a folder has, in order of name.
  package var entries: [FileTree]
  /// Whether `errorbook hand-in` wrote it.
  package var isHandInPage: Bool
  /// What the file says, if its name is `GradescopeExport.fileName`.
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

  /// Whether most programs do not show it.
  var isHidden: Bool { name.hasPrefix(".") }

  /// Whether a hidden entry could have been meant to be handed in: a script, or a folder that has one.
  package var isHiddenSubmission: Bool {
    guard isHidden, Self.canHaveSubmissions(name) else { return false }
    if !isFolder { return uploadName.isScript }
    return allFiles.contains { $0.name.isScript }
  }

  /// Whether an entry of this name is worth a look: not if it is known litter.
  package static func canHaveSubmissions(_ name: String) -> Bool {
    !ignoredNames.contains(name) && !name.hasPrefix("._")
  }

  /// What systems and programs leave in folders, whatever it holds.
  private static let ignoredNames: Set<String> = [
    ".git", ".svn", ".hg", ".DS_Store", ".Trashes", ".Spotlight-V100", ".fseventsd", ".ipynb_checkpoints", ".vscode",
    ".idea",
    ".cache", ".venv",
  ]

  /// Whether its name says that it is an archive.
  package var isArchive: Bool { !isFolder && uploadName.kind == .archive }

  /// All files in it and below, each with the number of folders between; of empty folders those that are named as a script.
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

  /// A folder that Macs put into archives.
  static let metadataOfMacs = "__MACOSX"
}

/// A file that a student handed in, by its name.
package struct AnswerFile: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    /// Its ending says that it is one, or a text editor's after that: `tell.eb`, `tell.eb.txt`.
    case script
    /// A page that `errorbook hand-in` wrote.
    case page
    case archive
    /// Some other text, by its ending or without one.
    case text
    case other
    /// A folder that was not read, and why.
    case unreadFolder(reason: String)
  }

  package let path: String
  /// As its teacher sees it, without the folder of the student.
  package let shownAs: String
  package let kind: Kind

  /// With the folder of the student, which tells submissions apart.
  var shownInFolder: String {
    guard path.hasSuffix("/" + shownAs) else { return path.split(separator: "/").last.map { String($0) } ?? shownAs }
    let folder = path.dropLast(shownAs.count + 1).split(separator: "/").last
    return folder.map { "\($0)/\(shownAs)" } ?? shownAs
  }

  /// In how many folders below the student's it is.
  let depth: Int
  let name: UploadName
  /// Whether it is all of a submission, and is named after the student.
  let isWhole: Bool

  /// - Parameters:
  ///   - name: what the student called it; downloads put more around it.
  ///   - isHidden: whether it is hidden below what was handed in: then it is no answer, and may be a reason.
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
