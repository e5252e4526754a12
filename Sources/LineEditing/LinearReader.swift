import CLibEdit
import Files
import OperatingSystem

/// Writes a prompt and reads a line. The terminal handles the editing.
struct LinearReader {
  /// The bytes that were read after the end of the last line.
  private var rest: ArraySlice<UInt8> = []
  private let isTerminal = StandardStream.input.isTerminal
  /// The signal that ended the input.
  private(set) var terminatingSignal: Signal?

  mutating func readLine(prompt: Prompt) -> LineEditor.Line {
    let watched = PendingSignals.watch([.interrupt, .resume] + KeySignals.terminating)
    defer { watched.end() }
    ask(prompt)
    var line: [UInt8] = []
    while true {
      if let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
        line += rest[..<end]
        rest = rest[(end + 1)...]
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        return .text(line)
      }
      line += rest
      rest = []
      for signal in KeySignals.terminating where PendingSignals.take(signal) {
        terminatingSignal = signal
        endLine()
        return .endOfInput
      }
      if PendingSignals.take(.interrupt) {
        // The terminal has discarded the typed text and printed `^C`.
        endLine()
        return .cancelled
      }
      // The terminal discards the unfinished line when the program is suspended.
      if PendingSignals.take(.resume) { ask(prompt) }
      guard PendingSignals.waitForInput(on: StandardStream.input.descriptor) else { continue }
      guard readMore() else {
        endLine()
        return line.isEmpty ? .endOfInput : .text(line)
      }
    }
  }

  /// Reads more bytes. Returns false at the end of the input.
  private mutating func readMore() -> Bool {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    switch readNow(StandardStream.input.descriptor, into: &buffer) {
    case .piece(let piece): rest = piece
    case .nothingYet: break
    case .end: return false
    }
    return true
  }

  private func ask(_ prompt: Prompt) {
    guard isTerminal else { return }
    libedit_write(prompt.plain)
  }

  private func endLine() {
    guard isTerminal else { return }
    libedit_write("\n")
  }
}
