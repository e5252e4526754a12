import CLibEdit

/// The commands that are added to libedit, and their keys.
enum KeyBindings {
  /// A key that starts the second part of a command. It is Ctrl-\, which users do not type.
  static let step: Unicode.Scalar = "\u{1C}"

  /// What libedit does after a command.
  enum Outcome: Int32 {
    case nothing = 0  // CC_NORM
    case endLine = 1  // CC_NEWLINE
    case endInput = 2  // CC_EOF
    case draw = 4  // CC_REFRESH
    case beep = 6  // CC_ERROR
    case drawAgain = 8  // CC_REDISPLAY
  }

  /// The commands with their names in libedit and their help texts in `bind -l`.
  private static let commands: [(name: String, help: String, run: libedit_command)] = [
    ("entry-cancel", "Cancel the line", { handle, _ in KeyEditor.run(handle) { $0.cancelLine() } }),
    ("entry-end", "Delete, or end the input", { handle, _ in KeyEditor.run(handle) { $0.deleteOrEndInput() } }),
    ("entry-suspend", "Suspend the program", { handle, _ in KeyEditor.run(handle) { $0.suspend() } }),
    ("entry-older", "Earlier line or entry", { handle, _ in KeyEditor.run(handle) { $0.goOlder() } }),
    ("entry-newer", "Later line or entry", { handle, _ in KeyEditor.run(handle) { $0.goNewer() } }),
    ("entry-search", "Search the history", { handle, _ in KeyEditor.run(handle) { $0.beginSearch() } }),
    ("entry-complete", "Complete the word", { handle, _ in KeyEditor.run(handle) { $0.completeWord() } }),
    ("entry-paste", "Insert pasted text", { handle, _ in KeyEditor.run(handle) { $0.takePaste() } }),
    ("entry-step", "Run the second part of a command", { handle, _ in KeyEditor.run(handle) { $0.takeStep() } }),
  ]

  static func define(in handle: OpaquePointer) {
    for command in commands { libedit_add_command(handle, command.name, command.help, command.run) }
  }

  private static let everywhere = [
    ("^C", "entry-cancel"), ("^D", "entry-end"), ("^Z", "entry-suspend"), ("^R", "entry-search"),
    ("^P", "entry-older"), ("^N", "entry-newer"), ("\t", "entry-complete"), ("\\034", "entry-step"),
  ]

  /// Arrows, paste, and common keys that libedit does not bind.
  private static let emacs = [
    ("\\e[200~", "entry-paste"),
    ("\\e[A", "entry-older"), ("\\eOA", "entry-older"), ("\\e[B", "entry-newer"), ("\\eOB", "entry-newer"),
    ("\\e[C", "ed-next-char"), ("\\eOC", "ed-next-char"), ("\\e[D", "ed-prev-char"), ("\\eOD", "ed-prev-char"),
    ("\\e[H", "ed-move-to-beg"), ("\\eOH", "ed-move-to-beg"), ("\\e[1~", "ed-move-to-beg"),
    ("\\e[F", "ed-move-to-end"), ("\\eOF", "ed-move-to-end"), ("\\e[4~", "ed-move-to-end"),
    ("\\e[1;5C", "em-next-word"), ("\\e[1;5D", "ed-prev-word"), ("\\e[3~", "ed-delete-next-char"),
    ("^W", "ed-delete-prev-word"), ("\\ep", "entry-older"), ("\\en", "entry-newer"),
  ]

  /// In vi insert mode, Escape must be a key of its own. So arrow keys work only in command mode, where the Escape is
  /// handled first and these bindings match the rest of the sequence.
  private static let viCommands = [
    ("k", "entry-older"), ("[A", "entry-older"), ("OA", "entry-older"),
    ("j", "entry-newer"), ("[B", "entry-newer"), ("OB", "entry-newer"), ("/", "entry-search"), ("?", "entry-search"),
  ]

  static func bind(in handle: OpaquePointer) {
    libedit_edit_without(handle, "-isig")
    for (key, command) in everywhere { libedit_bind(handle, key, command) }
    if libedit_is_vi(handle) == 0 {
      for (key, command) in emacs { libedit_bind(handle, key, command) }
    } else {
      for (key, command) in everywhere + viCommands { libedit_bind_alternate(handle, key, command) }
    }
  }
}

extension KeyEditor {
  /// Runs a command for the editor of this handle.
  fileprivate static func run(_ handle: OpaquePointer?, _ command: (KeyEditor) -> KeyBindings.Outcome) -> UInt8 {
    UInt8(truncatingIfNeeded: (of(handle).map(command) ?? .beep).rawValue)
  }
}
