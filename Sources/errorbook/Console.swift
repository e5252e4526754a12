import Classroom
import Diagnostics
import Files
import OperatingSystem
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
    outTheme = Self.theme(.output, isPlain: isPlain)
    errorTheme = Self.theme(.errors, isPlain: isPlain)
    isImmediate = StandardStream.output.isTerminal
  }

  static func theme(_ stream: StandardStream, isPlain: Bool) -> Theme {
    ColorChoice(
      isTerminal: stream.isTerminal, isPlain: isPlain, noColor: environment("NO_COLOR"),
      term: environment("TERM")
    ).theme
  }

  /// How wide the screen is; 80 where nobody knows.
  static var columns: Int {
    guard let size = TerminalSize(of: .output), size.columns > 0 else { return 80 }
    return size.columns
  }

  /// How many rows the screen has; nil where nobody reads at one, or types.
  static var rows: Int? {
    guard StandardStream.input.isTerminal, let size = TerminalSize(of: .output), size.rows > 0 else { return nil }
    return size.rows
  }

  mutating func print(_ text: StyledText) {
    guard !text.isEmpty else { return }
    if fitsScreen && isImmediate {
      outTheme.write(text.fitted(to: Self.columns), to: &pending)
    } else {
      outTheme.write(text, to: &pending)
    }
    flushIfFull()
  }

  /// Prints what somebody else wrote, such as an answer that a CI system checks: nothing in it is a command of the log.
  mutating func printWithoutCommands(_ text: StyledText) {
    write(Array(LogCommands.removed(from: outTheme.render(text)).utf8))
  }

  mutating func write(_ bytes: some Sequence<UInt8>) {
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
  /// Writes all bytes. If that fails, the program ends with an error: callers must not mistake partial output for all of it.
  static func send(_ bytes: [UInt8], to stream: StandardStream) {
    do throws(FileFailure) { try writeAll(bytes, to: stream) } catch {
      end(after: error, of: stream)
    }
  }

  /// Makes sure that all output was stored: a network file system may report a full disk only on close.
  static func confirmOutput() {
    do throws(FileFailure) { try confirmStored(.output) } catch { end(after: error, of: .output) }
  }

  private static func end(after failure: FileFailure, of stream: StandardStream) -> Never {
    // The reader is gone, so nobody can see a message. Exits like a program that SIGPIPE stopped, even if the signal is
    // ignored.
    if failure.isClosedPipe { ThisProcess.exitAtOnce(128 + Signal.brokenPipe.number) }
    if stream == .output {
      let theme = theme(.errors, isPlain: CommandLine.arguments.contains("--plain"))
      try? writeAll(Array(theme.render(FileProblem.unwritableOutput(failure).text).utf8), to: StandardStream.errors)
    }
    ThisProcess.exitAtOnce(Status.unwritableOutput.rawValue)
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
func environment(_ name: String) -> String? { ThisProcess.environment(name) }
