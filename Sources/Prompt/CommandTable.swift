import Syntax

/// What is known of a session command besides how it is read and run: the one place from which help, completion and
/// suggestions come. It is to a command what `StatementDescriptor` is to a statement.
struct CommandDescriptor {
  /// What follows the word, written as in `StatementDescriptor.usage`. Completion reads it.
  var arguments = ""
  /// What it does: one sentence.
  var summary: String
  /// Further sentences.
  var details: String
}

extension CommandWord {
  /// How it is written.
  var usage: String {
    let arguments = descriptor.arguments
    return arguments.isEmpty ? rawValue : "\(rawValue) \(arguments)"
  }

  /// A short form for the overview: what has to follow, and nothing else.
  var sample: String { String(usage.prefix { $0 != "[" }.trimmed) }

  var descriptor: CommandDescriptor {
    switch self {
    case .help:
      CommandDescriptor(
        arguments: "[TOPIC]", summary: "Shows what you can type.",
        details: "A topic is a statement, a command, a word of a statement, or the slug of a diagnostic.")
    case .list:
      CommandDescriptor(
        summary: "Shows the session, with the line numbers that answers refer to.",
        details: "A line that gave an error is shown as a comment: it has no effect. `save` writes the same text.")
    case .edit:
      CommandDescriptor(
        arguments: "[LINE]", summary: "Opens the session in your editor, and runs it again.",
        details: """
          The editor is $VISUAL or $EDITOR, or else one that is installed. When you leave it, the whole session runs again from \
          the beginning. If something is wrong you choose: edit again, use it, or keep the session as it was. Changing \
          one line and comparing the answers is the basic experiment.
          """)
    case .load:
      CommandDescriptor(
        arguments: "FILE", summary: "Runs a script in this session.",
        details: "The session goes on after its lines. Ctrl-C stops the script, and then nothing of it remains.")
    case .save:
      CommandDescriptor(
        arguments: "FILE", summary: "Saves the session as a script.",
        details: "`errorbook run FILE` leads to the same state again. A file that exists is only replaced if you agree."
      )
    case .restore:
      CommandDescriptor(
        arguments: "[NUMBER|list]", summary: "Brings back a session that was not saved.",
        details: """
          A session that you leave without `save` is kept for a month. `restore` brings back the latest one, `restore 2` \
          the one before; `restore list` shows them all. It replaces the current session; `undo` brings that back.
          """)
    case .undo:
      CommandDescriptor(
        summary: "Takes back the last change.",
        details: """
          A change is anything that changes the app, its process or the release: a declaration, a request, a `use`, all \
          of a pasted program, an `edit`. Questions such as `why` change nothing and are not counted.
          """)
    case .redo:
      CommandDescriptor(
        summary: "Makes the change again that `undo` took back.",
        details: "This works step by step, until you type something new.")
    case .step:
      CommandDescriptor(
        arguments: "EXCEPTION [in BLUEPRINT]", summary: "Goes through the lookup for this class, one step at a time.",
        details: """
          It shows the pseudocode of the current release, and each step of the lookup. Enter goes on, `b` goes back, `q` leaves. \
          Nothing is raised and nothing changes.
          """)
    case .appCode:
      CommandDescriptor(
        summary: "Shows the current app as Flask code.",
        details: "It is a Python script that builds the same app with Flask itself.")
    case .history:
      CommandDescriptor(
        summary: "Shows what you typed, in this and earlier sessions.",
        details: "Up, Down and Ctrl-R bring an entry back into the line.")
    case .explain:
      CommandDescriptor(
        arguments: "[SLUG]", summary: "Explains a kind of diagnostic, or lists them all.",
        details: "The slug is in brackets after `error`.")
    case .learn:
      CommandDescriptor(
        arguments: "[LESSON]", summary: "Opens the course where you left it, or at a lesson.",
        details: "A lesson is a number or a name. `quit` there comes back here.")
    case .clear:
      CommandDescriptor(summary: "Clears the screen.", details: "The session stays as it is. `cls` does the same.")
    case .quit:
      CommandDescriptor(
        summary: "Leaves errorbook.",
        details: """
          Ctrl-D on an empty line does the same, and so do `exit` and `q`. A session that was not saved is kept: `restore` \
          brings it back.
          """)
    }
  }
}
