import Glibc
import Interpreter
import LineEditing
import Rendering
import Syntax
import Workbook

/// Reads entries and runs them, until the learner leaves.
struct PromptLoop {
  private var session: Session
  private var console: Console
  private let editor: LineEditor
  private let transcript: Transcript
  private let theme: Theme

  init(_ options: RunOptions) {
    let isPlain = options.plain || !LineEditor.canUseKeys
    session = Session(name: "session", release: options.flask)
    session.isTracing = options.trace
    console = Console(isPlain: isPlain)
    theme = Console.theme(STDOUT_FILENO, isPlain: isPlain)
    transcript = Transcript(.prompt(isPlain: isPlain))
    editor = LineEditor(
      .init(program: "errorbook", style: isPlain ? .linear : .keys, historyFile: StateFolder.history))
  }

  mutating func run() {
    InterruptFlag.watch()
    console.print(Self.greeting)
    reportHistory()
    while let entry = nextEntry() {
      run(entry)
      reportHistory()
    }
    console.flush()
  }

  /// The next entry; nil at the end of the input or after `quit`.
  private mutating func nextEntry() -> [UInt8]? {
    while true {
      console.flush()
      switch editor.readEntry(prompt: prompt, continuation: continuation, isIncomplete: { awaitsMore($0) }) {
      case .cancelled: continue
      case .endOfInput:
        console.print("\n")
        return nil
      case .entry(let entry):
        switch String(decoding: entry, as: UTF8.self).trimmed.drop(while: { $0 == ":" }) {
        case "": continue
        case "quit", "exit": return nil
        case "help": console.print(Self.help)
        default: return entry
        }
      }
    }
  }

  private mutating func run(_ entry: [UInt8]) {
    InterruptFlag.lower()
    var parser = session.read(entry + [.init(ascii: "\n")])
    while let parsed = parser.next() {
      for event in session.run(parsed) { console.print(transcript.render(event, in: session.source)) }
      if InterruptFlag.isRaised { return console.print("stopped\n") }
    }
  }

  /// `0.12.2 [7]> `: the release in use and the number of the line that is being typed.
  private var prompt: LineEditing.Prompt {
    LineEditing.Prompt(theme.render("\(session.release.name, .strong) [\(line)]> "))
  }

  private var continuation: LineEditing.Prompt {
    let width = session.release.name.count + String(line).count + 5
    return LineEditing.Prompt(String(repeating: " ", count: max(0, width - 4)) + "... ")
  }

  private var line: Int { session.source.bytes.isEmpty ? 1 : session.source.lineCount + 1 }

  private mutating func reportHistory() {
    for problem in editor.takeHistoryProblems() { console.print("\(problem.words)\n") }
  }

  private static let greeting: StyledText = """
    errorbook shows which error handler Flask would run. Type these three lines:
      handler Exception -> "sorry", 500
      raise ValueError
      why
    `help` shows more, `quit` leaves.

    """

  private static let help: StyledText = """
    Type these three lines:
      handler Exception -> "sorry", 500
      raise ValueError
      why

    Declare   class E(Exception)   blueprint admin   handler E in admin -> "text", 500
    Try       raise E   abort 404   visit unknown   each also with: in admin
    Ask       why   why E   mro E   classes   handlers   blueprints
    Travel    use flask 0.12.2   restart   reset   trace on
    Claim     expect raise E -> "text", 500   test "name" { ... }
    Leave     quit, or Ctrl-D

    """
}

extension String {
  fileprivate var trimmed: Substring {
    var text = self[...]
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return text
  }
}
