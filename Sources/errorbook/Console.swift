import Diagnostics
import Glibc
import Rendering

/// Standard output and standard error.
///
/// Output is gathered and written in large pieces, since scripts can print a great deal; before anything goes to
/// standard error it is flushed, so that on a terminal both stand in the order in which they were said.
struct Console {
  private var pending: [UInt8] = []
  private let outTheme: Theme
  private let errorTheme: Theme
  /// Whether each event is shown at once, as at a terminal.
  private let isImmediate: Bool
  /// Whether lines are broken at words where the screen is too narrow for them: so at the prompt. What a script prints
  /// may be read by a program, and stays as it is.
  var fitsScreen = false

  init(isPlain: Bool = false) {
    outTheme = Self.theme(STDOUT_FILENO, isPlain: isPlain)
    errorTheme = Self.theme(STDERR_FILENO, isPlain: isPlain)
    isImmediate = isatty(STDOUT_FILENO) == 1
  }

  static func theme(_ descriptor: Int32, isPlain: Bool) -> Theme {
    ColourChoice(
      isTerminal: isatty(descriptor) == 1, isPlain: isPlain, noColor: environment("NO_COLOR"),
      term: environment("TERM")
    ).theme
  }

  /// How wide the screen is; 80 where nobody knows.
  static var columns: Int {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// How many rows the screen has; nil where nobody reads at one, or types.
  static var rows: Int? {
    var size = winsize()
    guard isatty(STDIN_FILENO) == 1, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0 else {
      return nil
    }
    return Int(size.ws_row)
  }

  mutating func print(_ text: StyledText) {
    guard !text.isEmpty else { return }
    let fitted = fitsScreen && isImmediate ? text.fitted(to: Self.columns) : text
    outTheme.write(fitted, to: &pending)
    flushIfFull()
  }

  mutating func write(_ bytes: [UInt8]) {
    pending += bytes
    flushIfFull()
  }

  private mutating func flushIfFull() {
    if isImmediate || pending.count >= 1 << 16 { flush() }
  }

  mutating func printError(_ text: StyledText) {
    flush()
    Self.send(Array(errorTheme.render(text).utf8), to: STDERR_FILENO)
  }

  /// Says why a file cannot be had, after all that was printed.
  func printProblem(_ problem: FileProblem) {
    Self.send(Array(errorTheme.render(problem.text).utf8), to: STDERR_FILENO)
  }

  mutating func flush() {
    Self.send(pending, to: STDOUT_FILENO)
    pending.removeAll(keepingCapacity: true)
  }

  private static func send(_ bytes: [UInt8], to descriptor: Int32) {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        Glibc.write(descriptor, buffer.baseAddress.map { $0 + sent }, buffer.count - sent)
      }
      if count < 0, errno == EINTR || errno == EAGAIN { continue }
      // Nobody reads any more: there is no one left to tell.
      guard count > 0 else { leaveQuietly() }
      sent += count
    }
  }

  /// Ends as a program that was stopped by SIGPIPE does, whoever had that signal ignored.
  private static func leaveQuietly() -> Never { _exit(128 + SIGPIPE) }
}

/// A variable of the environment; nil where it is not set.
func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
