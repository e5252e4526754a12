import Diagnostics
import Syntax

/// Describes a session command. Help, completion and suggestions are derived from it, as they are from
/// `StatementDescriptor` for a statement.
struct CommandDescriptor {
  /// The arguments after the word, in the notation of `StatementDescriptor.usage`. Completion uses them.
  var arguments = ""
  /// One sentence about what the command does.
  var summary: String
  /// The sentences after the summary.
  var details: String
}

extension CommandWord {
  /// The usage line: the word and its arguments.
  var usage: String {
    let arguments = descriptor.arguments
    return arguments.isEmpty ? rawValue : "\(rawValue) \(arguments)"
  }

  /// The usage line without optional arguments, for the overview.
  var sample: String { String(usage.prefix { $0 != "[" }.trimmed) }

  var descriptor: CommandDescriptor {
    switch self {
    case .help:
      CommandDescriptor(
        arguments: "[TOPIC]", summary: "Shows what you can type.",
        details: "A topic is a statement, a command, a word in a statement, or the slug of a diagnostic.")
    case .list:
      CommandDescriptor(
        summary: "Shows the session with its line numbers.",
        details: """
          Messages refer to these line numbers. A line that gave an error has no effect and is shown as a comment. `save` \
          writes the same text.
          """)
    case .edit:
      CommandDescriptor(
        arguments: "[LINE]", summary: "Opens the session in your editor, then runs it again.",
        details: """
          errorbook uses $VISUAL or $EDITOR, or an editor that is installed. When you close the editor, the whole session \
          runs again from the start. If there are errors, you can edit again, use the new session, or keep the old one. \
          Try it: change one line and compare the responses.
          """)
    case .load:
      CommandDescriptor(
        arguments: "FILE", summary: "Runs a script, a lesson or a Flask program in this session.",
        details: """
          Its lines are added to the session. Ctrl-C stops the script and discards all its lines. A Flask program (.py) \
          becomes statements, which are shown first; it starts a new app, as `reset` does.
          """)
    case .save:
      CommandDescriptor(
        arguments: "FILE", summary: "Saves the session as a script.",
        details: "`errorbook run FILE` runs it again. If the file exists, errorbook asks before it replaces it."
      )
    case .restore:
      CommandDescriptor(
        arguments: "[NUMBER|list]", summary: "Restores an unsaved session.",
        details: """
          If you quit without `save`, errorbook keeps the session for a month. `restore` brings back the latest one, \
          `restore 2` the one before it. `restore list` lists them all. The restored session replaces the current one; \
          `undo` brings the current one back.
          """)
    case .undo:
      CommandDescriptor(
        summary: "Undoes the last change.",
        details: """
          A change is anything that affects the app, its process or the release: a declaration, a request, `use` or \
          `edit`. A pasted program is one change. Questions such as `why` change nothing and do not count.
          """)
    case .redo:
      CommandDescriptor(
        summary: "Redoes the last undone change.",
        details: "Repeat it to redo more, until you type something new.")
    case .step:
      CommandDescriptor(
        arguments: "EXCEPTION [at ROUTE] [in BLUEPRINT]",
        summary: "Shows the handler lookup for an exception class, step by step.",
        details: """
          It shows the pseudocode of the current release and each step of the lookup. Press Enter for the next step, `b` to \
          go back, `q` to quit. It raises nothing and changes nothing.
          """)
    case .appCode:
      CommandDescriptor(
        summary: "Shows the current app as Flask code.",
        details: "The Python script builds the same app with real Flask.")
    case .history:
      CommandDescriptor(
        summary: "Shows what you typed in this and earlier sessions.",
        details: "Up, Down and Ctrl-R put an earlier entry on the input line.")
    case .explain:
      CommandDescriptor(
        arguments: "[SLUG]", summary: "Explains an error or warning, or lists them all.",
        details: "The slug is the word in brackets after `error`.")
    case .learn:
      CommandDescriptor(
        arguments: "[LESSON]", summary: "Opens the course where you left off, or at a lesson.",
        details: "LESSON is a number or a name. `quit` returns to this prompt.")
    case .clear:
      CommandDescriptor(summary: "Clears the screen.", details: "The session does not change. `cls` does the same.")
    case .quit:
      CommandDescriptor(
        summary: "Quits errorbook.",
        details: """
          `exit`, `q` and Ctrl-D on an empty line do the same. errorbook keeps an unsaved session; `restore` brings it \
          back.
          """)
    }
  }
}
