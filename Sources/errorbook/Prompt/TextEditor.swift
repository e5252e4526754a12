import Files
import OperatingSystem

/// The program in which the learner edits files.
struct TextEditor {
  /// A command line, perhaps with arguments, such as `code --wait`.
  var command: String
  /// Whether VISUAL or EDITOR names it; whoever chose it knows it.
  var isChosen = true
  /// The name of the program itself.
  private var program: String

  /// The chosen one, or else what other programs open: Debian's `editor`, nano, vi. Nil where there is none.
  static var ofEnvironment: TextEditor? {
    let named = ["VISUAL", "EDITOR"].lazy.compactMap { environment($0) }.first { !$0.isEmpty }
    if let named {
      let program = named.split(separator: " ").first?.split(separator: "/").last.map(String.init)
      return TextEditor(command: named, program: program ?? "")
    }
    for name in ["editor", "nano", "vi"] {
      guard let file = installed(name) else { continue }
      return TextEditor(command: name, isChosen: false, program: file)
    }
    return nil
  }

  private init(command: String, isChosen: Bool = true, program: String) {
    self.command = command
    self.isChosen = isChosen
    self.program = program
  }

  /// The name of the file that a command of the search path is in the end: of `editor`, which is a link, `nano` or
  /// `vim.basic`. Nil where there is no such command.
  private static func installed(_ name: String) -> String? {
    for folder in (environment("PATH") ?? "").split(separator: ":") {
      guard isExecutable("\(folder)/\(name)"), let path = Folder.resolved("\(folder)/\(name)") else { continue }
      return path.split(separator: "/").last.map(String.init)
    }
    return nil
  }

  /// How the program is called among people: `vim` for `vim.basic`.
  var name: String { String(program.prefix { $0 != "." }) }

  /// What to type in an editor that was not chosen; nil where it says so itself, or is not known.
  var keys: String? {
    switch name {
    case "nano", "pico": "Ctrl-O and Enter save, Ctrl-X leaves."
    case _ where isLikeVi:
      "`i` begins to type, Esc ends it; then `:wq` and Enter save and leave, `:q!` and Enter only leave."
    case "emacs", "mg", "zile", "jove": "Ctrl-X Ctrl-S saves, Ctrl-X Ctrl-C leaves."
    default: nil
    }
  }

  /// Whether it cannot be left by trying.
  var isLikeVi: Bool { ["vi", "vim", "nvi", "nvim", "elvis", "vile"].contains(name) }

  /// Opens a file and waits until the editor is left; answers what went wrong.
  func edit(_ path: String, at line: Int?) -> String? {
    let place = line.flatMap { takesLineNumber ? "+\($0)" : nil }
    // The shell splits the command as it does everywhere else where EDITOR counts.
    let arguments = ["sh", "-c", "\(command) \"$@\"", "errorbook"] + [place, path].compactMap { $0 }
    // What this program ignores, the editor may not want to.
    switch runProgram("/bin/sh", arguments, standard: [.fileTooLarge]) {
    case .exited(0): return nil
    case .exited(127): return "there is no editor `\(command)` (EDITOR names the one that you like)"
    case .exited, .signaled: return "the editor ended with an error"
    case .notStarted: return "no shell can be started"
    case .lost: return "the editor was lost"
    }
  }

  /// Editors that take `+N` before the file.
  private var takesLineNumber: Bool {
    [
      "vi", "vim", "nvim", "view", "nano", "pico", "emacs", "emacsclient", "micro", "joe", "jed", "mg", "kak", "ex",
    ]
    .contains(name)
  }
}

extension ScratchFile {
  static var folder: String {
    guard let folder = environment("TMPDIR"), folder.hasPrefix("/") else { return "/tmp" }
    return folder
  }

  /// Nil if the file cannot be made.
  convenience init?(_ bytes: [UInt8]) { self.init(bytes, in: Self.folder) }
}
