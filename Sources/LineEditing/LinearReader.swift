import CLibEdit
import Glibc

/// Writes a prompt, reads a line. The terminal does the editing, in its own simple way.
struct LinearReader {
  /// Bytes that were read behind the line they came with.
  private var rest: ArraySlice<UInt8> = []
  private let isTerminal = isatty(STDIN_FILENO) == 1
  /// The signal that ended the input.
  private(set) var deadlySignal: Int32?

  mutating func readLine(prompt: Prompt) -> LineEditor.Line {
    let watched = SignalInbox.watch([SIGINT, SIGCONT] + KeySignals.deadly)
    defer { SignalInbox.restore(watched) }
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
      for signal in KeySignals.deadly where SignalInbox.take(signal) {
        deadlySignal = signal
        endLine()
        return .endOfInput
      }
      if SignalInbox.take(SIGINT) {
        // The terminal has thrown away what was typed; its answer `^C` stands on the line.
        endLine()
        return .cancelled
      }
      // The terminal forgets a half-typed line when the program is suspended.
      if SignalInbox.take(SIGCONT) { ask(prompt) }
      guard SignalInbox.waitForInput(on: STDIN_FILENO) else { continue }
      guard readMore() else {
        endLine()
        return line.isEmpty ? .endOfInput : .text(line)
      }
    }
  }

  /// False at the end of the input.
  private mutating func readMore() -> Bool {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = read(STDIN_FILENO, &buffer, buffer.count)
    if count > 0 { rest = buffer.prefix(count) }
    return count > 0 || (count < 0 && (errno == EINTR || errno == EAGAIN))
  }

  private func ask(_ prompt: Prompt) {
    guard isTerminal else { return }
    fputs(prompt.plain, libedit_stdout())
    fflush(libedit_stdout())
  }

  private func endLine() {
    guard isTerminal else { return }
    fputs("\n", libedit_stdout())
    fflush(libedit_stdout())
  }
}
