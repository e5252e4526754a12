import Classroom
import Diagnostics
import Files
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

  /// Prints what somebody else wrote, such as an answer that a CI system checks: nothing in it is a command of the log.
  mutating func printWithoutCommands(_ text: StyledText) {
    write(Array(LogCommands.removed(from: outTheme.render(text)).utf8))
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
    Self.send(Array(errorTheme.render(text).utf8), to: .errors)
  }

  /// Says why a file cannot be had, after all that was printed.
  func printProblem(_ problem: FileProblem) {
    // The name of a file may be a student's.
    Self.send(Array(LogCommands.removed(from: errorTheme.render(problem.text)).utf8), to: .errors)
  }

  mutating func flush() {
    Self.send(pending, to: .output)
    pending.removeAll(keepingCapacity: true)
  }
}

// MARK: What cannot be written

extension Console {
  enum Stream {
    case output, errors
  }

  /// Writes all bytes. If that fails, the program ends with an error: callers must not mistake partial output for all of it.
  static func send(_ bytes: [UInt8], to stream: Stream) {
    do throws(FileFailure) { try writeAll(bytes, to: stream == .output ? STDOUT_FILENO : STDERR_FILENO) } catch {
      end(after: error, of: stream)
    }
  }

  /// Makes sure that all output was stored: a network file system may report a full disk only on close.
  static func confirmOutput() {
    let copy = dup(STDOUT_FILENO)
    guard copy >= 0, close(copy) != 0 else { return }
    end(after: .system, of: .output)
  }

  private static func end(after failure: FileFailure, of stream: Stream) -> Never {
    // The reader is gone, so nobody can see a message. Exits like a program that SIGPIPE stopped, even if the signal is
    // ignored.
    if failure.isClosedPipe { _exit(128 + SIGPIPE) }
    if stream == .output {
      let theme = theme(STDERR_FILENO, isPlain: CommandLine.arguments.contains("--plain"))
      try? writeAll(Array(theme.render(FileProblem.unwritableOutput(failure).text).utf8), to: STDERR_FILENO)
    }
    _exit(Status.unwritableOutput.rawValue)
  }
}

extension DiagnosticKind {
  /// Reported here and nowhere below, like `unwritable-file`.
  static let unwritableOutput = DiagnosticKind(
    "unwritable-output", title: "Output that cannot be written",
    explanation: """
      Standard output leads to a file or a device that takes no more: the disk is full, a limit is reached, or the device \
      has an error. What was printed is not all of it. The exit status is 74. Where standard output is a pipe that nobody \
      reads any more, such as that of `head`, the program ends without a word.
      """,
    wrong: "", right: "")
}

extension FileProblem {
  fileprivate static func unwritableOutput(_ failure: FileFailure) -> FileProblem {
    FileProblem(
      file: "standard output", slug: DiagnosticKind.unwritableOutput.slug, message: failure.reasonInSentence)
  }
}

/// A variable of the environment; nil where it is not set.
func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
