import Files
import OperatingSystem

/// The program with which the learner edits files.
struct TextEditor {
  /// The command line, which may have arguments, such as `code --wait`.
  var command: String
  /// Whether VISUAL or EDITOR names it, so that the learner knows it.
  var isChosen = true
  /// The name of the program itself.
  private var program: String

  /// The chosen editor, or an installed one that other programs use: Debian's `editor`, nano, vi. Nil if there is none.
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

  /// Finds a command in PATH and returns the name of its file after following links: for `editor`, that is `nano` or
  /// `vim.basic`. Returns nil if there is no such command.
  private static func installed(_ name: String) -> String? {
    for folder in (environment("PATH") ?? "").split(separator: ":") {
      guard isExecutable("\(folder)/\(name)"), let path = Folder.resolved("\(folder)/\(name)") else { continue }
      return path.split(separator: "/").last.map(String.init)
    }
    return nil
  }

  /// The common name of the program: `vim` for `vim.basic`.
  var name: String { String(program.prefix { $0 != "." }) }

  /// The keys that save and quit, for an editor that was not chosen. Nil if the editor is unknown.
  var keys: String? {
    switch name {
    case "nano", "pico": "Ctrl-O and Enter save, Ctrl-X quits."
    case _ where isLikeVi:
      "Press `i` to type and Esc when you are done. Then `:wq` and Enter save and quit; `:q!` and Enter quit without saving."
    case "emacs", "mg", "zile", "jove": "Ctrl-X Ctrl-S saves, Ctrl-X Ctrl-C quits."
    default: nil
    }
  }

  /// Whether it is hard to quit without knowing the keys.
  var isLikeVi: Bool { ["vi", "vim", "nvi", "nvim", "elvis", "vile"].contains(name) }

  /// Opens a file and waits until the editor ends. Returns the error message, or nil on success.
  func edit(_ path: String, at line: Int?) -> String? {
    let place = line.flatMap { takesLineNumber ? "+\($0)" : nil }
    // The shell splits the command, as other programs do with EDITOR.
    let arguments = ["sh", "-c", "\(command) \"$@\"", "errorbook"] + [place, path].compactMap { $0 }
    // The editor gets the default action of signals that this program ignores.
    switch runProgram("/bin/sh", arguments, standard: [.fileTooLarge]) {
    case .exited(0): return nil
    case .exited(127): return "the editor `\(command)` was not found; set EDITOR to another one"
    case .exited, .signaled: return "the editor ended with an error"
    case .notStarted: return "cannot start a shell for the editor"
    case .lost: return "the result of the editor is unknown"
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

  /// Creates a file for the editor, or returns nil if it cannot be created.
  convenience init?(_ bytes: [UInt8]) { self.init(bytes, in: Self.folder) }
}
