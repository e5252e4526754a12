import Syntax

/// What is known of each session command: the one place from which help, completion and suggestions come.
extension CommandWord {
  struct Description {
    /// What stands behind the word, as a usage line shows it.
    var arguments = ""
    /// One line, for the list of topics.
    var summary: String
    /// Whole sentences, for `help COMMAND`.
    var help: String
    /// What Tab offers behind the word.
    var completes: [CompletionSlot] = []
  }

  var usage: String { ([rawValue, description.arguments].filter { !$0.isEmpty }).joined(separator: " ") }

  var description: Description {
    switch self {
    case .help:
      Description(
        arguments: "[TOPIC]", summary: "what can be typed",
        help: "A topic is a statement, a command, or the slug of a diagnostic. Without one, everything on a screen.",
        completes: [.topics, .slugs])
    case .list:
      Description(
        summary: "the session, with the line numbers that answers refer to",
        help: "A line that gave an error stands there as a comment: it has no effect. `save` writes the same text.")
    case .edit:
      Description(
        arguments: "[N]", summary: "change the session in your editor and run it again",
        help: """
          Opens the session in $VISUAL or $EDITOR, or else in the editor that is there, at line N if you name one. \
          When you leave the editor all of it runs again from the beginning. If something is wrong you choose: edit \
          again, use it, or keep the session as it was. To change one line and look what becomes of the answers is \
          the basic experiment.
          """)
    case .load:
      Description(
        arguments: "FILE", summary: "run a script in this session",
        help: "The file's lines go on where the session stands. Ctrl-C stops it, and then nothing of it remains.",
        completes: [.files])
    case .save:
      Description(
        arguments: "FILE", summary: "keep the session as a script",
        help: "`errorbook run FILE` brings it to the same state again. An existing file is never replaced unasked.",
        completes: [.files])
    case .restore:
      Description(
        arguments: "[N]", summary: "bring back a session that was not saved",
        help: """
          A session that you leave without `save` is kept for a while. `restore` brings back the latest one, `restore 2` \
          the one before; `restore list` shows them all. It takes the place of the present session; `undo` brings that back.
          """,
        completes: [.words(["list"])])
    case .undo:
      Description(
        summary: "take back the last change",
        help: """
          Whatever changed the app, its process or the release is taken back: a declaration, a request, a `use`, all \
          of a pasted program, an `edit`. Questions such as `why` change nothing and are not counted.
          """)
    case .redo:
      Description(
        summary: "do again what was undone",
        help: "Until something new is typed, everything that was undone can be done again, step by step.")
    case .step:
      Description(
        arguments: "CLASS [in BLUEPRINT]", summary: "walk through the lookup, one look at a time",
        help: """
          Shows how the release in use would look for the handler of this class: a few lines of pseudocode, and each \
          look into a table. Enter goes on, `b` back, `q` leaves. Nothing is raised and nothing changes.
          """,
        completes: [.raisable])
    case .flask:
      Description(
        summary: "the app of now as Flask code",
        help: "Prints a Python script that builds the same app with Flask itself.")
    case .history:
      Description(
        summary: "what was typed lately",
        help: "Entries of earlier sessions are there too. Up, Down and Ctrl-R bring one back into the line.")
    case .explain:
      Description(
        arguments: "[SLUG]", summary: "what a diagnostic means",
        help: "The slug stands in brackets behind `error`. Without one, all of them.", completes: [.slugs])
    case .learn:
      Description(
        arguments: "[LESSON]", summary: "the course",
        help: "It goes on where you left it; a number or name opens that lesson. `quit` there comes back here.")
    case .clear:
      Description(summary: "clear the screen", help: "The session stays as it is. `cls` does the same.")
    case .quit:
      Description(
        summary: "leave",
        help: """
          Ctrl-D on an empty line does the same. `exit` and `q` too. A session that was not saved is kept: `restore` brings \
          it back.
          """)
    }
  }

  /// A command by what was typed: its word in any case, or another name of it.
  init?(typed word: String) {
    switch word.lowercased() {
    case "exit", "q", "bye": self = .quit
    case "?": self = .help
    case "cls": self = .clear
    case let word: self.init(rawValue: word)
    }
  }
}
