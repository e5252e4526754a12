import Classroom
import Diagnostics
import Files
import OperatingSystem
import Rendering

/// Standard output and standard error.
///
/// Output is buffered and written in large pieces, since scripts can print a lot. It is flushed before anything goes to
/// standard error, so that a terminal shows both in the right order.
struct Console {
  private var pending: [UInt8] = []
  private let outTheme: Theme
  private let errorTheme: Theme
  /// Whether each event is shown immediately, as on a terminal.
  private let isImmediate: Bool
  /// Whether to wrap lines that are too long for the screen, as at the prompt. The output of a script is not wrapped,
  /// since a program may read it.
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

  /// The width of the screen, or 80 if it is unknown.
  static var columns: Int {
    guard let size = TerminalSize(of: .output), size.columns > 0 else { return 80 }
    return size.columns
  }

  /// The height of the screen, or nil if input or output is not a terminal.
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

  /// Prints untrusted text, such as a student's answer, without the commands that a CI system would run from its log.
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

  /// Prints why a file cannot be read or written, after all other output.
  func printProblem(_ problem: FileProblem) {
    // A student may have chosen the name of the file.
    Self.send(Array(LogCommands.removed(from: errorTheme.render(problem.text)).utf8), to: .errors)
  }

  mutating func flush() {
    Self.send(pending, to: .output)
    pending.removeAll(keepingCapacity: true)
  }
}

// MARK: Write errors

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
    // The reader is gone, so a message would be lost. Exit like a program stopped by SIGPIPE, even if it is ignored.
    if failure.isClosedPipe { ThisProcess.exitAtOnce(128 + Signal.brokenPipe.number) }
    if stream == .output {
      let theme = theme(.errors, isPlain: CommandLine.arguments.contains("--plain"))
      try? writeAll(Array(theme.render(FileProblem.unwritableOutput(failure).text).utf8), to: StandardStream.errors)
    }
    ThisProcess.exitAtOnce(Status.unwritableOutput.rawValue)
  }
}

extension DiagnosticKind {
  /// Only this target reports it, like `unwritable-file`.
  static let unwritableOutput = DiagnosticKind(
    "unwritable-output", title: "Output that cannot be written",
    explanation: """
      Writing to standard output failed: the disk is full, a size limit is reached, or the device has an error. The output \
      is incomplete. The exit status is 74. If standard output is a pipe and its reader has exited, such as `head`, the \
      program ends without a message.
      """,
    wrong: "", right: "")
}

extension FileProblem {
  fileprivate static func unwritableOutput(_ failure: FileFailure) -> FileProblem {
    FileProblem(
      file: "standard output", slug: DiagnosticKind.unwritableOutput.slug, message: failure.reasonInSentence)
  }
}

/// Returns an environment variable, or nil if it is not set.
func environment(_ name: String) -> String? { ThisProcess.environment(name) }
