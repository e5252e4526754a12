import OperatingSystem

/// Reads entries from standard input: with keys if the terminal allows it, otherwise line by line.
package final class LineEditor {
  /// How lines are read.
  package enum Style: Sendable {
    /// With keys, history, search and completion.
    case keys
    /// Writes a prompt and reads a line, without redrawing.
    case linear
  }

  /// The options of an editor.
  package struct Options {
    /// The name of this program in ~/.editrc.
    package var program: String
    package var style: Style
    /// The file for the history between sessions, if any.
    package var historyFile: HistoryFile?
    /// Completes the text before the cursor.
    package var complete: ([UInt8]) -> Completion

    package init(
      program: String, style: Style = .keys, historyFile: HistoryFile? = nil,
      complete: @escaping ([UInt8]) -> Completion = { _ in .none }
    ) {
      self.program = program
      self.style = style
      self.historyFile = historyFile
      self.complete = complete
    }
  }

  /// The result of reading one line of an entry.
  enum Line {
    case text([UInt8])
    case cancelled
    case endOfInput
  }

  /// The entries of this and earlier sessions, oldest first.
  package private(set) var history: History
  private var historyFile: HistoryFile?
  private var historyProblems: [HistoryProblem] = []
  private let keys: KeyEditor?
  private var linear = LinearReader()

  /// Whether keys can be used: input and output are a terminal that can move the cursor, and the machine supports Unicode.
  package static var canUseKeys: Bool {
    guard StandardStream.input.isTerminal, StandardStream.output.isTerminal,
      let term = ThisProcess.environment("TERM")
    else { return false }
    return !["", "dumb", "emacs"].contains(term) && DisplayWidth.useUnicode()
  }

  package init(_ options: Options) {
    // Piped input was not typed, so it neither reads nor writes the history.
    historyFile = StandardStream.input.isTerminal ? options.historyFile : nil
    history = History()
    keys = options.style == .keys && LineEditor.canUseKeys ? KeyEditor(options) : nil
    guard let kept = historyFile?.load() else { return }
    history = History(kept.entries)
    report(kept.problem)
  }

  /// The style that is actually used.
  package var style: Style { keys == nil ? .linear : .keys }

  /// Returns the problems with the history file since the last call, each once.
  package func takeHistoryProblems() -> [HistoryProblem] {
    defer { historyProblems = [] }
    return historyProblems
  }

  /// Reads an entry and adds it to the history. `needsMore` gets each line, or a whole paste. While it returns true, another
  /// line is read with the continuation prompt.
  ///
  /// If the input ends inside an entry, returns the incomplete entry, so that the caller can report what is missing.
  package func readEntry(
    prompt: Prompt, continuation: Prompt? = nil, needsMore: ([UInt8]) -> Bool = { _ in false }
  ) -> Reading {
    keys?.assist(with: history)
    let reading = readLines(prompt, continuation ?? prompt, needsMore)
    if case .entry(let entry) = reading { remember(entry) }
    return reading
  }

  /// Reads the answer to a question: one line, without history and completion.
  package func readAnswer(prompt: Prompt) -> Reading {
    keys?.assist(with: nil)
    return readLines(prompt, prompt) { _ in false }
  }

  /// The line that the last Ctrl-C discarded, for callers that keep it. Empty with the style `linear`, since there the
  /// terminal discards the line.
  package var cancelledLine: [UInt8] { keys?.cancelledLine ?? [] }

  private func readLines(_ prompt: Prompt, _ continuation: Prompt, _ needsMore: ([UInt8]) -> Bool) -> Reading {
    var entry: [UInt8]?
    while terminatingSignal == nil {
      let asked = entry == nil ? prompt : continuation
      switch keys?.readLine(prompt: asked) ?? linear.readLine(prompt: asked) {
      case .cancelled: return .cancelled
      // If a signal arrived, an incomplete entry must not run.
      case .endOfInput: return terminatingSignal == nil ? entry.map(Reading.entry) ?? .endOfInput : .endOfInput
      case .text(let line):
        if entry == nil { entry = line } else { entry?.append(contentsOf: [UInt8(ascii: "\n")] + line) }
        if !needsMore(line) { return entry.map { .entry($0) } ?? .endOfInput }
      }
    }
    return .endOfInput
  }

  /// The signal that ended the input: SIGTERM, SIGHUP or SIGQUIT. After it, every read returns the end of the input, so that
  /// callers can finish normally and then call `endBySignal`.
  package var terminatingSignal: Signal? { keys?.terminatingSignal ?? linear.terminatingSignal }

  /// Ends the program as the signal that ended the input would have. Does nothing if there was none.
  package func endBySignal() {
    terminatingSignal?.endProgram()
  }

  private func remember(_ entry: [UInt8]) {
    history.add(entry)
    report(historyFile?.add(entry))
  }

  private func report(_ problem: HistoryProblem?) {
    guard let problem else { return }
    historyProblems.append(problem)
    // Stop using the file, so that the problem is reported only once.
    if case .unusable = problem { historyFile = nil }
  }
}
