import OperatingSystem

/// Reads entries from standard input: with keys where the terminal allows it, linear otherwise.
package final class LineEditor {
  /// How lines are read.
  package enum Style: Sendable {
    /// With keys, history, search and completion.
    case keys
    /// A prompt is written and a line is read; nothing is drawn again.
    case linear
  }

  /// What an editor is made with.
  package struct Options {
    /// The name by which ~/.editrc may address this program.
    package var program: String
    package var style: Style
    /// Where entries are kept between sessions, if anywhere.
    package var historyFile: HistoryFile?
    /// How the text of the line before the cursor could go on.
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

  /// One line, before it is known whether the entry ends with it.
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

  /// Keys are for a terminal at both ends that can move its cursor, on a machine that knows Unicode; whatever else is
  /// asked for.
  package static var canUseKeys: Bool {
    guard StandardStream.input.isTerminal, StandardStream.output.isTerminal,
      let term = ThisProcess.environment("TERM")
    else { return false }
    return !["", "dumb", "emacs"].contains(term) && DisplayWidth.useUnicode()
  }

  package init(_ options: Options) {
    // What is piped in is nobody's typing: it neither reads nor writes the history.
    historyFile = StandardStream.input.isTerminal ? options.historyFile : nil
    history = History()
    keys = options.style == .keys && LineEditor.canUseKeys ? KeyEditor(options) : nil
    guard let kept = historyFile?.load() else { return }
    history = History(kept.entries)
    note(kept.problem)
  }

  /// How lines are read in fact.
  package var style: Style { keys == nil ? .linear : .keys }

  /// What went wrong with the history file since this was last asked, each once.
  package func takeHistoryProblems() -> [HistoryProblem] {
    defer { historyProblems = [] }
    return historyProblems
  }

  /// Reads an entry and remembers it. `needsMore` is given each line, and a paste as a whole; while it says that the
  /// entry needs another line, one more is read, with the continuation prompt.
  ///
  /// The end of the input inside an entry hands over what there is of it, so that it can be said what is missing.
  package func readEntry(
    prompt: Prompt, continuation: Prompt? = nil, needsMore: ([UInt8]) -> Bool = { _ in false }
  ) -> Reading {
    keys?.assist(with: history)
    let reading = readLines(prompt, continuation ?? prompt, needsMore)
    if case .entry(let entry) = reading { remember(entry) }
    return reading
  }

  /// Reads one line that answers a question: no history, no completion.
  package func readAnswer(prompt: Prompt) -> Reading {
    keys?.assist(with: nil)
    return readLines(prompt, prompt) { _ in false }
  }

  private func readLines(_ prompt: Prompt, _ continuation: Prompt, _ needsMore: ([UInt8]) -> Bool) -> Reading {
    var entry: [UInt8]?
    while deadlySignal == nil {
      let asked = entry == nil ? prompt : continuation
      switch keys?.readLine(prompt: asked) ?? linear.readLine(prompt: asked) {
      case .cancelled: return .cancelled
      // What was typed of an entry when a signal came was not meant to run.
      case .endOfInput: return deadlySignal == nil ? entry.map(Reading.entry) ?? .endOfInput : .endOfInput
      case .text(let line):
        if entry == nil { entry = line } else { entry?.append(contentsOf: [UInt8(ascii: "\n")] + line) }
        if !needsMore(line) { return entry.map { .entry($0) } ?? .endOfInput }
      }
    }
    return .endOfInput
  }

  /// The signal that ended the input: SIGTERM, SIGHUP or SIGQUIT. From then on every read reports the end of the input, so
  /// callers can finish as usual and then call `endBySignal`.
  package var deadlySignal: Signal? { keys?.deadlySignal ?? linear.deadlySignal }

  /// Ends the program as the signal that ended the input would have done; returns where there was none.
  package func endBySignal() {
    deadlySignal?.endProgram()
  }

  private func remember(_ entry: [UInt8]) {
    history.add(entry)
    note(historyFile?.add(entry))
  }

  private func note(_ problem: HistoryProblem?) {
    guard let problem else { return }
    historyProblems.append(problem)
    // What cannot be used now will not be used later: one message is enough.
    if case .unusable = problem { historyFile = nil }
  }
}
