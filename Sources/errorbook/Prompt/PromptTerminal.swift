import Diagnostics
import Interpreter
import LineEditing
import OperatingSystem
import Prompt
import Rendering

/// The terminal of the prompt and the course: reads entries and shows texts.
struct PromptTerminal: PromptScreen {
  var console: Console
  let editor: LineEditor
  let isPlain: Bool
  /// Commands in addition to those of the prompt.
  var moreCommands: [String] = []
  private let theme: Theme
  private let completion = CompletionSource()
  private var hasShownBlockHint = false

  init(plain: Bool) {
    isPlain = plain || !LineEditor.canUseKeys
    console = Console(isPlain: isPlain)
    console.fitsScreen = true
    theme = Console.theme(.output, isPlain: isPlain)
    let completion = self.completion
    editor = LineEditor(
      .init(
        program: "errorbook", style: isPlain ? .linear : .keys, historyFile: StateFolder.history,
        complete: { completion.complete($0) }))
  }

  // MARK: The screen

  var paging = PagedOutput()

  mutating func write(_ text: StyledText) { console.print(text) }

  var columns: Int { Console.columns }

  /// Handles `clear`. Linear text has no screen to clear.
  mutating func clearScreen() {
    guard !isPlain else { return }
    console.write(Array("\u{1B}[H\u{1B}[2J".utf8))
  }

  /// Shows the output up to the place where input is read.
  mutating func showBeforeInput() {
    endOutput()
    console.flush()
  }

  /// Shows all output that is left, at the end of the session.
  mutating func finish() {
    finishOutput()
    console.flush()
  }

  var rows: Int? { isPlain ? nil : Console.rows }

  var isInterrupted: Bool { InterruptFlag.isSet }

  // MARK: Input

  /// Returns the next entry, even a blank one, or nil at the end of the input.
  mutating func readEntry(_ prompt: StyledText, in session: PromptSession) -> PromptEntry? {
    while true {
      showBeforeInput()
      completion.session = session
      completion.moreCommands = moreCommands
      completion.correction = session.correction
      var reader = session.reader
      let reading = editor.readEntry(
        prompt: LineEditing.Prompt(theme.render(prompt)), continuation: LineEditing.Prompt(session.continuation),
        needsMore: { line in
          guard reader.feed(line) else { return false }
          completion.correction = nil
          showBlockHintOnce()
          return true
        })
      completion.session = nil
      switch reading {
      case .cancelled: dropRest()
      case .endOfInput:
        dropRest()
        return nil
      case .entry: return reader.endedEntry
      }
    }
  }

  private mutating func showBlockHintOnce() {
    guard !hasShownBlockHint else { return }
    hasShownBlockHint = true
    console.print(PromptSession.blockHint)
    console.flush()
  }

  /// Asks a question and returns the answer, or nil after Ctrl-C or at the end of the input.
  mutating func ask(_ question: String) -> String? {
    while true {
      showBeforeInput()
      // Until everything is shown, Enter does not do what the question says.
      let prompt = LineEditing.Prompt(hasRest ? "> " : theme.render(StyledText(question)))
      guard case .entry(let answer) = editor.readAnswer(prompt: prompt) else {
        dropRest()
        return nil
      }
      let text = String(decoding: answer, as: UTF8.self)
      // Enter shows the rest of what the question is about.
      if text.trimmed.isEmpty, hasRest { continue }
      dropRest()
      return text
    }
  }

  /// Asks a yes-or-no question. Any answer except yes means no.
  mutating func confirm(_ question: String) -> Bool {
    ask(question).map { ["y", "yes"].contains($0.trimmed.lowercased()) } ?? false
  }

  // MARK: Commands that need input or files

  /// Handles `step`: shows one step after the other.
  mutating func go(through stepper: Stepper) {
    var stepper = stepper
    while let question = stepper.question, let answer = ask(question) { show(stepper.take(answer)) }
  }

  /// Handles `history`.
  mutating func showHistory() {
    let entries = editor.history.entries
    guard !entries.isEmpty else { return show("The history is empty.\n") }
    let shown = entries.suffix(40)
    if shown.count < entries.count {
      show("\("the latest \(shown.count) of \(entries.count); Ctrl-R searches all", .faint)\n")
    }
    for entry in shown {
      let lines = String(decoding: entry, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
      for (index, line) in lines.enumerated() {
        show("\(index == 0 ? "" : "    ... ")\(String(line), .listing)\n")
      }
    }
  }

  mutating func reportHistory() {
    for problem in editor.takeHistoryProblems() { show("\(problem.message)\n") }
  }
}

/// The session that Tab completes from. It is a class because the line editor keeps a reference to it. `session` is nil
/// while statements run: a second reference would make each statement copy the session.
private final class CompletionSource {
  var session: PromptSession?
  var moreCommands: [String] = []
  var correction: String?

  func complete(_ line: [UInt8]) -> Completion {
    guard let session else { return .none }
    let completions = Completer(
      session: session.session, kinds: session.kinds, moreCommands: moreCommands, correction: correction,
      files: FileCandidates.all
    ).complete(line)
    return Completion(
      from: completions.start,
      candidates: completions.candidates.map { .init($0.text, label: $0.label, endsWord: $0.endsWord) })
  }
}
