import Interpreter
import LineEditing
import OperatingSystem
import Prompt
import Rendering

/// The terminal of the prompt and of the course: entries come in, texts go out.
struct PromptTerminal: PromptScreen {
  var console: Console
  let editor: LineEditor
  let isPlain: Bool
  /// Words that can be typed besides the prompt's own commands.
  var moreCommands: [String] = []
  private let theme: Theme
  private let completion = CompletionSource()
  private var hasSaidHowBlocksEnd = false

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

  mutating func show(_ text: StyledText) { console.print(text) }

  var columns: Int { Console.columns }

  /// `clear`. Linear text has no screen to clear.
  mutating func clearScreen() {
    guard !isPlain else { return }
    console.write(Array("\u{1B}[H\u{1B}[2J".utf8))
  }

  var rows: Int? { isPlain ? nil : Console.rows }

  var isInterrupted: Bool { InterruptFlag.isRaised }

  // MARK: What is typed

  /// The next entry, blank ones included; nil at the end of the input.
  mutating func readEntry(_ prompt: StyledText, in session: PromptSession) -> PromptEntry? {
    while true {
      console.flush()
      completion.session = session
      completion.moreCommands = moreCommands
      completion.correction = session.correction
      var reader = session.reader
      let reading = editor.readEntry(
        prompt: LineEditing.Prompt(theme.render(prompt)), continuation: LineEditing.Prompt(session.continuation),
        needsMore: { line in
          guard reader.feed(line) else { return false }
          completion.correction = nil
          sayOnceHowBlocksEnd()
          return true
        })
      completion.session = nil
      switch reading {
      case .cancelled: continue
      case .endOfInput: return nil
      case .entry: return reader.endedEntry
      }
    }
  }

  private mutating func sayOnceHowBlocksEnd() {
    guard !hasSaidHowBlocksEnd else { return }
    hasSaidHowBlocksEnd = true
    console.print(PromptSession.howBlocksEnd)
    console.flush()
  }

  /// Reads one line that answers a question; nil for Ctrl-C and the end of the input.
  mutating func ask(_ question: String) -> String? {
    console.flush()
    guard case .entry(let answer) = editor.readAnswer(prompt: LineEditing.Prompt(theme.render(StyledText(question))))
    else { return nil }
    return String(decoding: answer, as: UTF8.self)
  }

  /// A question that one word answers; anything but yes is no.
  mutating func confirm(_ question: String) -> Bool {
    ask(question).map { ["y", "yes"].contains($0.trimmed.lowercased()) } ?? false
  }

  // MARK: Commands that need more than a screen

  /// `step`: shows one text after the other.
  mutating func go(through stepper: Stepper) {
    var stepper = stepper
    while let question = stepper.question, let answer = ask(question) { console.print(stepper.take(answer)) }
  }

  /// `history`.
  mutating func showHistory() {
    let entries = editor.history.entries
    guard !entries.isEmpty else { return console.print("Nothing was typed so far.\n") }
    let shown = entries.suffix(40)
    if shown.count < entries.count {
      console.print("\("the latest \(shown.count) of \(entries.count); Ctrl-R searches all", .faint)\n")
    }
    for entry in shown {
      let lines = String(decoding: entry, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
      for (index, line) in lines.enumerated() {
        console.print("\(index == 0 ? "" : "    ... ")\(String(line), .listing)\n")
      }
    }
  }

  mutating func reportHistory() {
    for problem in editor.takeHistoryProblems() { console.print("\(problem.words)\n") }
  }
}

/// What Tab looks at: the session of now. The line editor keeps hold of it from the beginning, hence a class; while
/// statements run it holds nothing, or each of them would change a copy.
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
